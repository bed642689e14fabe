#include <rowan/models/study_platform/migrations.hpp>

#include "support/catch.hpp"
#include "support/database.hpp"

#include <rowan/migrate/check.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/migrate/verify.hpp>

DATABASE_TEST_CASE("an upgraded study platform is what its migrations make", "[study_platform][verify]") {
    rowan::migrator(database.session(), study_platform::migrations()).upgrade("head");
    const auto found = rowan::migrate::verify(database.session(), study_platform::migrations());
    INFO(found.text());
    CHECK(found);
    CHECK(found.fingerprint == found.migrations_fingerprint);
}

DATABASE_TEST_CASE("the migrations of the study platform are in order", "[study_platform][verify]") {
    const auto found = rowan::migrate::check(&database.session(), study_platform::migrations());
    INFO(found.text());
    CHECK(found);
}
