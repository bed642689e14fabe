#pragma once

#include <rowan/query/aggregate.hpp>
#include <rowan/query/common_table.hpp>
#include <rowan/query/conditional.hpp>
#include <rowan/query/function.hpp>
#include <rowan/query/repository.hpp>

/// Two tables with one foreign key, a third with two keys to the first, and one that nothing leads to.
struct project {
    rowan::id<project> id;
    std::string name;
    std::optional<std::int32_t> rank;
    std::int32_t size = 0;
};
BOOST_DESCRIBE_STRUCT(project, (), (id, name, rank, size))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();

struct task {
    rowan::id<task> id;
    rowan::id<project> project_id;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(task, (), (id, project_id, title))
template <>
inline constexpr auto rowan::table_of<task> =
    rowan::table<task>("tasks").primary_key<&task::id>().foreign_key<&task::project_id, &project::id>();

struct link {
    rowan::id<link> id;
    rowan::id<project> from_id;
    rowan::id<project> to_id;
};
BOOST_DESCRIBE_STRUCT(link, (), (id, from_id, to_id))
template <>
inline constexpr auto rowan::table_of<link> = rowan::table<link>("links")
                                                  .primary_key<&link::id>()
                                                  .foreign_key<&link::from_id, &project::id>()
                                                  .foreign_key<&link::to_id, &project::id>();

struct note {
    std::int32_t id = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(note, (), (id, text))
template <>
inline constexpr auto rowan::table_of<note> = rowan::table<note>("notes").primary_key<&note::id>();

struct line {
    std::string name;
    std::int32_t size = 0;
};
BOOST_DESCRIBE_STRUCT(line, (), (name, size))

using rowan::field, rowan::from;
