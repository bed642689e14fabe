// expected: rowan::change is for patches: an insert writes every member

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
