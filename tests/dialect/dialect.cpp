#include <rowan/dialect/dialect.hpp>

#include "dialect/cases.hpp"
#include "dialect/golden.hpp"
#include "support/catch.hpp"

#include <set>

using namespace rowan;
using rowan::test::containing;

namespace {

std::string identifier(const dialect& by, std::string_view name) {
    std::string result;
    by.append_identifier(result, name);
    return result;
}

std::string literal(const dialect& by, std::string_view text) {
    std::string result;
    by.append_literal(result, text);
    return result;
}

}  // namespace

TEST_CASE("operations are rendered as in their golden files", "[dialect]") {
    for (const dialect* by : test::dialects()) {
        for (const auto& one : test::operations_cases()) {
            if (!one.is_for(*by)) continue;
            DYNAMIC_SECTION(one.name << " on " << by->name()) {
                test::check_golden(*by, one.name, test::text_of(*by, one));
            }
        }
    }
}

TEST_CASE("statements are rendered as in their golden files", "[dialect]") {
    for (const dialect* by : test::dialects()) {
        for (const auto& one : test::statement_cases()) {
            DYNAMIC_SECTION(one.name << " on " << by->name()) {
                test::check_golden(*by, one.name, test::text_of(*by, one));
            }
        }
    }
}

TEST_CASE("every golden file belongs to a case", "[dialect]") {
    std::set<std::string> known;
    for (const auto& one : test::operations_cases()) known.insert(one.name + ".sql");
    for (const auto& one : test::statement_cases()) known.insert(one.name + ".sql");
    for (const dialect* by : test::dialects()) {
        for (const auto& file : std::filesystem::directory_iterator(test::golden_folder(*by))) {
            INFO(file.path().string());
            CHECK(known.count(file.path().filename().string()) == 1);
        }
    }
}

TEST_CASE("an identifier is quoted, with its quotes doubled", "[dialect]") {
    for (const dialect* by : test::dialects()) {
        CHECK(identifier(*by, "a") == R"("a")");
        CHECK(identifier(*by, R"(a"b)") == R"("a""b")");
        CHECK(identifier(*by, R"(")") == R"("""")");
        CHECK(identifier(*by, "x; drop table y") == R"("x; drop table y")");
        CHECK(identifier(*by, "大小") == R"("大小")");
    }
}

TEST_CASE("an empty identifier is refused", "[dialect]") {
    for (const dialect* by : test::dialects()) CHECK_THROWS_AS(identifier(*by, ""), mapping_error);
}

TEST_CASE("an identifier with a NUL is refused, and named up to it", "[dialect]") {
    for (const dialect* by : test::dialects()) {
        CHECK_THROWS_AS(identifier(*by, std::string_view("task\0s", 6)), mapping_error);
        CHECK_THROWS_WITH(identifier(*by, std::string_view("task\0s", 6)), containing("task"));
    }
}

TEST_CASE("an identifier that PostgreSQL would cut is refused with its name and length", "[dialect]") {
    const std::string longest(63, 'x');
    CHECK(identifier(postgresql_dialect(), longest) == '"' + longest + '"');
    CHECK_THROWS_AS(identifier(postgresql_dialect(), longest + 'y'), mapping_error);
    CHECK_THROWS_WITH(identifier(postgresql_dialect(), longest + 'y'),
                      containing(longest + 'y') && containing("64 bytes"));
    // The limit is one of bytes: 32 letters of two.
    std::string umlauts;
    for (int i = 0; i != 32; ++i) umlauts += "ü";
    CHECK_THROWS_AS(identifier(postgresql_dialect(), umlauts), mapping_error);
    CHECK(identifier(sqlite_dialect(), longest + 'y') == '"' + longest + "y\"");
}

TEST_CASE("a literal's quotes are doubled", "[dialect]") {
    for (const dialect* by : test::dialects()) {
        CHECK(literal(*by, "it's") == "'it''s'");
        CHECK(literal(*by, "") == "''");
        CHECK(literal(*by, "'; drop table y; --") == "'''; drop table y; --'");
    }
}

TEST_CASE("a literal's backslash means itself, whatever standard_conforming_strings says", "[dialect]") {
    CHECK(literal(postgresql_dialect(), R"(\'; drop table y; --)") == R"(E'\\''; drop table y; --')");
    CHECK(literal(sqlite_dialect(), R"(\')") == R"('\''')");
}

TEST_CASE("a literal with a NUL is refused without being shown", "[dialect]") {
    for (const dialect* by : test::dialects()) {
        CHECK_THROWS_AS(literal(*by, std::string_view("se\0cret", 7)), mapping_error);
        CHECK_THROWS_WITH(literal(*by, std::string_view("se\0cret", 7)), !containing("se") || !containing("cret"));
    }
}

TEST_CASE("parameters are numbered in the order of the values", "[dialect]") {
    sql::update what{.table = {.name = "t"}, .set = {{"a", sql::parameter(value(std::string("first")))}}};
    what.where = sql::infix("=", sql::column("b"), sql::parameter(value(std::string("second"))));
    for (const dialect* by : test::dialects()) {
        CHECK(by->render(what).parameters ==
              std::vector<value>{value(std::string("first")), value(std::string("second"))});
    }
}

TEST_CASE("more parameters than the backend takes are refused with both numbers", "[dialect]") {
    sql::insert what{.into = {.name = "t"}, .columns = {"a"}};
    what.rows.assign(sqlite_dialect().can().max_parameters, {sql::placeholder()});
    CHECK_NOTHROW(sqlite_dialect().render(what));
    what.rows.push_back({sql::placeholder()});
    CHECK_THROWS_AS(sqlite_dialect().render(what), dialect_error);
    CHECK_THROWS_WITH(sqlite_dialect().render(what), containing("32767") && containing("32766"));
    CHECK_NOTHROW(postgresql_dialect().render(what));
    what.rows.assign(65536, {sql::placeholder()});
    CHECK_THROWS_AS(postgresql_dialect().render(what), dialect_error);
}

TEST_CASE("a statement that says too little is refused with its table", "[dialect]") {
    for (const dialect* by : test::dialects()) {
        CHECK_THROWS_WITH(by->render(sql::select{.from = sql::table_name{.name = "t"}}), containing("\"t\" names no columns"));
        CHECK_THROWS_WITH(by->render(sql::update{.table = {.name = "t"}}), containing("\"t\" sets no columns"));
        CHECK_THROWS_WITH(by->render(sql::insert{.into = {.name = "t"}, .columns = {"a"}}),
                          containing("\"t\" has no rows"));
        const sql::insert ragged{.into = {.name = "t"}, .columns = {"a", "b"}, .rows = {{sql::placeholder()}}};
        CHECK_THROWS_WITH(by->render(ragged), containing("\"t\" has a row"));
        CHECK_THROWS_WITH(by->render(sql::insert{.into = {.name = "t"}, .rows = {{}, {}}}),
                          containing("one at a time"));
    }
}

TEST_CASE("a constraint without a name is refused", "[dialect]") {
    schema::table table{.name = "t", .columns = {{.name = "a"}}};
    table.checks.push_back({"", "a > 0"});
    for (const dialect* by : test::dialects()) CHECK_THROWS_AS(by->render(schema::create_table{table}), mapping_error);
}

TEST_CASE("a schema of PostgreSQL stands before the table", "[dialect]") {
    const sql::select what{.columns = {sql::closed("1")}, .from = sql::table_name{"a\"pp", "tasks"}};
    CHECK(postgresql_dialect().render(what).sql == R"(select 1 from "a""pp"."tasks")");
}

TEST_CASE("a foreign key names the schema of the table that it references, where there are schemas", "[dialect]") {
    schema::table table{.schema_name = "s", .name = "t", .columns = {{.name = "a"}}};
    table.foreign_keys.push_back({.name = "f",
                                  .columns = {"a"},
                                  .referenced_table = "u",
                                  .referenced_columns = {"b"},
                                  .referenced_schema = "s"});
    CHECK_THAT(postgresql_dialect().render(schema::create_table{table}).front(),
               containing(R"(references "s"."u" ("b"))"));
    CHECK_THAT(sqlite_dialect().render(schema::create_table{table}).front(), containing(R"(references "u" ("b"))"));
    table.foreign_keys[0].referenced_schema = "other";
    CHECK_THAT(postgresql_dialect().render(schema::create_table{table}).front(),
               containing(R"(references "other"."u" ("b"))"));
    CHECK_THROWS_WITH(sqlite_dialect().render(schema::create_table{table}),
                      containing("\"f\"") && containing("\"other\""));
}
