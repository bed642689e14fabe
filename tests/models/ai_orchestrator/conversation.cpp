#include <rowan/models/ai_orchestrator/conversation.hpp>

#include "models/ai_orchestrator/at_once.hpp"
#include "models/ai_orchestrator/world.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"
#include <rowan/session/expect_statements.hpp>

#include <map>

using namespace ai_orchestrator;

namespace {

const rowan::timestamp moment = rowan::timestamp::parse("2026-03-01T12:34:56.789012Z");

/// What each one said, in the order of the conversation.
std::map<std::string, std::vector<int>> by_role(const std::vector<conversation_message>& messages) {
    std::map<std::string, std::vector<int>> result;
    for (const auto& one : messages) result[one.role].push_back(std::stoi(one.content));
    return result;
}

/// Each of `people` says 0, 1, 2, … to `messages`.
std::map<std::string, std::vector<int>> everything_said(int people, int messages) {
    std::map<std::string, std::vector<int>> result;
    for (int i = 0; i != people; ++i) {
        auto& said = result[std::to_string(i)];
        for (int n = 0; n != messages; ++n) said.push_back(n);
    }
    return result;
}

}  // namespace

DATABASE_TEST_CASE("a message is added at the end of an interview", "[ai_orchestrator]") {
    const world with(database.session());
    const conversation_message question{"assistant", "What?", moment};
    const conversation_message answer{"user", "“Books”, 'of course'; \\ \"and\" $1\n", moment};
    append(with.db, with.talk.id, question);
    append(with.db, with.talk.id, answer);
    CHECK(*with.interviews.get(with.talk.id).conversation_data == std::vector{question, answer});
}

DATABASE_TEST_CASE("a message is added at the end of a chat session", "[ai_orchestrator]") {
    const world with(database.session());
    const conversation_message order{"user", "Go.", moment};
    append(with.db, with.chat.id, order);
    CHECK(*with.chat_sessions.get(with.chat.id).messages == std::vector{order});
    CHECK(with.chat_sessions.get(with.chat.id).updated_at > with.chat.updated_at);
}

DATABASE_TEST_CASE("a message without a time is of now", "[ai_orchestrator]") {
    const world with(database.session());
    append(with.db, with.talk.id, {"user", "Now.", {}});
    CHECK(with.interviews.get(with.talk.id).conversation_data->front().timestamp >= with.talk.created_at);
}

DATABASE_TEST_CASE("a message is added by one statement", "[ai_orchestrator]") {
    const world with(database.session());
    const rowan::testing::statement_recorder watch(with.db);
    append(with.db, with.talk.id, {"user", "One.", moment});
    CHECK(watch.count() == 1);
}

DATABASE_TEST_CASE("other conversations hear nothing", "[ai_orchestrator]") {
    const world with(database.session());
    const auto other = with.interviews.insert({.project_id = with.shop.id, .ai_model_used = "planner"});
    append(with.db, with.talk.id, {"user", "Psst.", moment});
    CHECK(with.interviews.get(other.id).conversation_data->empty());
}

DATABASE_TEST_CASE("a conversation that is not there takes no message", "[ai_orchestrator]") {
    const world with(database.session());
    CHECK_THROWS_AS(append(with.db, rowan::id<interview>::generate(), {"user", "Hello?", moment}), rowan::not_found);
    CHECK_THROWS_AS(append(with.db, rowan::id<chat_session>::generate(), {"user", "Hello?", moment}), rowan::not_found);
}

DATABASE_TEST_CASE("what several say in an interview at once is all there, each in their order",
                   "[ai_orchestrator][concurrency]") {
    if (!database.can_be_shared()) return;  // in memory there is one session
    const world with(database.session());
    at_once(database, 4, [&](rowan::session& own, int number) {
        for (int n = 0; n != 50; ++n) append(own, with.talk.id, {std::to_string(number), std::to_string(n), {}});
    });
    CHECK(by_role(*with.interviews.get(with.talk.id).conversation_data) == everything_said(4, 50));
}

DATABASE_TEST_CASE("what several say in a chat session at once is all there", "[ai_orchestrator][concurrency]") {
    if (!database.can_be_shared()) return;
    const world with(database.session());
    at_once(database, 4, [&](rowan::session& own, int number) {
        for (int n = 0; n != 50; n += 2) {
            rowan::transaction both(own);  // also where a message is a part of something greater
            append(own, with.chat.id, {std::to_string(number), std::to_string(n), {}});
            append(own, with.chat.id, {std::to_string(number), std::to_string(n + 1), {}});
            both.commit();
        }
    });
    CHECK(by_role(*with.chat_sessions.get(with.chat.id).messages) == everything_said(4, 50));
}
