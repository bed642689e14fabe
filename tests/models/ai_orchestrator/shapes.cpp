#include <rowan/models/ai_orchestrator/shapes.hpp>

#include "models/ai_orchestrator/world.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"
#include <rowan/session/expect_statements.hpp>

using namespace ai_orchestrator;
using rowan::field;
using rowan::test::containing;

namespace {

/// Projects, each with one of everything.
void fill(const repositories& with, int projects) {
    rowan::transaction all_at_once(with.db);
    for (int i = 0; i != projects; ++i) {
        const auto shop = with.projects.insert({.name = "shop"});
        const auto talk = with.interviews.insert({.project_id = shop.id, .ai_model_used = "planner"});
        const auto root = with.prompts.insert(
            {.project_id = shop.id, .created_from_interview_id = talk.id, .content = "1", .type = "feature"});
        const auto leaf = with.prompts.insert({.project_id = shop.id,
                                               .created_from_interview_id = talk.id,
                                               .parent_id = root.id,
                                               .content = "2",
                                               .type = "feature"});
        const auto work = with.tasks.insert({.prompt_id = leaf.id, .project_id = shop.id, .title = "work"});
        with.chat_sessions.insert({.task_id = work.id, .ai_model_used = "coder"});
        with.commits.insert({.task_id = work.id,
                             .project_id = shop.id,
                             .message = "work",
                             .created_by_ai_model = "coder",
                             .author = "Ada"});
    }
    all_at_once.commit();
}

/// The statements that it takes to read every row in shape `S`.
template <class S>
std::size_t statements_for(const repositories& with, std::size_t rows) {
    const rowan::testing::statement_recorder watch(with.db);
    const auto all = rowan::repository<rowan::entity_of<S>>(with.db).template all<S>();
    CHECK(all.size() == rows);
    return watch.count();
}

}  // namespace

DATABASE_TEST_CASE("a project comes with its interviews, prompts, tasks and commits", "[ai_orchestrator]") {
    const world with(database.session());
    with.projects.insert({.name = "another"});
    const auto read = with.projects.get<project_with_relations>(with.shop.id);
    CHECK(read.name == "shop");
    REQUIRE(read.interviews.size() == 1);
    CHECK(read.interviews[0].id == with.talk.id);
    REQUIRE(read.prompts.size() == 2);
    CHECK(read.prompts[0].id == with.first.id);
    CHECK(read.prompts[1].id == with.second.id);
    REQUIRE(read.tasks.size() == 1);
    CHECK(read.tasks[0].id == with.work.id);
    REQUIRE(read.commits.size() == 1);
    CHECK(read.commits[0].id == with.change.id);
}

DATABASE_TEST_CASE("an interview comes with its prompts", "[ai_orchestrator]") {
    const world with(database.session());
    const auto read = with.interviews.get<interview_with_relations>(with.talk.id);
    REQUIRE(read.prompts.size() == 1);
    CHECK(read.prompts[0].id == with.first.id);
}

DATABASE_TEST_CASE("a prompt comes with its tasks, its children and its parent", "[ai_orchestrator]") {
    const world with(database.session());
    const auto root = with.prompts.get<prompt_with_relations>(with.first.id);
    CHECK_FALSE(root.parent);
    CHECK(root.tasks.empty());
    REQUIRE(root.children.size() == 1);
    CHECK(root.children[0].id == with.second.id);

    const auto leaf = with.prompts.get<prompt_with_relations>(with.second.id);
    REQUIRE(leaf.parent);
    CHECK(leaf.parent->id == with.first.id);
    CHECK(leaf.children.empty());
    REQUIRE(leaf.tasks.size() == 1);
    CHECK(leaf.tasks[0].id == with.work.id);
}

DATABASE_TEST_CASE("a task comes with its chat sessions, its commits and its prompt", "[ai_orchestrator]") {
    const world with(database.session());
    const auto read = with.tasks.get<task_with_relations>(with.work.id);
    REQUIRE(read.chat_sessions.size() == 1);
    CHECK(read.chat_sessions[0].id == with.chat.id);
    REQUIRE(read.commits.size() == 1);
    CHECK(read.commits[0].id == with.change.id);
    REQUIRE(read.prompt);
    CHECK(read.prompt->id == with.second.id);

    const auto plain = with.tasks.insert({.project_id = with.shop.id, .title = "of no prompt"});
    CHECK_FALSE(with.tasks.get<task_with_relations>(plain.id).prompt);
}

DATABASE_TEST_CASE("a project comes with everything in it, four levels deep", "[ai_orchestrator]") {
    const repositories with(database.session());
    fill(with, 1);
    const auto read = with.projects.all<project_details>().at(0);
    REQUIRE(read.interviews.size() == 1);
    REQUIRE(read.interviews[0].prompts.size() == 2);
    CHECK(read.interviews[0].prompts[0].tasks.empty());
    const auto& leaf = read.interviews[0].prompts[1];
    REQUIRE(leaf.tasks.size() == 1);
    REQUIRE(leaf.tasks[0].chat_sessions.size() == 1);
    REQUIRE(leaf.tasks[0].commits.size() == 1);
    REQUIRE(leaf.tasks[0].prompt);
    CHECK(leaf.tasks[0].prompt->id == leaf.id);
    REQUIRE(read.prompts.size() == 2);
    REQUIRE(read.prompts[0].children.size() == 1);
    CHECK(read.prompts[0].children[0].id == leaf.id);
    REQUIRE(read.tasks.size() == 1);
    CHECK(read.tasks[0].commits.size() == 1);
}

DATABASE_TEST_CASE("a prompt's versions are a tree of any depth, one statement a level", "[ai_orchestrator]") {
    const world with(database.session());
    rowan::id<prompt> last = with.second.id;
    for (int version = 3; version <= 10; ++version) {
        last = with.prompts
                   .insert({.project_id = with.shop.id,
                            .parent_id = last,
                            .content = "n",
                            .type = "feature",
                            .version = version})
                   .id;
    }
    const rowan::testing::statement_recorder watch(with.db);
    const auto root = with.prompts.get<prompt_tree>(with.first.id);
    CHECK(watch.count() == 11);  // ten levels, and one that finds no more
    const prompt_tree* at = &root;
    for (int version = 1; version != 10; ++version) {
        CHECK(at->version == version);
        REQUIRE(at->children.size() == 1);
        at = &at->children[0];
    }
    CHECK(at->version == 10);
    CHECK(at->children.empty());
}

DATABASE_TEST_CASE("relations take one statement each, for one project and for fifty", "[ai_orchestrator]") {
    const repositories with(database.session());
    for (const std::size_t projects : {1u, 50u}) {
        fill(with, static_cast<int>(projects - with.projects.count()));
        CAPTURE(projects);
        CHECK(statements_for<project>(with, projects) == 1);
        CHECK(statements_for<project_with_relations>(with, projects) == 5);
        CHECK(statements_for<interview_with_relations>(with, projects) == 2);
        CHECK(statements_for<prompt_with_relations>(with, 2 * projects) == 4);
        CHECK(statements_for<task_with_relations>(with, projects) == 4);
        CHECK(statements_for<prompt_tree>(with, 2 * projects) == 3);
        // projects; interviews, their prompts, tasks, and what a task has; prompts, children, none; tasks and what they
        // have
        CHECK(statements_for<project_details>(with, projects) == 1 + (3 + 3) + 3 + (1 + 3));
    }
}

DATABASE_TEST_CASE("relations of a selection are those of its rows", "[ai_orchestrator]") {
    const world with(database.session());
    fill(with, 3);
    const auto found = with.tasks.where(field<&task::project_id> == with.shop.id).all<task_with_relations>();
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].commits.size() == 1);
    CHECK(found[0].commits[0].id == with.change.id);
}

DATABASE_TEST_CASE("the summary of an AI model is read without its API key", "[ai_orchestrator]") {
    const repositories with(database.session());
    with.ai_models.insert({.name = "coder", .provider = "example", .api_key = "secret-key"});
    const auto all = with.ai_models.all<ai_model_summary>();
    REQUIRE(all.size() == 1);
    CHECK(all[0].name == "coder");
    CHECK_THAT(rowan::to_json(all), !containing("secret-key"));
}

TEST_CASE("a project with everything in it can be written as JSON", "[ai_orchestrator]") {
    project_details all;
    all.prompts.emplace_back().children.emplace_back().content = "deep";
    CHECK_THAT(rowan::to_json(all), containing(R"("content":"deep")"));
}
