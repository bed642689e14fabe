// expected: a member of the struct that is written is no column of the entity

#include "tasks_with_length.hpp"

#ifdef ROWAN_CONTROL
struct new_task {
    std::string title;
};
BOOST_DESCRIBE_STRUCT(new_task, (), (title))
#else
struct new_task {
    std::string title;
    std::string headline;
};
BOOST_DESCRIBE_STRUCT(new_task, (), (title, headline))
#endif

task make(rowan::session& db) { return rowan::repository<task>(db).insert(new_task{"a"}); }
