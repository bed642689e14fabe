#pragma once

#include <rowan/query/repository.hpp>

struct task {
    rowan::id<task> id;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(task, (), (id, title))
struct note {
    rowan::id<note> id;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(note, (), (id, text))
template <>
inline constexpr auto rowan::table_of<task> = rowan::table<task>("tasks").primary_key<&task::id>();
template <>
inline constexpr auto rowan::table_of<note> = rowan::table<note>("notes").primary_key<&note::id>();
