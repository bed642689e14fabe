#include <rowan/models/ai_orchestrator/entities.hpp>
#include <rowan/models/ai_orchestrator/migrations.hpp>

#include "support/catch.hpp"
#include "support/database.hpp"

#include <rowan/migrate/check.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/migrate/verify.hpp>

namespace {

rowan::schema::blueprint structs() {
    using namespace ai_orchestrator;
    return rowan::schema_of<project, interview, prompt, task, chat_session, commit, ai_model, system_setting>();
}

}  // namespace

DATABASE_TEST_CASE("an upgraded AI Orchestrator is what its migrations make and its structs describe",
                   "[ai_orchestrator][verify]") {
    rowan::migrator(database.session(), ai_orchestrator::migrations()).upgrade("head");
    const auto found =
        rowan::migrate::verify(database.session(), ai_orchestrator::migrations(), {.structs = structs()});
    INFO(found.text());
    CHECK(found);
    CHECK(found.compared_structs);
    CHECK(found.fingerprint == found.migrations_fingerprint);
}

DATABASE_TEST_CASE("the AI Orchestrator is in order", "[ai_orchestrator][verify]") {
    const auto found =
        rowan::migrate::check(&database.session(), ai_orchestrator::migrations(), {.structs = structs()});
    INFO(found.text());
    CHECK(found);
}
