// expected: this struct is no entity: it has no rowan::table_of, or none that is visible here

#include <rowan/schema/table_of.hpp>

struct project {
    rowan::id<project> id;
};
BOOST_DESCRIBE_STRUCT(project, (), (id))
#ifdef ROWAN_CONTROL
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();
#endif

const auto& table = rowan::schema_table<project>();
