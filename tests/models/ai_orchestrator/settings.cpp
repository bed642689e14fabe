#include <rowan/models/ai_orchestrator/settings.hpp>

#include "models/ai_orchestrator/at_once.hpp"
#include "models/ai_orchestrator/world.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <algorithm>

using namespace ai_orchestrator;
using json = rowan::json<>;
using rowan::test::containing;

namespace {
const json dark(R"("dark")");
const json light(R"("light")");
}  // namespace

DATABASE_TEST_CASE("a setting that was set is found", "[ai_orchestrator]") {
    const repositories with(database.session());
    const settings all(with.db);
    all.set("theme", dark);
    CHECK(all.find("theme") == dark);
    CHECK(all.get("theme") == dark);
}

DATABASE_TEST_CASE("a setting that was never set is not found", "[ai_orchestrator]") {
    const repositories with(database.session());
    const settings all(with.db);
    CHECK_FALSE(all.find("theme"));
    CHECK_THROWS_WITH(all.get("theme"), containing("\"theme\""));
}

DATABASE_TEST_CASE("a setting that is set again is the same row", "[ai_orchestrator]") {
    const repositories with(database.session());
    const auto theme = with.system_settings.insert({.key = "theme", .value = dark, .description = "colours"});
    settings(with.db).set("theme", light);
    const auto now = with.system_settings.get(theme.id);
    CHECK(now.value == light);
    CHECK(now.description == "colours");
    CHECK(now.updated_at > theme.updated_at);
}

DATABASE_TEST_CASE("a setting without a value is null", "[ai_orchestrator]") {
    const repositories with(database.session());
    with.system_settings.insert({.key = "theme"});
    CHECK(settings(with.db).find("theme") == json("null"));
}

DATABASE_TEST_CASE("many settings are set in one call", "[ai_orchestrator]") {
    const repositories with(database.session());
    const settings all(with.db);
    all.set("theme", dark);
    all.set_all({{"theme", light}, {"limits", json(R"({"tasks": 3})")}, {"beta", json("true")}});
    CHECK(all.get("theme") == light);
    CHECK(all.get("limits") == json(R"({"tasks": 3})"));
    CHECK(all.get("beta") == json("true"));
    CHECK(with.system_settings.count() == 3);
}

DATABASE_TEST_CASE("of two settings with one key the last one counts", "[ai_orchestrator]") {
    const repositories with(database.session());
    const settings all(with.db);
    all.set_all({{"theme", dark}, {"theme", light}});
    CHECK(all.get("theme") == light);
}

DATABASE_TEST_CASE("where one setting is refused, none is set", "[ai_orchestrator]") {
    const repositories with(database.session());
    const settings all(with.db);
    all.set("theme", dark);
    CHECK_THROWS_AS(all.set_all({{"theme", light}, {std::string(101, 'k'), light}}), rowan::database_error);
    CHECK(all.get("theme") == dark);
    CHECK(with.system_settings.count() == 1);
}

DATABASE_TEST_CASE("settings that several set at once are one row each", "[ai_orchestrator][concurrency]") {
    if (!database.can_be_shared()) return;  // in memory there is one session
    const repositories with(database.session());
    at_once(database, 4, [&](rowan::session& own, int number) {
        for (int i = 0; i != 10; ++i) {
            std::vector<setting_change> changes;
            for (const char* key : {"a", "b", "c", "d"}) {
                changes.push_back({key + std::to_string(i), json(std::to_string(number))});
            }
            if (number % 2 == 0) std::reverse(changes.begin(), changes.end());
            settings(own).set_all(changes);
        }
    });
    const settings all(with.db);
    CHECK(with.system_settings.count() == 40);
    for (int i = 0; i != 10; ++i) CHECK(all.get("a" + std::to_string(i)) == all.get("d" + std::to_string(i)));
}
