// expected: more than one foreign key joins the two entities: name the one to use with rowan::relation_of

#include <rowan/query/repository.hpp>

struct project {
    rowan::id<project> id;
    std::string name;
    std::optional<int> rank;
};
BOOST_DESCRIBE_STRUCT(project, (), (id, name, rank))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();

struct task {
    rowan::id<task> id;
    rowan::id<project> project_id;
    rowan::id<project> origin_id;
};
BOOST_DESCRIBE_STRUCT(task, (), (id, project_id, origin_id))
template <>
inline constexpr auto rowan::table_of<task> = rowan::table<task>("tasks")
    .primary_key<&task::id>()
    .foreign_key<&task::project_id, &project::id>()
    .foreign_key<&task::origin_id, &project::id>();
struct board : project {
    std::vector<task> tasks;
};
BOOST_DESCRIBE_STRUCT(board, (project), (tasks))
#ifdef ROWAN_CONTROL
template <>
inline constexpr auto rowan::relation_of<&board::tasks> = rowan::via<&task::project_id>;
#endif
auto found(rowan::session& db) { return rowan::repository<project>(db).all<board>(); }
