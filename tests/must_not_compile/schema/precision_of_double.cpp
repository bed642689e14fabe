// expected: only a rowan::decimal column has a precision

#include <rowan/schema/table_of.hpp>

struct project {
    rowan::decimal price;
    double width;
};
BOOST_DESCRIBE_STRUCT(project, (), (price, width))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects")
#ifdef ROWAN_CONTROL
    .precision<&project::price>(10, 2);
#else
    .precision<&project::width>(10, 2);
#endif
