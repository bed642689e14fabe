#include <rowan/models/study_platform/migrations.hpp>

#include "models/study_platform/catalog.hpp"
#include "models/study_platform/worker.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/migrator.hpp>

#include <functional>

using namespace study_platform;
using rowan::migrate::entry_kind;
using rowan::migrate::position;
using rowan::test::containing;

namespace {

/// What someone does who has the file and psql, or sqlite3.
void run_by_hand(rowan::session& db, std::string_view revision) {
    for (const auto& each : migrations()) {
        if (each.id() == revision)
            db.execute_script(
                std::get<rowan::schema::run_sql>(each.up().front()).script.for_dialect(db.dialect().name()));
    }
}

std::string complaint(const std::function<void()>& about) {
    try {
        about();
    } catch (const rowan::error& said) { return said.what(); }
    FAIL("nothing failed");
    return {};
}

}  // namespace

DATABASE_TEST_CASE("tables made by hand before there were migrations are refused, and left as they are",
                   "[study_platform]") {
    rowan::session& db = database.session();
    run_by_hand(db, "0001");
    const auto before = study_catalog::live(db);
    rowan::migrator runner(db, migrations());
    CHECK_THAT(complaint([&] { runner.upgrade(); }), containing("0001") && containing("users"));
    CHECK(runner.current().empty());
    CHECK(study_catalog::live(db) == before);
}

DATABASE_TEST_CASE("tables made by hand before there were migrations are taken in by a stamp", "[study_platform]") {
    rowan::session& db = database.session();
    run_by_hand(db, "0001");
    db.execute_script("insert into users (name, email, password_hash) values ('Ana', 'ana@example.org', 'x')");
    rowan::migrator runner(db, migrations());
    runner.because("made by hand in 2024").stamp({"0001"});
    CHECK(runner.current() == position{"0001"});
    CHECK(runner.because("").upgrade().applied.size() == 12);
    CHECK(study_catalog::live(db) == study_catalog::expected(db));
    CHECK(db.query_value<std::string>("select email from users where not email_verified") == "ana@example.org");

    const auto entries = runner.history();
    REQUIRE(entries.size() == 13);
    CHECK(entries[0].kind == entry_kind::stamp);
    CHECK(entries[0].reason == "made by hand in 2024");
    CHECK(entries[1].kind == entry_kind::run);
}

DATABASE_TEST_CASE("an upgrade of tables made by hand stops where one lacks a column, and goes on once it is there",
                   "[study_platform]") {
    rowan::session& db = database.session();
    run_by_hand(db, "0001");
    db.execute_script("alter table drop_cache drop column blueprint_id");
    rowan::migrator runner(db, migrations());
    runner.stamp({"0001"});
    CHECK_THAT(complaint([&] { runner.upgrade(); }),
               containing("0003") && containing("0003_stage19_tables") && containing("blueprint_id"));
    CHECK(runner.current() == position{"0002"});

    db.execute_script("alter table drop_cache add column blueprint_id integer not null default 0");
    CHECK(runner.upgrade().applied.size() == 11);
}

DATABASE_TEST_CASE("jobs made by hand, stamped, without the column that the worker asks for, are repaired by 0013",
                   "[study_platform]") {
    rowan::session& db = database.session();
    rowan::migrator runner(db, migrations());
    runner.upgrade("0010");
    run_by_hand(db, "0011");
    runner.because("0011 failed, so it was applied by hand").stamp({"0011"});
    CHECK(runner.current() == position{"0011"});
    db.execute_script("insert into jobs (name, type) values ('Test Job', 'test')");

    const std::string failure = complaint([&] { db.query(worker_query(db)).next(); });
    CHECK_THAT(failure, containing(database.is("sqlite") ? "no such column: scheduled_for"
                                                         : "column \"scheduled_for\" does not exist"));

    CHECK(runner.because("").upgrade().applied == position{"0012", "0013"});
    CHECK(study_catalog::live(db) == study_catalog::expected(db));
    auto next = db.query("select name from (" + worker_query(db) + ") as next");
    REQUIRE(next.next());
    CHECK(next.get<std::string>(0) == "Test Job");

    for (const auto& each : runner.history()) CHECK((each.kind == entry_kind::stamp) == (each.revision == "0011"));
    CHECK(runner.history()[10].reason == "0011 failed, so it was applied by hand");
}

DATABASE_TEST_CASE("a job is not the worker's before its time", "[study_platform]") {
    rowan::session& db = database.session();
    rowan::migrator(db, migrations()).upgrade();
    db.execute_script(
        "insert into jobs (name, type, scheduled_for) values ('later', 't', '9999-01-01T00:00:00.000000Z')");
    CHECK_FALSE(db.query(worker_query(db)).next());
    db.execute_script(
        "insert into jobs (name, type, priority, scheduled_for) values "
        "('low', 't', 1, null), ('due', 't', 9, '2025-01-01T00:00:00.000000Z')");
    CHECK(db.query_value<std::string>("select name from (" + worker_query(db) + ") as next") == "due");
}
