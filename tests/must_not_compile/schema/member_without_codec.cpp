// expected: a member of this entity has no rowan::codec: it cannot be a column

#include <rowan/schema/table_of.hpp>

struct point {
    int x, y;
};
struct project {
    rowan::id<project> id;
#ifdef ROWAN_CONTROL
    int place;
#else
    point place;
#endif
};
BOOST_DESCRIBE_STRUCT(project, (), (id, place))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();

const auto& table = rowan::schema_table<project>();
