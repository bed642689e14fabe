// The tables of workshop.hpp as a revision of the database.
#pragma once

#include "workshop.hpp"

inline std::vector<rowan::migrate::revision> migrations() {
    return {rowan::migrate::revision("001", "Members, tools and loans").change([](auto& op) {
        // [migration]
        op.create_domain({.name = "email_address",
                          .type = {.kind = rowan::type_kind::text},
                          .checks = {{"email_address_check", "value like '%_@_%'"}}});
        op.create_enum("tool_state", {"ready", "in_repair", "retired"});
        op.create_table("members", [](auto& t) {
            t.uuid("id").primary_key();
            t.varchar("name", 80);
            t.domain("email", "email_address").nullable().unique();
            t.uuid("invited_by").nullable().references("members", "id", rowan::on_delete::set_null);
            t.date("joined");
        });
        // [migration]
        op.create_table("categories", [](auto& t) {
            t.identity("id").primary_key();
            t.text("name").unique();
            t.bigint("parent_id").nullable().references("categories", "id");
        });
        op.create_table("tools", [](auto& t) {
            t.timestamp("created_at");
            t.timestamp("updated_at");
            t.uuid("id").primary_key();
            t.bigint("category_id").references("categories", "id");
            t.text("serial_number").unique();
            t.text("name");
            t.enumeration("state", "tool_state").default_value("'ready'");
            t.numeric("price", 8, 2);
            t.text("tags").array();
            t.index("state").where("state <> 'retired'");
            t.check("price_not_negative", rowan::schema::sql_text("price >= 0").on("sqlite", "cast(price as real) >= 0"));
        });
        op.create_table("loans", [](auto& t) {
            t.identity("id").primary_key();
            t.uuid("tool_id").references("tools", "id", rowan::on_delete::cascade);
            t.uuid("member_id").references("members", "id");
            t.date("taken");
            t.date("due");
            t.date("returned").nullable();
            t.check("due_after_taken", "due >= taken");
            t.index({"member_id", rowan::migrate::desc("taken")});
            t.index("tool_id").named("lent_once_at_a_time").where("returned is null").unique();
        });
    })};
}
