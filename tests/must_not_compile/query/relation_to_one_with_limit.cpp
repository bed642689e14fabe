// expected: order and limit are for relations to many

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

struct page : task {
    project owner;
};
BOOST_DESCRIBE_STRUCT(page, (task), (owner))
#ifdef ROWAN_CONTROL
template <>
inline constexpr auto rowan::relation_of<&page::owner> = rowan::via<&task::project_id>;
#else
template <>
inline constexpr auto rowan::relation_of<&page::owner> = rowan::via<&task::project_id>.limit(3);
#endif
auto found(rowan::session& db) { return rowan::repository<task>(db).all<page>(); }
