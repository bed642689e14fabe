#include <support/database.hpp>

#include <rowan/migrate/differences.hpp>
#include <rowan/migrate/error.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/migrate/operations.hpp>
#include <rowan/migrate/snapshot.hpp>
#include <rowan/session/introspect.hpp>

#include <algorithm>

#include "session/hard_schemas.hpp"
#include "session/introspect_whole.hpp"

using namespace rowan;
using migrate::fingerprint;
using migrate::read_snapshot;
using migrate::snapshot;
using migrate::take_snapshot;
using test::containing;

namespace {

std::string with_schema(const std::string& schema) {
    return R"({"rowan_snapshot": 1, "dialect": "sqlite", "schema": )" + schema + "}";
}

/// Everything in another order that is no difference.
schema::database turned(schema::database of) {
    for (schema::table& each : of.tables) {
        std::reverse(each.columns.begin(), each.columns.end());
        std::reverse(each.checks.begin(), each.checks.end());
        std::reverse(each.uniques.begin(), each.uniques.end());
        std::reverse(each.foreign_keys.begin(), each.foreign_keys.end());
        std::reverse(each.indexes.begin(), each.indexes.end());
        each.partitions.clear();
    }
    std::reverse(of.tables.begin(), of.tables.end());
    std::reverse(of.views.begin(), of.views.end());
    std::reverse(of.functions.begin(), of.functions.end());
    of.order.clear();
    return of;
}

}  // namespace

DATABASE_TEST_CASE("a snapshot of everything is read as it was written", "[snapshot]") {
    test::make_hard(database);
    snapshot taken = take_snapshot(database.session());
    taken.taken_from = "somewhere \"else\"";
    taken.heads = {"002", "003"};
    const std::string text = to_json(taken);
    const snapshot again = read_snapshot(text);
    test::require_same(again.schema, taken.schema);
    CHECK((again == taken));
    CHECK(to_json(again) == text);
    CHECK(taken.schema.tables.size() > 10);
}

DATABASE_TEST_CASE("a schema is made anew from its snapshot", "[snapshot]") {
    test::make_hard(database);
    const snapshot taken = read_snapshot(to_json(take_snapshot(database.session())));
    test::test_database other(database.is("sqlite") ? "memory" : "postgresql");
    const schema::database made = test::made_of(taken.schema, other.session(), {.every_schema = true});
    CHECK(fingerprint(made) == fingerprint(taken.schema));
    CHECK(migrate::differences(taken.schema, made, database.session().dialect()).empty());
}

DATABASE_TEST_CASE("a snapshot has a line for each column, and lines for each line of a text", "[snapshot]") {
    database.session().execute_script(
        "create table notes (id integer primary key, body text not null);"
        "create view long_notes as select id\nfrom notes\nwhere length(body) > 100");
    const std::string text = to_json(take_snapshot(database.session()));
    INFO(text);
    CHECK(text.starts_with("{\n  \"rowan_snapshot\": 1,\n  \"dialect\": \"" +
                           std::string(database.session().dialect().name()) +
                           "\",\n  \"taken_from\": \"" + database.session().description() + "\",\n  \"heads\": [],\n"));
    const auto column = text.find("\n          {\"name\": \"body\"");
    REQUIRE(column != std::string::npos);
    CHECK(text.find('\n', column + 1) > text.find("\"body\", ", column));
    CHECK(text.find("\n        \"query\": [") != std::string::npos);
    CHECK(text.ends_with("}\n"));
}

DATABASE_TEST_CASE("a snapshot has nothing of rowan, of other tools and of what is ignored", "[snapshot]") {
    session& db = database.session();
    const auto begin = migrate::revision("001", "Begin").change([](migrate::operations& op) {
        op.create_table("kept", [](auto& t) { t.bigint("id").primary_key(); });
    });
    migrate::migrator(db, std::vector<migrate::revision>{begin}).upgrade("head");
    db.execute_script(
        "create table alembic_version (version_num varchar(32) not null);"
        "create table audit_log (id integer); create index audit_ids on audit_log (id);"
        "create view audit_view as select id from audit_log");
    const snapshot taken = take_snapshot(db, {"audit_*"});
    REQUIRE(taken.schema.tables.size() == 1);
    CHECK(taken.schema.tables[0].name == "kept");
    CHECK(taken.schema.views.empty());
    CHECK(taken.schema.sequences.empty());
    CHECK(std::none_of(taken.schema.order.begin(), taken.schema.order.end(),
                       [](const auto& each) { return each.name.starts_with("audit_"); }));
    CHECK(taken.heads == std::vector<std::string>{"001"});
    CHECK(taken.dialect == db.dialect().name());
}

TEST_CASE("what is no snapshot is refused with the place", "[snapshot]") {
    const auto refused = [](const std::string& text, const std::string& with) {
        INFO(text);
        CHECK_THROWS_WITH(read_snapshot(text), containing(with));
        CHECK_THROWS_AS(read_snapshot(text), migrate::migration_error);
    };
    refused("create table t (id integer);", "no snapshot");
    refused("", "no snapshot");
    refused("[]", "\"rowan_snapshot\"");
    refused(R"({"a": 1})", "\"rowan_snapshot\"");
    refused(R"({"rowan_snapshot": 2})", "format 2, and this rowan knows format 1");
    refused(R"({"rowan_snapshot": "1"})", "rowan_snapshot: expected");
    refused(R"({"rowan_snapshot": 1, "dialect": "sqlite"})", "\"schema\" is missing");
    refused(R"({"rowan_snapshot": 1, "schema": {}})", "\"dialect\" is missing");
    refused(with_schema("[]"), "schema: expected an object");
    refused(with_schema(R"({"tables": {}})"), "schema.tables: expected an array");
    refused(with_schema(R"({"tables": [{"name": 3}]})"), "schema.tables[0].name: expected");
    refused(with_schema(R"({"tables": [{"columns": []}]})"), "schema.tables[0]: it has no name");
    refused(with_schema(R"({"tables": [{"name": "t", "columns": [{"name": "c", "type": {"kind": "word"}}]}]})"),
            "schema.tables[0].columns[0].type.kind: expected one of \"boolean\"");
    refused(with_schema(R"({"tables": [{"name": "t", "colour": "red"}]})"), "schema.tables[0].colour");
    refused(with_schema(R"({"tables": [{"name": "t", "options": [["a"]]}]})"), "schema.tables[0].options[0]");
    refused(with_schema(R"({"sequences": [{"name": "s", "start": 1.5}]})"), "schema.sequences[0].start");
    refused(with_schema(R"({"views": [{"name": "v", "query": {"text": "a", "sqlite": "b"}}]})"),
            "schema.views[0].query.sqlite");
}

TEST_CASE("a text for each dialect is kept", "[snapshot]") {
    snapshot taken{"sqlite", {}, {}, {}};
    taken.schema.views.push_back(
        {.name = "v", .query = schema::sql_text("a\nb").on("sqlite", "c").on("text", "d"), .comment = {}});
    CHECK((read_snapshot(to_json(taken)) == taken));
}

DATABASE_TEST_CASE("a fingerprint is that of what counts", "[snapshot]") {
    if (database.is("file")) return;  // as in memory
    test::make_hard(database);
    const schema::database all = take_snapshot(database.session()).schema;
    const std::string print = fingerprint(all);
    CHECK(print.size() == 64);
    CHECK(print.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(migrate::differences(all, turned(all), database.session().dialect()).empty());
    CHECK(fingerprint(turned(all)) == print);
    schema::database other = all;
    other.tables[0].columns[0].comment += "x";
    CHECK(fingerprint(other) != print);
    other = all;
    other.views.pop_back();
    CHECK(fingerprint(other) != print);
}

TEST_CASE("the fingerprint of nothing and of a table stay what they are in every version", "[snapshot]") {
    schema::database all;
    CHECK(fingerprint(all) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    all.tables.emplace_back();
    all.tables[0].name = "t";
    all.tables[0].columns.push_back({.name = "id", .type = {.kind = type_kind::bigint}});
    CHECK(fingerprint(all) == "a1aa2b5bc3643c544f80bd24eb52961b10deab1894c909cdb98125861f310922");
}
