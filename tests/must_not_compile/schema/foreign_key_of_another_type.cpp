// expected: a foreign key and the key it references must be of one type

#include <rowan/schema/table_of.hpp>

struct project {
    rowan::id<project> id;
};
BOOST_DESCRIBE_STRUCT(project, (), (id))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();

struct task {
    rowan::id<task> id;
    std::optional<rowan::id<project>> project_id;
};
BOOST_DESCRIBE_STRUCT(task, (), (id, project_id))
template <>
inline constexpr auto rowan::table_of<task> = rowan::table<task>("tasks")
#ifdef ROWAN_CONTROL
    .foreign_key<&task::project_id, &project::id>();
#else
    .foreign_key<&task::id, &project::id>();
#endif
