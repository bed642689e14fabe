#pragma once

#include <rowan/query/relation.hpp>
#include <rowan/query/repository.hpp>
#include <rowan/schema/operation.hpp>

#include <support/database.hpp>

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <vector>

// Tables of many tenants, each of whose rows lie together where the database is distributed.
namespace tenancy {

struct country {
    std::string code;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(country, (), (code, name))

struct tenant {
    rowan::id<tenant> id;
    std::string name;
    std::string country;
};
BOOST_DESCRIBE_STRUCT(tenant, (), (id, name, country))

struct project {
    rowan::id<tenant> tenant_id;
    std::int64_t number = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(project, (), (tenant_id, number, name))

struct task {
    rowan::id<tenant> tenant_id;
    std::int64_t number = 0;
    std::int64_t project = 0;
    std::optional<std::int64_t> after;
    std::string title;
    std::int32_t points = 0;
};
BOOST_DESCRIBE_STRUCT(task, (), (tenant_id, number, project, after, title, points))

struct entry {
    rowan::id<tenant> tenant_id;
    std::int64_t id = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(entry, (), (tenant_id, id, text))

}  // namespace tenancy

template <>
inline constexpr auto rowan::table_of<tenancy::country> =
    rowan::table<tenancy::country>("countries").primary_key<&tenancy::country::code>().reference_table();

template <>
inline constexpr auto rowan::table_of<tenancy::tenant> =
    rowan::table<tenancy::tenant>("tenants")
        .primary_key<&tenancy::tenant::id>()
        .foreign_key<&tenancy::tenant::country, &tenancy::country::code>()
        .distributed_by<&tenancy::tenant::id>();

template <>
inline constexpr auto rowan::table_of<tenancy::project> =
    rowan::table<tenancy::project>("projects")
        .primary_key<&tenancy::project::tenant_id, &tenancy::project::number>()
        .foreign_key<&tenancy::project::tenant_id, &tenancy::tenant::id>(rowan::on_delete::cascade)
        .distributed_by<&tenancy::project::tenant_id>("tenants");

template <>
inline constexpr auto rowan::table_of<tenancy::task> =
    rowan::table<tenancy::task>("tasks")
        .primary_key<&tenancy::task::tenant_id, &tenancy::task::number>()
        .foreign_key<rowan::columns<&tenancy::task::tenant_id, &tenancy::task::project>,
                     rowan::columns<&tenancy::project::tenant_id, &tenancy::project::number>>(rowan::on_delete::cascade)
        .foreign_key<rowan::columns<&tenancy::task::tenant_id, &tenancy::task::after>,
                     rowan::columns<&tenancy::task::tenant_id, &tenancy::task::number>>()
        .distributed_by<&tenancy::task::tenant_id>("tenants");

template <>
inline constexpr auto rowan::table_of<tenancy::entry> =
    rowan::table<tenancy::entry>("entries")
        .primary_key<&tenancy::entry::tenant_id, &tenancy::entry::id>()
        .identity<&tenancy::entry::id>()
        .distributed_by<&tenancy::entry::tenant_id>("tenants");

namespace tenancy {

struct project_board : project {
    std::vector<task> tasks;
};
BOOST_DESCRIBE_STRUCT(project_board, (project), (tasks))

struct project_line {
    using entity = project;
    rowan::id<tenant> tenant_id;
    std::int64_t number = 0;
    std::int64_t tasks = 0;
    std::vector<task> largest;
};
BOOST_DESCRIBE_STRUCT(project_line, (), (tenant_id, number, tasks, largest))

struct task_page : task {
    tenancy::project of;
    std::optional<task> before;
};
BOOST_DESCRIBE_STRUCT(task_page, (task), (of, before))

}  // namespace tenancy

template <>
inline constexpr auto rowan::relation_of<&tenancy::project_line::tasks> = rowan::count_of<tenancy::task>;
template <>
inline constexpr auto rowan::relation_of<&tenancy::project_line::largest> =
    rowan::children.order_by<rowan::descending<&tenancy::task::points>>().limit(2);
template <>
inline constexpr auto rowan::relation_of<&tenancy::task_page::before> = rowan::via<&tenancy::task::after>;
