// expected: rowan::change is for patches: an insert writes every member

#include "tasks_with_length.hpp"

#ifdef ROWAN_CONTROL
struct new_task {
    std::string title;
};
BOOST_DESCRIBE_STRUCT(new_task, (), (title))
#else
struct new_task {
    rowan::change<std::string> title;
};
BOOST_DESCRIBE_STRUCT(new_task, (), (title))
#endif

task make(rowan::session& db) { return rowan::repository<task>(db).insert(new_task{"a"}); }
