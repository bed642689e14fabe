// expected: no foreign key joins the two entities of this relation

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

struct tag {
    rowan::id<tag> id;
};
BOOST_DESCRIBE_STRUCT(tag, (), (id))
template <>
inline constexpr auto rowan::table_of<tag> = rowan::table<tag>("tags").primary_key<&tag::id>();
struct task_tag {
    rowan::id<task> task_id;
    rowan::id<tag> tag_id;
};
BOOST_DESCRIBE_STRUCT(task_tag, (), (task_id, tag_id))
template <>
inline constexpr auto rowan::table_of<task_tag> = rowan::table<task_tag>("task_tags")
    .primary_key<&task_tag::task_id, &task_tag::tag_id>()
#ifdef ROWAN_CONTROL
    .foreign_key<&task_tag::tag_id, &tag::id>()
#endif
    .foreign_key<&task_tag::task_id, &task::id>();
struct page : task {
    std::vector<tag> tags;
};
BOOST_DESCRIBE_STRUCT(page, (task), (tags))
template <>
inline constexpr auto rowan::relation_of<&page::tags> = rowan::through<task_tag>;
auto found(rowan::session& db) { return rowan::repository<task>(db).all<page>(); }
