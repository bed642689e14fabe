// expected: no foreign key joins the two entities of this relation

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
};
BOOST_DESCRIBE_STRUCT(task, (), (id, project_id))
template <>
inline constexpr auto rowan::table_of<task> = rowan::table<task>("tasks")
    .primary_key<&task::id>()
#ifdef ROWAN_CONTROL
    .foreign_key<&task::project_id, &project::id>()
#endif
    ;
struct board : project {
    std::vector<task> tasks;
};
BOOST_DESCRIBE_STRUCT(board, (project), (tasks))
auto found(rowan::session& db) { return rowan::repository<project>(db).all<board>(); }
