#pragma once

#include "projects.hpp"

struct other {
    int id = 0;
};
BOOST_DESCRIBE_STRUCT(other, (), (id))
template <>
inline constexpr auto rowan::table_of<other> = rowan::table<other>("others").primary_key<&other::id>();
