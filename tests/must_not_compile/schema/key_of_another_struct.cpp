// expected: this member is not in the BOOST_DESCRIBE_STRUCT list of the struct

#include <rowan/schema/table_of.hpp>

struct project {
    rowan::id<project> id;
};
BOOST_DESCRIBE_STRUCT(project, (), (id))

struct task {
    rowan::id<task> id;
};
BOOST_DESCRIBE_STRUCT(task, (), (id))
template <>
inline constexpr auto rowan::table_of<task> = rowan::table<task>("tasks")
#ifdef ROWAN_CONTROL
    .primary_key<&task::id>();
#else
    .primary_key<&project::id>();
#endif
