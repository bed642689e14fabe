// expected: a column of a primary key cannot be std::optional

#include <rowan/schema/table_of.hpp>

struct project {
    rowan::id<project> id;
    std::optional<int> number;
};
BOOST_DESCRIBE_STRUCT(project, (), (id, number))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects")
#ifdef ROWAN_CONTROL
    .primary_key<&project::id>();
#else
    .primary_key<&project::id, &project::number>();
#endif
