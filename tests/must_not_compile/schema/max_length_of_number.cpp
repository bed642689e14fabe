// expected: only a text column has a longest length

#include <rowan/schema/table_of.hpp>

struct project {
    rowan::id<project> id;
    std::string name;
    int number;
};
BOOST_DESCRIBE_STRUCT(project, (), (id, name, number))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects")
#ifdef ROWAN_CONTROL
    .max_length<&project::name>(255);
#else
    .max_length<&project::number>(255);
#endif
