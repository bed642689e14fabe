#include <rowan/models/goals_tracker/migrations.hpp>

#include "support/catch.hpp"
#include "support/database.hpp"

#include <rowan/migrate/check.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/migrate/verify.hpp>

DATABASE_TEST_CASE("an upgraded Goals Tracker is what its migrations make", "[goals_tracker][verify]") {
    rowan::migrator(database.session(), goals_tracker::migrations()).upgrade("head");
    const auto found = rowan::migrate::verify(database.session(), goals_tracker::migrations());
    INFO(found.text());
    CHECK(found);
    CHECK(found.fingerprint == found.migrations_fingerprint);
}

DATABASE_TEST_CASE("the migrations of the Goals Tracker are in order", "[goals_tracker][verify]") {
    const auto found = rowan::migrate::check(&database.session(), goals_tracker::migrations());
    INFO(found.text());
    CHECK(found);
}
