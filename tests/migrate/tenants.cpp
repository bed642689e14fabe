#include <rowan/migrate/tenants.hpp>
#include <rowan/session/introspect.hpp>

#include <support/database.hpp>

#include <fmt/format.h>

#include <algorithm>

#include "migrate/people.hpp"

using rowan::migrate::graph;
using rowan::migrate::tenant;
using rowan::migrate::tenant_state;
using rowan::migrate::tenants_options;
using rowan::migrate::upgrade_each;
using rowan::test::containing;
using ids = std::vector<std::string>;

namespace {

std::vector<tenant> tenants_in(rowan::test::test_database& database, std::size_t count) {
    std::vector<tenant> result;
    for (std::size_t i = 0; i != count; ++i) {
        const std::string name = fmt::format("tenant \"{}\"", i);
        if (database.is("sqlite")) {
            result.push_back(
                {name, rowan::test::sqlite_url(database.file().parent_path() / fmt::format("{}.db", i)), {}});
        } else {
            database.session().execute_script(fmt::format("create schema \"tenant \"\"{}\"\"\"", i));
            result.push_back({name, database.url(), {name}});
        }
    }
    return result;
}

rowan::session open(const tenant& which) { return rowan::session(which.url, {.schemas = which.schemas}); }

// A table that a revision creates is there already.
void spoil(const tenant& which) { open(which).execute("create table people (id integer)"); }

std::size_t in_state(const std::vector<rowan::migrate::tenant_report>& all, tenant_state which) {
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [&](const auto& one) { return one.state == which; }));
}

struct counting final : rowan::migrate::tenants_progress {
    void on_tenant(const rowan::migrate::tenant_report& done, std::size_t number, std::size_t of) noexcept override {
        in_order = in_order && number == ++told && of == 100 && !done.name.empty();
    }
    std::size_t told = 0;
    bool in_order = true;
};

}  // namespace

DATABASE_TEST_CASE("a hundred tenants are upgraded eight at a time, and one that fails holds up no other",
                   "[migrate]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    const graph revisions(rowan::test::people());
    const auto tenants = tenants_in(database, 100);
    spoil(tenants[41]);
    counting progress;
    const auto reports = upgrade_each(tenants, revisions, {}, &progress);
    CHECK(in_state(reports, tenant_state::upgraded) == 99);
    REQUIRE(reports[41].state == tenant_state::failed);
    CHECK(reports[41].name == tenants[41].name);
    CHECK_THAT(reports[41].error, containing("people (revision 001)"));
    CHECK(reports[40].applied == ids{"001", "002", "003"});
    CHECK(reports[99].at == ids{"003"});
    CHECK(progress.told == 100);
    CHECK(progress.in_order);
    for (const tenant* each : {&tenants[0], &tenants[99]}) {
        rowan::session db = open(*each);
        CHECK(rowan::table_exists(db, "people"));
    }

    const auto again = upgrade_each(tenants, revisions);
    CHECK(in_state(again, tenant_state::nothing_to_do) == 99);
    CHECK(in_state(again, tenant_state::failed) == 1);
}

DATABASE_TEST_CASE("after one tenant has failed no other is begun, where that is asked for", "[migrate]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    const graph revisions(rowan::test::people());
    const auto tenants = tenants_in(database, 5);
    spoil(tenants[1]);
    const auto reports = upgrade_each(tenants, revisions, {.at_once = 1, .stop_at_failure = true});
    CHECK(reports[0].state == tenant_state::upgraded);
    CHECK(reports[1].state == tenant_state::failed);
    CHECK(in_state(reports, tenant_state::not_started) == 3);
}

DATABASE_TEST_CASE("tenants are the schemas whose names are like a pattern", "[migrate]") {
    rowan::session& db = database.session();
    if (!db.dialect().can().schemas || database.is("sqlite")) {
        CHECK(rowan::migrate::tenants_of(db, database.url(), "%").empty());
        return;
    }
    db.execute_script("create schema shop_b; create schema shop_a; create schema other");
    const auto tenants = rowan::migrate::tenants_of(db, database.url(), "shop\\_%");
    REQUIRE(tenants.size() == 2);
    CHECK(tenants[0].name == "shop_a");
    CHECK(upgrade_each(tenants, graph(rowan::test::people()))[1].at == ids{"003"});
    CHECK(db.query_value<std::int64_t>("select count(*) from shop_b.rowan_history") == 3);
    CHECK_FALSE(rowan::table_exists(db, "rowan_heads"));
}

DATABASE_TEST_CASE("a tenant's schema outlives a reset of the settings", "[migrate]") {
    if (!database.is("postgresql")) return;  // SQLite has no such settings
    database.session().execute_script("create schema shop");
    rowan::session db(database.url(), {.schemas = {"shop", "public"}});
    db.execute("set search_path = public");
    db.execute("reset all");
    CHECK(db.query_value<std::string>("show search_path") == R"("shop","public")");
}
