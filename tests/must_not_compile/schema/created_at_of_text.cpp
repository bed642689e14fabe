// expected: created_at takes a rowan::timestamp member

#include <rowan/schema/table_of.hpp>

struct project {
    rowan::timestamp made;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(project, (), (made, name))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects")
#ifdef ROWAN_CONTROL
    .created_at<&project::made>();
#else
    .created_at<&project::name>();
#endif
