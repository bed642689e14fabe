// expected: is made by a lambda without captures

#include <rowan/query/repository.hpp>

struct project {
    rowan::id<project> id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(project, (), (id, name))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();

struct task {
    rowan::id<task> id;
    rowan::id<project> project_id;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(task, (), (id, project_id, title))
template <>
inline constexpr auto rowan::table_of<task> =
    rowan::table<task>("tasks").primary_key<&task::id>().foreign_key<&task::project_id, &project::id>();

struct board : project {
    std::vector<task> tasks;
};
BOOST_DESCRIBE_STRUCT(board, (project), (tasks))
template <>
inline constexpr auto rowan::relation_of<&board::tasks> =
#ifdef ROWAN_CONTROL
    rowan::children.where([] { return rowan::field<&task::title> == "a"; });
#else
    rowan::children.where(rowan::field<&task::title> == "a");
#endif
auto found(rowan::session& db) { return rowan::repository<project>(db).all<board>(); }
