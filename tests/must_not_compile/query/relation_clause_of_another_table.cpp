// expected: a condition or order of this relation names a column of a table that it does not read

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
#ifdef ROWAN_CONTROL
template <>
inline constexpr auto rowan::relation_of<&board::tasks> = rowan::children.order_by<&task::title>();
#else
template <>
inline constexpr auto rowan::relation_of<&board::tasks> = rowan::children.order_by<&project::name>();
#endif
auto found(rowan::session& db) { return rowan::repository<project>(db).all<board>(); }
