#include <rowan/models/ai_orchestrator/prompt_versions.hpp>

#include "models/ai_orchestrator/at_once.hpp"
#include "models/ai_orchestrator/world.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"
#include <rowan/session/expect_statements.hpp>

using namespace ai_orchestrator;

namespace {

std::vector<int> numbers(const std::vector<prompt>& of) {
    std::vector<int> result;
    for (const prompt& one : of) result.push_back(one.version);
    return result;
}

std::vector<int> upto(int last) {
    std::vector<int> result;
    for (int n = 1; n <= last; ++n) result.push_back(n);
    return result;
}

}  // namespace

DATABASE_TEST_CASE("a new version is a child of the newest, one further", "[ai_orchestrator]") {
    const world with(database.session());
    const prompt third = add_version(with.db, with.second.id, "three");
    CHECK(third.version == 3);
    CHECK(third.parent_id == with.second.id);
    CHECK(third.content == "three");
    CHECK(with.prompts.get(third.id).version == 3);
}

DATABASE_TEST_CASE("a new version of an old one follows the newest", "[ai_orchestrator]") {
    const world with(database.session());
    const prompt third = add_version(with.db, with.first.id, "three");
    CHECK(third.version == 3);
    CHECK(third.parent_id == with.second.id);
}

DATABASE_TEST_CASE("a new version has all but the content from the one before", "[ai_orchestrator]") {
    const world with(database.session());
    const prompt plan = with.prompts.insert({.project_id = with.shop.id,
                                             .created_from_interview_id = with.talk.id,
                                             .content = "one",
                                             .type = "plan",
                                             .is_reusable = true,
                                             .components = rowan::json<>(R"(["a"])")});
    const prompt next = with.prompts.get(add_version(with.db, plan.id, "two").id);
    CHECK(next.project_id == plan.project_id);
    CHECK(next.created_from_interview_id == plan.created_from_interview_id);
    CHECK(next.type == plan.type);
    CHECK(next.is_reusable);
    CHECK(next.components == plan.components);
    CHECK(next.created_at >= plan.created_at);
}

DATABASE_TEST_CASE("the version before stays as it is", "[ai_orchestrator]") {
    const world with(database.session());
    add_version(with.db, with.second.id, "three");
    const prompt before = with.prompts.get(with.second.id);
    CHECK(before.content == "two");
    CHECK(before.version == 2);
    CHECK(before.updated_at == with.second.updated_at);
}

DATABASE_TEST_CASE("the versions of a prompt come in order, from whichever one asks", "[ai_orchestrator]") {
    const world with(database.session());
    for (int i = 0; i != 8; ++i) add_version(with.db, with.first.id, "more");
    const auto all = versions(with.db, with.first.id);
    CHECK(numbers(all) == upto(10));
    CHECK(numbers(versions(with.db, all[4].id)) == upto(10));
    CHECK(numbers(versions(with.db, all[9].id)) == upto(10));
}

DATABASE_TEST_CASE("versions are read in one statement", "[ai_orchestrator]") {
    const world with(database.session());
    const rowan::testing::statement_recorder watch(with.db);
    CHECK(versions(with.db, with.second.id).size() == 2);
    CHECK(watch.count() == 1);
}

DATABASE_TEST_CASE("another prompt's versions are its own", "[ai_orchestrator]") {
    const world with(database.session());
    const prompt other = with.prompts.insert({.project_id = with.shop.id, .content = "other", .type = "feature"});
    add_version(with.db, other.id, "other two");
    CHECK(numbers(versions(with.db, other.id)) == upto(2));
    CHECK(numbers(versions(with.db, with.first.id)) == upto(2));
}

DATABASE_TEST_CASE("a prompt that is not there has no versions, and gets none", "[ai_orchestrator]") {
    const world with(database.session());
    const auto nobody = rowan::id<prompt>::generate();
    CHECK(versions(with.db, nobody).empty());
    CHECK_THROWS_AS(add_version(with.db, nobody, "lost"), rowan::not_found);
}

DATABASE_TEST_CASE("versions behind one that was deleted go on from there", "[ai_orchestrator]") {
    const world with(database.session());
    const prompt third = add_version(with.db, with.second.id, "three");
    with.prompts.remove(with.second.id);  // its children lose their parent
    const prompt fourth = add_version(with.db, third.id, "four");
    CHECK(numbers(versions(with.db, third.id)) == std::vector<int>{3, 4});
    CHECK(fourth.parent_id == third.id);
}

DATABASE_TEST_CASE("parents in a circle come to an end", "[ai_orchestrator]") {
    const world with(database.session());
    with.prompts.patch(with.first.id, rowan::patch<prompt>().set<&prompt::parent_id>(with.second.id));
    CHECK(versions(with.db, with.first.id).empty());
}

DATABASE_TEST_CASE("versions that several add at once are versions one after another",
                   "[ai_orchestrator][concurrency]") {
    if (!database.can_be_shared()) return;  // in memory there is one session
    const world with(database.session());
    at_once(database, 4, [&](rowan::session& own, int) {
        for (int i = 0; i != 10; ++i) add_version(own, with.first.id, "more");
    });
    const auto all = versions(with.db, with.first.id);
    CHECK(numbers(all) == upto(42));
    for (std::size_t i = 1; i != all.size(); ++i) CHECK(all[i].parent_id == all[i - 1].id);
}
