// expected: a patch changes the row with a key: the key is no member of it

#include <rowan/query/repository.hpp>

struct task {
    rowan::id<task> id;
    std::string title;
    std::int32_t length = 0;
};
BOOST_DESCRIBE_STRUCT(task, (), (id, title, length))
template <>
inline constexpr auto rowan::table_of<task> =
    rowan::table<task>("tasks").primary_key<&task::id>().generated<&task::length>("length(title)");

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
