// expected: the number of related rows is read into an integer member

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

struct line : project {
#ifdef ROWAN_CONTROL
    std::int64_t tasks = 0;
#else
    double tasks = 0;
#endif
};
BOOST_DESCRIBE_STRUCT(line, (project), (tasks))
template <>
inline constexpr auto rowan::relation_of<&line::tasks> = rowan::count_of<task>;
auto found(rowan::session& db) { return rowan::repository<project>(db).all<line>(); }
