// expected: the database computes this column, so it cannot be written

#include "tasks_with_length.hpp"

#ifdef ROWAN_CONTROL
struct new_task {
    std::string title;
};
BOOST_DESCRIBE_STRUCT(new_task, (), (title))
#else
struct new_task {
    std::string title;
    std::int32_t length = 0;
};
BOOST_DESCRIBE_STRUCT(new_task, (), (title, length))
#endif

task make(rowan::session& db) { return rowan::repository<task>(db).insert(new_task{"a"}); }
