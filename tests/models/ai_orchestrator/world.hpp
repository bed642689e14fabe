#pragma once

#include <rowan/models/ai_orchestrator/migrations.hpp>
#include <rowan/models/ai_orchestrator/shapes.hpp>

#include <rowan/migrate/migrator.hpp>
#include <rowan/query/repository.hpp>

/// What the tests of the AI Orchestrator start from: its tables, its repositories, a row of each entity.
namespace ai_orchestrator {

struct repositories {
    explicit repositories(rowan::session& in)
        : db(upgraded(in)),
          projects(in),
          interviews(in),
          prompts(in),
          tasks(in),
          chat_sessions(in),
          commits(in),
          ai_models(in),
          system_settings(in) {}

    rowan::session& db;
    rowan::repository<project> projects;
    rowan::repository<interview> interviews;
    rowan::repository<prompt> prompts;
    rowan::repository<task> tasks;
    rowan::repository<chat_session> chat_sessions;
    rowan::repository<commit> commits;
    rowan::repository<ai_model> ai_models;
    rowan::repository<system_setting> system_settings;

private:
    static rowan::session& upgraded(rowan::session& in) {
        rowan::migrator(in, migrations()).upgrade("head");
        return in;
    }
};

/// A project with one of everything, each referring to all it can refer to.
struct world : repositories {
    explicit world(rowan::session& in) : repositories(in) {}

    project shop = projects.insert({.name = "shop"});
    interview talk = interviews.insert({.project_id = shop.id, .ai_model_used = "planner"});
    prompt first = prompts.insert(
        {.project_id = shop.id, .created_from_interview_id = talk.id, .content = "one", .type = "feature"});
    prompt second = prompts.insert(
        {.project_id = shop.id, .parent_id = first.id, .content = "two", .type = "feature", .version = 2});
    task work = tasks.insert({.prompt_id = second.id, .project_id = shop.id, .title = "work"});
    chat_session chat = chat_sessions.insert({.task_id = work.id, .ai_model_used = "coder"});
    commit change = commits.insert({.task_id = work.id,
                                    .project_id = shop.id,
                                    .message = "work",
                                    .created_by_ai_model = "coder",
                                    .author = "Ada"});
};

}  // namespace ai_orchestrator
