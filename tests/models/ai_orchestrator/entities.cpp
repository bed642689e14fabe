#include <rowan/models/ai_orchestrator/entities.hpp>

#include "models/ai_orchestrator/world.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <algorithm>

using namespace ai_orchestrator;
using rowan::field;
using rowan::test::containing;

namespace {

template <class T>
bool same(const T& left, const T& right) {
    bool equal = true;
    rowan::meta::members<T>::visit_descriptors(
        [&](auto member) { equal = equal && left.*member.pointer == right.*member.pointer; });
    return equal;
}

/// Create, read, update, patch, delete. `patched` says whether a row is as `changes` make it; a fresh one is not.
template <class T>
void check_crud(const rowan::repository<T>& rows, const T& fresh, void (*change)(T&), const rowan::patch<T>& changes,
                bool (*patched)(const T&)) {
    const T inserted = rows.insert(fresh);
    CHECK_FALSE(inserted.id.is_nil());
    CHECK(same(rows.get(inserted.id), inserted));

    T changed = inserted;
    change(changed);
    REQUIRE_FALSE(same(changed, inserted));
    const T updated = rows.update(changed);
    CHECK(same(rows.get(inserted.id), updated));
    CHECK_FALSE(patched(updated));

    rows.patch(inserted.id, changes);
    CHECK(patched(rows.get(inserted.id)));

    CHECK(rows.remove(inserted.id));
    CHECK_FALSE(rows.find(inserted.id));
    CHECK_FALSE(rows.remove(inserted.id));
}

const rowan::timestamp moment = rowan::timestamp::parse("2026-03-01T12:34:56.789012Z");

rowan::json<std::vector<conversation_message>> conversation() {
    return std::vector<conversation_message>{{"user", "¿Qué \"tal\"?\n", moment}, {"assistant", "", moment}};
}

/// The two lists have the same elements, in whatever order.
template <class T>
bool same_set(std::vector<T> left, std::vector<T> right) {
    const auto by_name = [](const T& a, const T& b) { return a.name < b.name; };
    std::sort(left.begin(), left.end(), by_name);
    std::sort(right.begin(), right.end(), by_name);
    return left == right;
}

template <class T>
void check_agrees(const rowan::migrate::graph& history) {
    const rowan::schema::table& of_struct = rowan::schema_table<T>();
    CAPTURE(of_struct.name);
    const rowan::schema::table* created = nullptr;
    for (const auto& operation : history.revisions().front().up()) {
        const auto* one = std::get_if<rowan::schema::create_table>(&operation);
        if (one != nullptr && one->object.name == of_struct.name) created = &one->object;
    }
    REQUIRE(created != nullptr);
    CHECK(of_struct.columns == created->columns);
    CHECK(of_struct.primary_key == created->primary_key);
    CHECK(same_set(of_struct.uniques, created->uniques));
    CHECK(same_set(of_struct.foreign_keys, created->foreign_keys));
    CHECK(same_set(of_struct.checks, created->checks));
    CHECK(same_set(of_struct.indexes, created->indexes));
}

}  // namespace

TEST_CASE("the structs and the migration describe the same tables", "[ai_orchestrator]") {
    const rowan::migrate::graph history(migrations());
    check_agrees<project>(history);
    check_agrees<interview>(history);
    check_agrees<prompt>(history);
    check_agrees<task>(history);
    check_agrees<chat_session>(history);
    check_agrees<commit>(history);
    check_agrees<ai_model>(history);
    check_agrees<system_setting>(history);
}

DATABASE_TEST_CASE("a project is created, read, updated and deleted", "[ai_orchestrator]") {
    const repositories with(database.session());
    check_crud<project>(
        with.projects,
        {.name = "shop",
         .description = "sells",
         .git_repository_info = rowan::json<>(R"({"branch":"main","tags":[1,2]})")},
        [](project& one) { one.description.reset(); },
        rowan::patch<project>().set<&project::git_repository_info>(std::nullopt),
        [](const project& one) { return !one.git_repository_info; });
}

DATABASE_TEST_CASE("an interview is created, read, updated and deleted", "[ai_orchestrator]") {
    const world with(database.session());
    check_crud<interview>(
        with.interviews, {.project_id = with.shop.id, .conversation_data = conversation(), .ai_model_used = "planner"},
        [](interview& one) {
            one.conversation_data->push_back({"user", "more", moment});
        },
        rowan::patch<interview>().set<&interview::status>(interview_status::cancelled),
        [](const interview& one) { return one.status == interview_status::cancelled; });
}

DATABASE_TEST_CASE("a prompt is created, read, updated and deleted", "[ai_orchestrator]") {
    const world with(database.session());
    check_crud<prompt>(
        with.prompts,
        {.project_id = with.shop.id,
         .created_from_interview_id = with.talk.id,
         .parent_id = with.first.id,
         .content = "text",
         .type = "feature",
         .is_reusable = true,
         .components = rowan::json<>("[]"),
         .version = 7},
        [](prompt& one) { one.parent_id.reset(); }, rowan::patch<prompt>().set<&prompt::is_reusable>(false),
        [](const prompt& one) { return !one.is_reusable; });
}

DATABASE_TEST_CASE("a task is created, read, updated and deleted", "[ai_orchestrator]") {
    const world with(database.session());
    check_crud<task>(
        with.tasks,
        {.prompt_id = with.first.id,
         .project_id = with.shop.id,
         .title = "title",
         .description = "text",
         .status = task_status::review,
         .column = "review",
         .order = 3},
        [](task& one) { one.order = -1; }, rowan::patch<task>().set<&task::column>("done"),
        [](const task& one) { return one.column == "done"; });
}

DATABASE_TEST_CASE("a chat session is created, read, updated and deleted", "[ai_orchestrator]") {
    const world with(database.session());
    check_crud<chat_session>(
        with.chat_sessions, {.task_id = with.work.id, .messages = conversation(), .ai_model_used = "coder"},
        [](chat_session& one) { one.status = chat_session_status::failed; },
        rowan::patch<chat_session>().set<&chat_session::ai_model_used>("another"),
        [](const chat_session& one) { return one.ai_model_used == "another"; });
}

DATABASE_TEST_CASE("a commit is created, read, updated and deleted", "[ai_orchestrator]") {
    const world with(database.session());
    // The timestamp is that of the commit, which is not always now.
    check_crud<commit>(
        with.commits,
        {.task_id = with.work.id,
         .project_id = with.shop.id,
         .type = commit_type::perf,
         .message = "faster",
         .changes = rowan::json<>(R"({"files":["a","b"]})"),
         .created_by_ai_model = "coder",
         .author = "Ada",
         .timestamp = moment},
        [](commit& one) { one.message = "much faster"; }, rowan::patch<commit>().set<&commit::type>(commit_type::fix),
        [](const commit& one) { return one.type == commit_type::fix; });
}

DATABASE_TEST_CASE("an AI model is created, read, updated and deleted", "[ai_orchestrator]") {
    const repositories with(database.session());
    check_crud<ai_model>(
        with.ai_models,
        {.name = "coder",
         .provider = "example",
         .api_key = "key",
         .usage_type = ai_model_usage_type::task_execution,
         .config = rowan::json<>(R"({"temperature":0.2})")},
        [](ai_model& one) { one.is_active = false; }, rowan::patch<ai_model>().set<&ai_model::api_key>("other"),
        [](const ai_model& one) { return one.api_key == "other"; });
}

DATABASE_TEST_CASE("a system setting is created, read, updated and deleted", "[ai_orchestrator]") {
    const repositories with(database.session());
    check_crud<system_setting>(
        with.system_settings, {.key = "theme", .value = rowan::json<>(R"("dark")"), .description = "colours"},
        [](system_setting& one) { one.value.reset(); },
        rowan::patch<system_setting>().set<&system_setting::key>("colour"),
        [](const system_setting& one) { return one.key == "colour"; });
}

DATABASE_TEST_CASE("created_at stays and updated_at moves when a row is updated", "[ai_orchestrator]") {
    const world with(database.session());
    task changed = with.work;
    changed.created_at = moment;
    const task updated = with.tasks.update(changed);
    CHECK(with.tasks.get(updated.id).created_at == with.work.created_at);
    CHECK(with.tasks.get(updated.id).updated_at > with.work.updated_at);
}

DATABASE_TEST_CASE("a commit without a time is of now", "[ai_orchestrator]") {
    const world with(database.session());
    CHECK(with.commits.get(with.change.id).timestamp > moment);
}

DATABASE_TEST_CASE("a conversation is kept as JSON with role, content and timestamp", "[ai_orchestrator]") {
    const world with(database.session());
    const auto talk = with.interviews.insert(
        {.project_id = with.shop.id, .conversation_data = conversation(), .ai_model_used = "planner"});
    const auto text = with.db.query_value<std::string>(
        "select cast(conversation_data as text) from interviews where id = $1", talk.id);
    CHECK(rowan::json<>(text) == rowan::json<>(R"([
        {"role": "user", "content": "¿Qué \"tal\"?\n", "timestamp": "2026-03-01T12:34:56.789012Z"},
        {"role": "assistant", "content": "", "timestamp": "2026-03-01T12:34:56.789012Z"}])"));
}

DATABASE_TEST_CASE("columns called column, order, type, key, value and timestamp can be asked for",
                   "[ai_orchestrator]") {
    const world with(database.session());
    const auto setting = with.system_settings.insert({.key = "theme", .value = rowan::json<>("1")});
    CHECK(with.tasks.where(field<&task::column> == "backlog" && field<&task::order> == 0).count() == 1);
    CHECK(with.commits.where(field<&commit::type> == commit_type::feat && field<&commit::timestamp> > moment).count() ==
          1);
    CHECK(with.prompts.where(field<&prompt::type> == "feature").count() == 2);
    CHECK(with.system_settings
              .where(field<&system_setting::key> == "theme" && field<&system_setting::value>.is_not_null())
              .one()
              .id == setting.id);
}

DATABASE_TEST_CASE("two AI models cannot have one name", "[ai_orchestrator]") {
    const repositories with(database.session());
    with.ai_models.insert({.name = "coder", .provider = "example", .api_key = "key"});
    try {
        with.ai_models.insert({.name = "coder", .provider = "other", .api_key = "secret-key"});
        FAIL("the second one was inserted");
    } catch (const rowan::constraint_error& refused) {
        CHECK(refused.which() == rowan::constraint_kind::unique);
        CHECK(refused.constraint() == "ai_models_name_key");
        CHECK(refused.table() == "ai_models");
        CHECK(refused.columns() == std::vector<std::string>{"name"});
        CHECK_THAT(refused.what(), !containing("secret-key"));
        CHECK_THAT(refused.what(), !containing("coder"));
    }
}

DATABASE_TEST_CASE("two system settings cannot have one key", "[ai_orchestrator]") {
    const repositories with(database.session());
    with.system_settings.insert({.key = "theme"});
    try {
        with.system_settings.insert({.key = "theme"});
        FAIL("the second one was inserted");
    } catch (const rowan::constraint_error& refused) {
        CHECK(refused.which() == rowan::constraint_kind::unique);
        CHECK(refused.constraint() == "system_settings_key_key");
        CHECK(refused.table() == "system_settings");
        CHECK(refused.columns() == std::vector<std::string>{"key"});
    }
}

DATABASE_TEST_CASE("a task of no project is refused by the foreign key's name", "[ai_orchestrator]") {
    const world with(database.session());
    try {
        with.tasks.insert({.project_id = rowan::id<project>::generate(), .title = "lost"});
        FAIL("it was inserted");
    } catch (const rowan::constraint_error& refused) {
        CHECK(refused.which() == rowan::constraint_kind::foreign_key);
        CHECK(refused.constraint() == "tasks_project_id_fkey");
        CHECK(refused.table() == "tasks");
    }
}

DATABASE_TEST_CASE("a text that is too long is refused, and the error does not repeat it", "[ai_orchestrator]") {
    const repositories with(database.session());
    const std::string key = "secret-key-" + std::string(250, 'x');
    try {
        with.ai_models.insert({.name = "coder", .provider = "example", .api_key = key});
        FAIL("261 characters went into a varchar(255)");
    } catch (const rowan::database_error& refused) { CHECK_THAT(refused.what(), !containing("secret-key")); }
    CHECK(with.ai_models.count() == 0);
}

DATABASE_TEST_CASE("a label that the enum does not have cannot get into the table", "[ai_orchestrator]") {
    const world with(database.session());
    CHECK_THROWS_AS(with.db.execute("update tasks set status = 'lost'"), rowan::database_error);
}

DATABASE_TEST_CASE("a text that is no JSON cannot get into a JSON column", "[ai_orchestrator]") {
    const world with(database.session());
    CHECK_THROWS_AS(with.db.execute("update projects set git_repository_info = '{'"), rowan::database_error);
    CHECK_THROWS_AS(with.db.execute("update chat_sessions set messages = 'hello'"), rowan::database_error);
}

DATABASE_TEST_CASE("deleting a project deletes all that belongs to it", "[ai_orchestrator]") {
    const world with(database.session());
    const auto other = with.projects.insert({.name = "other"});
    const auto stays = with.tasks.insert({.project_id = other.id, .title = "stays"});
    with.projects.remove(with.shop.id);
    CHECK(with.interviews.count() == 0);
    CHECK(with.prompts.count() == 0);
    CHECK(with.chat_sessions.count() == 0);
    CHECK(with.commits.count() == 0);
    CHECK(with.tasks.count() == 1);
    CHECK(with.tasks.exists(stays.id));
}

DATABASE_TEST_CASE("deleting an interview keeps the prompts that came from it", "[ai_orchestrator]") {
    const world with(database.session());
    with.interviews.remove(with.talk.id);
    CHECK(with.prompts.get(with.first.id).created_from_interview_id == std::nullopt);
}

DATABASE_TEST_CASE("deleting a prompt keeps its children and its tasks", "[ai_orchestrator]") {
    const world with(database.session());
    with.prompts.remove(with.first.id);
    CHECK(with.prompts.get(with.second.id).parent_id == std::nullopt);
    with.prompts.remove(with.second.id);
    CHECK(with.tasks.get(with.work.id).prompt_id == std::nullopt);
}

DATABASE_TEST_CASE("deleting a task deletes its chat sessions and commits", "[ai_orchestrator]") {
    const world with(database.session());
    with.tasks.remove(with.work.id);
    CHECK(with.chat_sessions.count() == 0);
    CHECK(with.commits.count() == 0);
    CHECK(with.projects.exists(with.shop.id));
}
