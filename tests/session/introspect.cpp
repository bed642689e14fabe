#include "support/database.hpp"

#include <rowan/session/introspect.hpp>

using namespace rowan;

DATABASE_TEST_CASE("a table exists once it was created", "[introspect]") {
    auto& db = database.session();
    CHECK_FALSE(table_exists(db, "things"));
    db.execute_script("create table things (id bigint)");
    CHECK(table_exists(db, "things"));
    db.execute_script("drop table things");
    CHECK_FALSE(table_exists(db, "things"));
}

DATABASE_TEST_CASE("an index or a view is no table", "[introspect]") {
    auto& db = database.session();
    db.execute_script(
        "create table things (id bigint); create index on_id on things (id); create view seen as select * from "
        "things;");
    CHECK_FALSE(table_exists(db, "on_id"));
    CHECK_FALSE(table_exists(db, "seen"));
}

DATABASE_TEST_CASE("an enum type is read with its labels in order", "[introspect]") {
    auto& db = database.session();
    CHECK_FALSE(introspect_enum(db, "mood"));
    if (!db.dialect().can().enum_types) return;  // text and a check there
    db.execute_script("create type mood as enum ('sad', 'happy'); alter type mood add value 'so so' before 'happy';");
    const auto found = introspect_enum(db, "mood");
    REQUIRE(found);
    CHECK(*found == schema::enum_type{"mood", {"sad", "so so", "happy"}});
}
