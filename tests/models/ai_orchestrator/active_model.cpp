#include <rowan/models/ai_orchestrator/active_model.hpp>

#include "models/ai_orchestrator/world.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

using namespace ai_orchestrator;
using usage = ai_model_usage_type;

namespace {
ai_model model(std::string name, usage type, bool is_active = true) {
    return {
        .name = std::move(name), .provider = "example", .api_key = "key", .usage_type = type, .is_active = is_active};
}
}  // namespace

DATABASE_TEST_CASE("the active model of a usage type is found", "[ai_orchestrator]") {
    const repositories with(database.session());
    with.ai_models.insert_all({model("planner", usage::interview), model("coder", usage::task_execution)});
    const auto found = active_model(with.db, usage::task_execution);
    REQUIRE(found);
    CHECK(found->name == "coder");
}

DATABASE_TEST_CASE("a model that is not active is not used", "[ai_orchestrator]") {
    const repositories with(database.session());
    with.ai_models.insert(model("planner", usage::interview, false));
    CHECK_FALSE(active_model(with.db, usage::interview));
}

DATABASE_TEST_CASE("of several active models the one that was changed last is used", "[ai_orchestrator]") {
    const repositories with(database.session());
    const auto old = with.ai_models.insert(model("old", usage::general));
    with.ai_models.insert(model("new", usage::general));
    CHECK(active_model(with.db, usage::general)->name == "new");
    with.ai_models.patch(old.id, rowan::patch<ai_model>().set<&ai_model::provider>("another"));
    CHECK(active_model(with.db, usage::general)->name == "old");
}
