#include <rowan/schema/table.hpp>

#include "support/catch.hpp"

using namespace rowan;

TEST_CASE("a column is found by its name", "[schema]") {
    const schema::table table{.name = "t",
                              .columns = {{.name = "a"}, {.name = "b", .type = {.kind = type_kind::date}}}};
    REQUIRE(table.find_column("b") != nullptr);
    CHECK(table.find_column("b")->type.kind == type_kind::date);
    CHECK(table.find_column("B") == nullptr);
    CHECK(table.find_column("") == nullptr);
}

TEST_CASE("tables differ by each of their parts", "[schema]") {
    const schema::table table{.name = "t", .columns = {{.name = "a"}}};
    const auto differs = [&](auto change) {
        schema::table other = table;
        change(other);
        return other != table;
    };
    CHECK(table == schema::table(table));
    CHECK(differs([](auto& t) { t.schema_name = "s"; }));
    CHECK(differs([](auto& t) { t.columns[0].nullable = true; }));
    CHECK(differs([](auto& t) { t.columns[0].default_value = "1"; }));
    CHECK(differs([](auto& t) { t.columns[0].domain = schema::domain{}; }));
    CHECK(differs([](auto& t) { t.primary_key = schema::primary_key{"t_pkey", {"a"}}; }));
    CHECK(differs([](auto& t) { t.uniques.push_back({"u", {"a"}}); }));
    CHECK(differs([](auto& t) { t.foreign_keys.push_back({.name = "f"}); }));
    CHECK(differs([](auto& t) { t.checks.push_back({"c", "a > 0"}); }));
    CHECK(differs([](auto& t) { t.indexes.push_back({.name = "i"}); }));
    CHECK(differs([](auto& t) { t.comment = "c"; }));
}
