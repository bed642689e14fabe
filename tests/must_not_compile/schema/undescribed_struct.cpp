// expected: this struct has no BOOST_DESCRIBE_STRUCT

#include <rowan/schema/table_of.hpp>

struct project {
    rowan::id<project> id;
};
#ifdef ROWAN_CONTROL
BOOST_DESCRIBE_STRUCT(project, (), (id))
#endif
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();
