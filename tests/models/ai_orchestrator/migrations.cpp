#include <rowan/models/ai_orchestrator/migrations.hpp>

#include "models/ai_orchestrator/catalog.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/migrator.hpp>

using ai_orchestrator::migrations;
using rowan::test::containing;

namespace {

void show_differences(const std::vector<catalog::table>& live, const std::vector<catalog::table>& expected) {
    REQUIRE(live.size() == expected.size());
    for (std::size_t i = 0; i != live.size(); ++i) {
        CHECK(live[i].name == expected[i].name);
        CAPTURE(live[i].name);
        REQUIRE(live[i].columns.size() == expected[i].columns.size());
        for (std::size_t c = 0; c != live[i].columns.size(); ++c) {
            CHECK(live[i].columns[c].name == expected[i].columns[c].name);
            CAPTURE(live[i].columns[c].name);
            CHECK(live[i].columns[c].type == expected[i].columns[c].type);
            CHECK(live[i].columns[c].nullable == expected[i].columns[c].nullable);
        }
        CHECK(live[i].rules == expected[i].rules);
    }
}

}  // namespace

DATABASE_TEST_CASE("an upgraded database has the eight tables with every column, key, rule and index",
                   "[ai_orchestrator]") {
    rowan::session& db = database.session();
    rowan::migrator(db, migrations()).upgrade("head");
    const auto live = catalog::live_tables(db);
    CHECK(live.size() == 8);
    show_differences(live, catalog::expected_tables(db));
}

DATABASE_TEST_CASE("an upgraded database has the five enums with their labels in order", "[ai_orchestrator]") {
    rowan::session& db = database.session();
    rowan::migrator(db, migrations()).upgrade("head");
    const auto live = catalog::live_enumerations(db);
    const auto expected = catalog::expected_enumerations();
    REQUIRE(live.size() == 5);
    for (std::size_t i = 0; i != 5; ++i) {
        CHECK(live[i].name == expected[i].name);
        CHECK(live[i].labels == expected[i].labels);
    }
}

TEST_CASE("revision 001 is the first and says what it does", "[ai_orchestrator]") {
    const auto list = migrations();
    REQUIRE_FALSE(list.empty());
    CHECK(list.front().id() == "001");
    CHECK(list.front().message() == "Create initial tables");
    CHECK(list.front().parents().empty());
}

DATABASE_TEST_CASE("a second upgrade has nothing to do", "[ai_orchestrator]") {
    rowan::migrator runner(database.session(), migrations());
    CHECK(runner.upgrade("head").applied.size() == migrations().size());
    CHECK(runner.upgrade("head").applied.empty());
}

DATABASE_TEST_CASE("a downgrade leaves no table and no type behind", "[ai_orchestrator]") {
    rowan::session& db = database.session();
    rowan::migrator runner(db, migrations());
    runner.upgrade("head");
    runner.downgrade("base");
    CHECK(catalog::live_tables(db).empty());
    CHECK(catalog::live_enumerations(db).empty());
}

DATABASE_TEST_CASE("a database can be upgraded again after a downgrade", "[ai_orchestrator]") {
    rowan::session& db = database.session();
    rowan::migrator runner(db, migrations());
    runner.upgrade("head");
    runner.downgrade("base");
    runner.upgrade("head");
    CHECK(catalog::live_tables(db).size() == 8);
}

// Only a backend with enum types can have one left over; elsewhere the labels are a part of the table.
TEST_CASE("only PostgreSQL keeps enum types apart from tables", "[ai_orchestrator]") {
    CHECK(rowan::postgresql_dialect().can().enum_types);
    CHECK_FALSE(rowan::sqlite_dialect().can().enum_types);
}

DATABASE_TEST_CASE("enum types left over from an earlier try do not stop the upgrade", "[ai_orchestrator]") {
    rowan::session& db = database.session();
    if (!db.dialect().can().enum_types) return;
    for (const auto& one : catalog::expected_enumerations()) {
        DYNAMIC_SECTION(one.name << " is left over") {
            std::string labels;
            for (const auto& label : one.labels) labels += (labels.empty() ? "'" : ", '") + label + "'";
            db.execute_script("create type " + one.name + " as enum (" + labels + ")");
            rowan::migrator(db, migrations()).upgrade("head");
            CHECK(catalog::live_tables(db).size() == 8);
            CHECK(catalog::live_enumerations(db) == catalog::expected_enumerations());
        }
    }
}

DATABASE_TEST_CASE("all five enum types left over do not stop the upgrade", "[ai_orchestrator]") {
    rowan::session& db = database.session();
    if (!db.dialect().can().enum_types) return;
    rowan::migrator runner(db, migrations());
    runner.upgrade("head");
    db.execute_script(
        "drop table commits, chat_sessions, tasks, prompts, interviews, projects, ai_models, system_settings; "
        "drop table rowan_heads, rowan_history");
    REQUIRE(catalog::live_enumerations(db).size() == 5);
    const auto outcome = rowan::migrator(db, migrations()).upgrade("head");
    CHECK(outcome.notes.size() == 5);
    CHECK(catalog::live_tables(db).size() == 8);
}

DATABASE_TEST_CASE("an enum type left over with other labels is refused with both lists, and nothing is created",
                   "[ai_orchestrator]") {
    rowan::session& db = database.session();
    if (!db.dialect().can().enum_types) return;
    db.execute_script("create type task_status as enum ('open', 'closed')");
    std::string message;
    try {
        rowan::migrator(db, migrations()).upgrade("head");
    } catch (const rowan::error& refused) { message = refused.what(); }
    CHECK_THAT(message, containing("task_status"));
    CHECK_THAT(message, containing("open, closed"));
    CHECK_THAT(message, containing("backlog, todo, in_progress, review, done"));
    CHECK(catalog::live_tables(db).empty());
    CHECK(catalog::live_enumerations(db).size() == 1);
}

DATABASE_TEST_CASE("labels in another order are other labels", "[ai_orchestrator]") {
    rowan::session& db = database.session();
    if (!db.dialect().can().enum_types) return;
    db.execute_script("create type interview_status as enum ('completed', 'active', 'cancelled')");
    CHECK_THROWS_AS(rowan::migrator(db, migrations()).upgrade("head"), rowan::error);
}
