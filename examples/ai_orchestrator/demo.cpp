#include "demo.hpp"

#include <rowan/models/ai_orchestrator/active_model.hpp>
#include <rowan/models/ai_orchestrator/board.hpp>
#include <rowan/models/ai_orchestrator/conversation.hpp>
#include <rowan/models/ai_orchestrator/migrations.hpp>
#include <rowan/models/ai_orchestrator/prompt_versions.hpp>
#include <rowan/models/ai_orchestrator/settings.hpp>
#include <rowan/models/ai_orchestrator/shapes.hpp>
#include <rowan/rowan.hpp>

#include <iomanip>
#include <iostream>
#include <string_view>

using namespace ai_orchestrator;
using rowan::field;
using rowan::patch;
using rowan::repository;
using rowan::session;

namespace {

struct printer {
    std::ostream& out;

    void title(std::string_view text) const { out << text << '\n'; }
    template <class... Text>
    void line(std::string_view what, const Text&... text) const {
        out << "  " << std::left << std::setw(10) << what;
        (out << ... << text) << '\n';
    }
};

conversation_message message(std::string role, std::string content) {
    return {.role = std::move(role), .content = std::move(content), .timestamp = rowan::timestamp::now()};
}

project show_projects(session& db, const printer& print) {
    const repository<project> projects(db);
    print.title("projects");

    // The key is made, created_at and updated_at are set, and the row comes back with them.
    const auto git = rowan::json<>(R"({"branch": "main"})");
    const project shop = projects.insert({.name = "Book shop", .git_repository_info = git});
    print.line("created", shop.name, ", description ", shop.description ? "given" : "NULL");

    // A patch tells "leave alone" from "set to NULL".
    patch<project> changes;
    changes.set<&project::description>("sells books");
    changes.set<&project::git_repository_info>(std::nullopt);
    projects.patch(shop.id, changes);
    const project changed = projects.get(shop.id);
    print.line("updated", changed.name, ", ", changed.description.value());

    const project other = projects.insert({.name = "Abandoned idea"});
    projects.remove(other.id);
    print.line("deleted", other.name, ", found again: ", projects.find(other.id) ? "yes" : "no");
    return changed;
}

interview show_interviews(session& db, const printer& print, const project& shop) {
    const repository<interview> interviews(db);
    print.title("interviews");

    // A JSON column with a known form is a C++ value.
    const interview talk = interviews.insert({
        .project_id = shop.id,
        .conversation_data = std::vector{message("assistant", "What shall the shop sell?"), message("user", "Books.")},
        .ai_model_used = "planner",
    });
    print.line("created", rowan::to_string(talk.status), ", ", talk.conversation_data->size(), " messages");

    // One statement, so that nothing is lost of what others say meanwhile.
    append(db, talk.id, message("assistant", "Thank you, that is all."));
    interviews.patch(talk.id, patch<interview>().set<&interview::status>(interview_status::completed));
    const interview read = interviews.get(talk.id);
    print.line("updated", rowan::to_string(read.status),
               ", the last one says: ", read.conversation_data->back().content);

    interviews.insert({.project_id = shop.id, .ai_model_used = "planner", .status = interview_status::cancelled});
    const auto cancelled = field<&interview::status> == interview_status::cancelled;
    const auto gone = interviews.where(field<&interview::project_id> == shop.id && cancelled).remove();
    print.line("deleted", gone, " of them, cancelled");
    return read;
}

prompt show_prompts(session& db, const printer& print, const project& shop, const interview& talk) {
    const repository<prompt> prompts(db);
    print.title("prompts");

    const prompt first = prompts.insert({
        .project_id = shop.id,
        .created_from_interview_id = talk.id,
        .content = "Build a shop for books.",
        .type = "feature",
        .components = rowan::json<>(R"(["catalogue", "basket"])"),
    });
    const prompt second = add_version(db, first.id, "Build a shop for books. Prices are in euro.");
    print.line("created", "version ", first.version, " and version ", second.version);

    prompts.patch(first.id, patch<prompt>().set<&prompt::is_reusable>(true));
    const auto in_shop = field<&prompt::project_id> == shop.id;
    const auto reusable = prompts.where(in_shop && field<&prompt::is_reusable> == true).one();
    print.line("updated", "version ", reusable.version, " is reusable");

    // Relations go along the foreign keys: here up to the parent and down to the children.
    const auto around = prompts.get<prompt_with_relations>(second.id);
    print.line("read", "version ", around.version, " follows version ", around.parent.value().version);

    const prompt third = add_version(db, first.id, "?");
    for (const prompt& one : versions(db, first.id)) print.line("read", "version ", one.version, ": ", one.content);
    prompts.remove(third.id);
    print.line("deleted", "version ", third.version, ", which leaves ", prompts.where(in_shop).count());
    return second;
}

task show_tasks(session& db, const printer& print, const project& shop, const prompt& plan) {
    const repository<task> tasks(db);
    print.title("tasks");

    // Many rows in one call, the fastest way the backend has.
    const auto cards = tasks.insert_all({
        {.prompt_id = plan.id, .project_id = shop.id, .title = "Show the catalogue", .order = 0},
        {.prompt_id = plan.id, .project_id = shop.id, .title = "Fill a basket", .order = 1},
        {.prompt_id = plan.id, .project_id = shop.id, .title = "Sell a boat", .order = 2},
    });
    print.line("created", cards.size(), " in the backlog");

    // The board keeps the cards of each column numbered from 0.
    const board of_shop(db, shop.id);
    const task chosen = of_shop.move(cards.front().id, {task_status::in_progress, "in_progress", 0});
    print.line("updated", chosen.title, " is ", rowan::to_string(chosen.status));

    of_shop.remove(cards.back().id);
    print.line("deleted", cards.back().title);

    for (const board_column& column : of_shop.columns()) {
        for (const task& one : column.tasks) print.line("read", column.name, " ", one.order, ": ", one.title);
    }
    return chosen;
}

void show_chat_sessions(session& db, const printer& print, const task& work) {
    const repository<chat_session> chats(db);
    print.title("chat_sessions");

    const chat_session chat = chats.insert({
        .task_id = work.id,
        .messages = std::vector{message("user", "Show the catalogue, please.")},
        .ai_model_used = "coder",
    });
    print.line("created", rowan::to_string(chat.status), ", ", chat.messages->size(), " message");

    append(db, chat.id, message("assistant", "Done."));
    chats.patch(chat.id, patch<chat_session>().set<&chat_session::status>(chat_session_status::completed));
    const auto read = chats.where(field<&chat_session::task_id> == work.id).one();
    print.line("updated", rowan::to_string(read.status), ", ", read.messages->size(), " messages");

    const chat_session broken =
        chats.insert({.task_id = work.id, .ai_model_used = "coder", .status = chat_session_status::failed});
    chats.remove(broken.id);
    print.line("deleted", "one that ", rowan::to_string(broken.status));
}

void show_commits(session& db, const printer& print, const project& shop, const task& work) {
    const repository<commit> commits(db);
    print.title("commits");

    const auto commit_of = [&](commit_type type, std::string message) {
        return commit{.task_id = work.id,
                      .project_id = shop.id,
                      .type = type,
                      .message = std::move(message),
                      .changes = rowan::json<>(R"({"files": 3})"),
                      .created_by_ai_model = "coder",
                      .author = "Ada"};
    };
    const auto written = commits.insert_all({
        commit_of(commit_type::feat, "show the catalogue"),
        commit_of(commit_type::fix, "show al pages"),
        commit_of(commit_type::chore, "try something"),
    });
    print.line("created", written.size(), " by ", written.front().author);

    commits.patch(written[1].id, patch<commit>().set<&commit::message>("show all pages"));
    print.line("updated", rowan::to_string(written[1].type), ": ", commits.get(written[1].id).message);

    commits.remove(written[2].id);
    print.line("deleted", rowan::to_string(written[2].type), ": ", written[2].message);

    auto of_task = commits.where(field<&commit::task_id> == work.id);
    for (const commit& one : of_task.order_by(field<&commit::message>.desc()).all()) {
        print.line("read", rowan::to_string(one.type), ": ", one.message);
    }
}

void show_ai_models(session& db, const printer& print) {
    const repository<ai_model> models(db);
    print.title("ai_models");

    const ai_model coder = models.insert({
        .name = "demo-coder",
        .provider = "example",
        .api_key = "not-for-your-eyes",
        .usage_type = ai_model_usage_type::task_execution,
    });
    print.line("created", coder.name, " for ", rowan::to_string(coder.usage_type));

    // A transaction within a transaction is a savepoint: what was done before stays.
    try {
        rowan::transaction attempt(db);
        models.insert({.name = "demo-coder", .provider = "another", .api_key = "another"});
    } catch (const rowan::constraint_error& refused) {
        print.line("refused", "another of that name, by ", refused.constraint());
    }

    const auto in_use = active_model(db, ai_model_usage_type::task_execution);
    print.line("read", in_use.value().name, " is the active one for that");

    models.patch(coder.id, patch<ai_model>().set<&ai_model::is_active>(false));
    // A shape reads its own columns only: the API key stays in the database.
    const auto summary = models.get<ai_model_summary>(coder.id);
    print.line("updated", summary.name, " of ", summary.provider, " is ", summary.is_active ? "active" : "not active");

    models.remove(coder.id);
    print.line("deleted", coder.name);
}

void show_system_settings(session& db, const printer& print) {
    const settings all(db);
    print.title("system_settings");

    all.set("demo.theme", rowan::json<>(R"("dark")"));
    print.line("created", "demo.theme = ", all.get("demo.theme").text());

    all.set_all({{"demo.theme", rowan::json<>(R"("light")")}, {"demo.limit", rowan::json<>("3")}});
    print.line("updated", "demo.theme = ", all.get("demo.theme").text());

    const auto of_demo = field<&system_setting::key>.starts_with("demo.");
    print.line("deleted", repository<system_setting>(db).where(of_demo).remove(), " of them");
}

void show_everything(session& db, const printer& print, const project& shop) {
    print.title("the project with everything in it");
    const auto all = repository<project>(db).get<project_details>(shop.id);
    for (const interview_details& one : all.interviews) {
        print.line("interview", "messages ", one.conversation_data->size(), ", prompts ", one.prompts.size());
    }
    for (const task_with_relations& one : all.tasks) {
        print.line("task", one.title, ": prompt version ", one.prompt.value().version, ", chat sessions ",
                   one.chat_sessions.size(), ", commits ", one.commits.size());
    }
}

void show_deletion(session& db, const printer& print, const project& shop, const task& work) {
    print.title("the project deleted");
    repository<project>(db).remove(shop.id);
    const auto interviews = repository<interview>(db).where(field<&interview::project_id> == shop.id).count();
    const auto prompts = repository<prompt>(db).where(field<&prompt::project_id> == shop.id).count();
    const auto tasks = repository<task>(db).where(field<&task::project_id> == shop.id).count();
    const auto chats = repository<chat_session>(db).where(field<&chat_session::task_id> == work.id).count();
    const auto commits = repository<commit>(db).where(field<&commit::task_id> == work.id).count();
    print.line("left", "interviews ", interviews, ", prompts ", prompts, ", tasks ", tasks, ", chat sessions ", chats,
               ", commits ", commits);
}

}  // namespace

void demo(const rowan::cli::invocation& with) {
    session& db = with.database;
    if (!rowan::migrator(db, migrations()).pending().empty()) {
        throw rowan::usage_error("the tables are not there yet; run: ai_orchestrator upgrade");
    }

    const printer print{with.out};
    rowan::transaction all_or_nothing(db);
    const project shop = show_projects(db, print);
    const interview talk = show_interviews(db, print, shop);
    const prompt plan = show_prompts(db, print, shop, talk);
    const task work = show_tasks(db, print, shop, plan);
    show_chat_sessions(db, print, work);
    show_commits(db, print, shop, work);
    show_ai_models(db, print);
    show_system_settings(db, print);
    show_everything(db, print, shop);
    show_deletion(db, print, shop, work);
    all_or_nothing.commit();
}
