#include <rowan/dialect/dialect.hpp>

#include "support/catch.hpp"

using namespace rowan;
using rowan::test::containing;

namespace {

std::vector<std::string> on_sqlite(const schema::operation& what) { return sqlite_dialect().render(what); }

schema::column column(std::string name, type_kind kind = type_kind::text) {
    schema::column result;
    result.name = std::move(name);
    result.type.kind = kind;
    return result;
}

schema::alter_table adding(const schema::column& what) { return {"t", {schema::add_column{what}}}; }

// What 3.1 of sqlite.org/datatype3.html says of a declared type.
std::string affinity_of(const sql_type& type) {
    const std::string declared = sqlite_dialect().type_name(type);
    const auto has = [&](const char* part) { return declared.find(part) != std::string::npos; };
    if (has("int")) return "integer";
    if (has("char") || has("clob") || has("text")) return "text";
    if (has("blob")) return "blob";
    if (has("real") || has("floa") || has("doub")) return "real";
    return "numeric";
}

}  // namespace

TEST_CASE("what is kept as text on SQLite has text affinity", "[dialect]") {
    for (const auto kind : {type_kind::numeric, type_kind::text, type_kind::varchar, type_kind::uuid,
                            type_kind::timestamp, type_kind::date, type_kind::json, type_kind::enumeration}) {
        CHECK(affinity_of({.kind = kind}) == "text");
        CHECK(affinity_of({.kind = kind, .length = 5}) == "text");
    }
    CHECK(affinity_of({.kind = type_kind::integer, .array = true}) == "text");
}

TEST_CASE("numbers keep their affinity on SQLite", "[dialect]") {
    CHECK(affinity_of({.kind = type_kind::bigint}) == "integer");
    CHECK(affinity_of({.kind = type_kind::real}) == "real");
    CHECK(affinity_of({.kind = type_kind::double_precision}) == "real");
    CHECK(affinity_of({.kind = type_kind::boolean}) == "numeric");
}

TEST_CASE("a type that SQLite does not know is stored as it comes", "[dialect]") {
    CHECK(affinity_of({.kind = type_kind::other, .name = "point"}) == "blob");
}

TEST_CASE("a column of a domain needs the domain's definition on SQLite", "[dialect]") {
    schema::column email = column("email", type_kind::domain);
    email.type.name = "valid_email";
    const schema::table table{.name = "users", .columns = {email}};
    CHECK_THROWS_AS(on_sqlite(schema::create_table{table}), dialect_error);
    CHECK_THROWS_WITH(on_sqlite(schema::create_table{table}), containing("\"email\"") && containing("\"valid_email\""));
}

TEST_CASE("the word value of a domain's rule is replaced, in strings, names and comments not", "[dialect]") {
    schema::column price = column("a\"b", type_kind::domain);
    price.domain = schema::domain{.name = "d", .type = {.kind = type_kind::integer}};
    price.domain->checks.push_back(
        {"d_check", R"(VALUE > 1 and values_of <> 'value' and "value" = [value] /* value */ and x.value)"});
    price.nullable = true;
    CHECK(
        on_sqlite(adding(price)).front() ==
        R"(alter table "t" add column "a""b" integer constraint "d_check" check ("a""b" > 1 and values_of <> 'value' and "value" = [value] /* value */ and x."a""b"))");
}

TEST_CASE("SQLite counts up the primary key only", "[dialect]") {
    schema::column id = column("id", type_kind::bigint);
    id.identity = schema::identity_kind::by_default;
    schema::table table{.name = "t", .columns = {id, column("other")}};
    CHECK_THROWS_WITH(on_sqlite(schema::create_table{table}), containing("\"t\".\"id\"") && containing("primary key"));
    table.primary_key = {"t_pkey", {"id", "other"}};
    CHECK_THROWS_AS(on_sqlite(schema::create_table{table}), dialect_error);
    table.primary_key = {"t_pkey", {"id"}};
    CHECK_NOTHROW(on_sqlite(schema::create_table{table}));
}

TEST_CASE("SQLite makes a table anew for a column that takes no NULL and has no default", "[dialect]") {
    CHECK_THROWS_AS(on_sqlite(adding(column("a"))), dialect_error);
    CHECK_THROWS_WITH(on_sqlite(adding(column("a"))),
                      containing("add column \"a\" of \"t\"") && containing("made anew"));
}

TEST_CASE("SQLite makes a table anew for a column whose default has to be computed", "[dialect]") {
    schema::column added = column("a");
    for (const char* constant : {"'x'", "'it''s'", "-1", "+2.5", "null", "TRUE", "x'00ff'"}) {
        added.default_value = constant;
        CHECK_NOTHROW(on_sqlite(adding(added)));
    }
    for (const char* computed : {"(1)", "current_timestamp", "lower('A')", "'a' || 'b'", "x", "1 + 1", "-"}) {
        added.default_value = computed;
        CHECK_THROWS_AS(on_sqlite(adding(added)), dialect_error);
    }
    added.default_value = schema::now();
    CHECK_THROWS_AS(on_sqlite(adding(added)), dialect_error);
}

TEST_CASE("SQLite makes a table anew for identities and computed columns", "[dialect]") {
    schema::column added = column("a", type_kind::integer);
    added.nullable = true;
    added.generated_as = "b + 1";
    CHECK_THROWS_AS(on_sqlite(adding(added)), dialect_error);
    added.generated_as.reset();
    added.identity = schema::identity_kind::by_default;
    CHECK_THROWS_AS(on_sqlite(adding(added)), dialect_error);
}

TEST_CASE("an index that SQLite does not have is refused unless it may be left out", "[dialect]") {
    schema::index index{.name = "ix", .table = "t", .keys = {{.column = "a"}}};
    const auto check = [&](schema::index special) {
        CHECK_THROWS_AS(on_sqlite(schema::create_index{special}), dialect_error);
        CHECK_THROWS_WITH(on_sqlite(schema::create_index{special}),
                          containing("\"ix\" on \"t\"") && containing("where_supported"));
        CHECK_THROWS_AS(on_sqlite(schema::drop_index{special}), dialect_error);
        special.where_supported = true;
        CHECK(on_sqlite(schema::create_index{special}).empty());
        CHECK(on_sqlite(schema::drop_index{special}).empty());
    };
    schema::index special = index;
    special.method = "hnsw";
    check(special);
    special = index;
    special.include = {"b"};
    check(special);
    special = index;
    special.options = {{"m", "16"}};
    check(special);
    special = index;
    special.keys[0].operator_class = "vector_cosine_ops";
    check(special);
    special = index;
    special.keys[0].nulls = schema::nulls_order::last;
    check(special);
}

TEST_CASE("types of their own are nothing to SQLite", "[dialect]") {
    CHECK(on_sqlite(schema::create_enum{{"e", {"a"}}}).empty());
    CHECK(on_sqlite(schema::drop_enum{{"e", {"a"}}}).empty());
    CHECK(on_sqlite(schema::create_domain{{.name = "d"}}).empty());
    CHECK(on_sqlite(schema::drop_domain{{.name = "d"}}).empty());
    CHECK(on_sqlite(schema::create_extension{{"e"}}).empty());
    CHECK(on_sqlite(schema::drop_extension{{"e"}}).empty());
}
