// The tables of a board for many tenants.
#pragma once

#include <rowan/rowan.hpp>

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

struct task {
    rowan::id<tenant> tenant_id;
    std::int64_t number = 0;
    std::string title;
    bool done = false;
};
BOOST_DESCRIBE_STRUCT(task, (), (tenant_id, number, title, done))

// [tables]
template <>
inline constexpr auto rowan::table_of<country> =
    rowan::table<country>("countries").primary_key<&country::code>().reference_table();

template <>
inline constexpr auto rowan::table_of<tenant> =
    rowan::table<tenant>("tenants")
        .primary_key<&tenant::id>()
        .foreign_key<&tenant::country, &country::code>()
        .index<&tenant::country>()
        .distributed_by<&tenant::id>();

template <>
inline constexpr auto rowan::table_of<task> =
    rowan::table<task>("tasks")
        .primary_key<&task::tenant_id, &task::number>()
        .foreign_key<&task::tenant_id, &tenant::id>(rowan::on_delete::cascade)
        .distributed_by<&task::tenant_id>("tenants");
// [tables]

struct tenant_board : tenant {
    std::vector<task> tasks;
};
BOOST_DESCRIBE_STRUCT(tenant_board, (tenant), (tasks))

inline std::vector<rowan::migrate::revision> migrations() {
    // [migration]
    return {rowan::migrate::revision("001", "Boards").change([](auto& op) {
        op.create_table("countries", [](auto& t) {
            t.text("code").primary_key();
            t.text("name");
            t.reference_table();
        });
        op.create_table("tenants", [](auto& t) {
            t.uuid("id").primary_key();
            t.text("name");
            t.text("country").references("countries", "code").index();
            t.distributed_by("id");
        });
        op.create_table("tasks", [](auto& t) {
            t.uuid("tenant_id").references("tenants", "id", rowan::on_delete::cascade);
            t.bigint("number");
            t.text("title");
            t.boolean("done");
            t.primary_key({"tenant_id", "number"});
            t.distributed_by("tenant_id", "tenants");
        });
    })};
    // [migration]
}
