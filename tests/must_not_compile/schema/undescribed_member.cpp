// expected: a member of this struct is missing from its BOOST_DESCRIBE_STRUCT list

#include <rowan/schema/table_of.hpp>

struct project {
    rowan::id<project> id;
    std::string name;
};
#ifdef ROWAN_CONTROL
BOOST_DESCRIBE_STRUCT(project, (), (id, name))
#else
BOOST_DESCRIBE_STRUCT(project, (), (id))
#endif
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();
