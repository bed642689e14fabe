#include <rowan/migrate/error.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/session/introspect.hpp>

#include <support/database.hpp>

using rowan::migrator;
using rowan::migrate::operations;
using rowan::migrate::revision;
using rowan::test::containing;
using rowan::test::test_database;

namespace {

/// `name`, a table before it and one after it.
std::vector<revision> creating(const std::string& name) {
    return {revision("001", "Create names").change([&](operations& op) {
        op.create_table("before", [](auto& t) { t.integer("id").primary_key(); });
        op.create_extension(name);
        op.create_table("after", [](auto& t) { t.integer("id").primary_key(); });
    })};
}

bool has_extension(rowan::session& in, std::string_view name) { return rowan::introspect_extension(in, name).created; }

std::string version_of(rowan::session& in) {
    return in.query_value<std::string>("select (current_setting('server_version_num')::integer / 10000)::text");
}

std::string refusal(rowan::session& in, const std::string& extension) {
    try {
        migrator(in, creating(extension)).on_occupied(rowan::migrate::when_occupied::allow).upgrade("head");
    } catch (const rowan::migrate::revision_error& refused) {
        CHECK(refused.revision() == "001");
        return refused.what();
    }
    FAIL("it was applied");
    return {};
}

}  // namespace

TEST_CASE("an extension that the server does not have is refused with the package to install", "[postgresql]") {
    test_database database("postgresql");
    rowan::session& db = database.session();
    CHECK_THAT(refusal(db, "pg_rowanberry"), containing("does not have the extension \"pg_rowanberry\"") &&
                                                 containing("postgresql-" + version_of(db) + "-rowanberry"));
}

TEST_CASE("an extension that the server does not have is refused before any statement of its revision",
          "[postgresql]") {
    test_database database("postgresql");
    rowan::session& db = database.session();
    db.execute_script("create table before (id integer)");  // the revision's first statement would fail
    CHECK_THAT(refusal(db, "pg_rowanberry"), !containing("already exists"));
    CHECK(migrator(db, creating("pg_rowanberry")).current().empty());
}

TEST_CASE("an extension's package is named as Debian does for this server", "[postgresql]") {
    test_database database("postgresql");
    rowan::session& db = database.session();
    const std::string version = version_of(db);
    const auto package = [&](std::string_view name) { return rowan::introspect_extension(db, name).package; };
    CHECK(package("vector") == "postgresql-" + version + "-pgvector");
    CHECK(package("postgis_topology") == "postgresql-" + version + "-postgis-3");
    CHECK(package("pg_cron") == "postgresql-" + version + "-cron");
    CHECK(package("plpython3u") == "postgresql-plpython3-" + version);
    CHECK(package("pg_trgm") == "postgresql-contrib");
}

TEST_CASE("an extension is created on the way up and dropped on the way down", "[postgresql]") {
    test_database database("postgresql");
    rowan::session& db = database.session();
    migrator runner(db, creating("citext"));
    runner.upgrade("head");
    CHECK(has_extension(db, "citext"));
    CHECK(runner.downgrade("base").notes.empty());
    CHECK_FALSE(has_extension(db, "citext"));
}

TEST_CASE("an extension that is there already passes", "[postgresql]") {
    test_database database("postgresql");
    rowan::session& db = database.session();
    db.execute_script("create extension citext");
    const auto result = migrator(db, creating("citext")).upgrade("head");
    REQUIRE(result.notes.size() == 1);
    CHECK_THAT(result.notes.front(), containing("extension \"citext\" was there already"));
}

TEST_CASE("an extension that something else uses stays on the way down", "[postgresql]") {
    test_database database("postgresql");
    rowan::session& db = database.session();
    migrator runner(db, creating("citext"));
    runner.upgrade("head");
    db.execute_script("create table others (name citext[])");
    const auto result = runner.downgrade("base");
    CHECK(has_extension(db, "citext"));
    CHECK(runner.current().empty());
    REQUIRE(result.notes.size() == 1);
    CHECK_THAT(result.notes.front(), containing("extension \"citext\" stays") && containing("uses it"));
}

TEST_CASE("an extension of another role is used, and stays on the way down", "[postgresql]") {
    test_database database("postgresql");
    rowan::session& db = database.session();
    db.execute_script(
        "create extension citext; drop role if exists rowan_migrating; create role rowan_migrating; "
        "grant all on schema public to rowan_migrating; set role rowan_migrating");
    migrator runner(db, creating("citext"));
    CHECK(runner.upgrade("head").applied.size() == 1);
    CHECK_THAT(runner.downgrade("base").notes.at(0), containing("belongs to somebody else"));
    db.execute_script("reset role; drop owned by rowan_migrating; drop role rowan_migrating");
    CHECK(has_extension(db, "citext"));
}

TEST_CASE("where there are no extensions, a revision that creates one has its tables", "[sqlite]") {
    test_database database("memory");
    rowan::session& db = database.session();
    migrator runner(db, creating("vector"));
    runner.upgrade("head");
    CHECK(rowan::table_exists(db, "after"));
    runner.downgrade("base");
    CHECK_FALSE(rowan::table_exists(db, "after"));
}
