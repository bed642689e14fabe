#pragma once

#include <rowan/query/repository.hpp>

struct task {
    rowan::id<task> id;
    std::string title;
    std::int32_t length = 0;
};
BOOST_DESCRIBE_STRUCT(task, (), (id, title, length))
template <>
inline constexpr auto rowan::table_of<task> =
    rowan::table<task>("tasks").primary_key<&task::id>().generated<&task::length>("length(title)");
