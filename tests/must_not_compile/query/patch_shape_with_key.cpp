// expected: a patch changes the row with a key: the key is no member of it

#include "tasks_with_length.hpp"

#ifdef ROWAN_CONTROL
struct rename_task {
    std::string title;
};
BOOST_DESCRIBE_STRUCT(rename_task, (), (title))
#else
struct rename_task {
    std::string title;
    rowan::id<task> id;
};
BOOST_DESCRIBE_STRUCT(rename_task, (), (title, id))
#endif

void change(rowan::session& db, rowan::id<task> key) { rowan::repository<task>(db).patch(key, rename_task{"a"}); }
