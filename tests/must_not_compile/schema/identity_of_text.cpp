// expected: only an integer column can be an identity

#include <rowan/schema/table_of.hpp>

struct project {
    long id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(project, (), (id, name))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects")
#ifdef ROWAN_CONTROL
    .identity<&project::id>();
#else
    .identity<&project::name>();
#endif
