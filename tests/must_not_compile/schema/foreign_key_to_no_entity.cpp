// expected: a foreign key references a struct that has no rowan::table_of, or none that is visible here

#include <rowan/schema/table_of.hpp>

struct project {
    rowan::id<project> id;
};
BOOST_DESCRIBE_STRUCT(project, (), (id))

struct task {
    rowan::id<task> id;
    rowan::id<project> project_id;
};
BOOST_DESCRIBE_STRUCT(task, (), (id, project_id))
template <>
inline constexpr auto rowan::table_of<task> = rowan::table<task>("tasks").foreign_key<&task::project_id, &project::id>();

#ifdef ROWAN_CONTROL
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();
#endif

const auto& table = rowan::schema_table<task>();
