#include <rowan/models/ai_orchestrator/migrations.hpp>

#include <rowan/schema/table_of.hpp>

namespace ai_orchestrator {

namespace {

using rowan::on_delete;
using rowan::migrate::operations;
using rowan::migrate::revision;
using rowan::migrate::table_builder;

void projects(table_builder& t) {
    t.uuid("id").primary_key();
    t.varchar("name", 255).index();
    t.text("description").nullable();
    t.json("git_repository_info").nullable();
    t.timestamp("created_at");
    t.timestamp("updated_at");
}

void interviews(table_builder& t) {
    t.uuid("id").primary_key();
    t.uuid("project_id").references("projects", "id", on_delete::cascade).index();
    t.json("conversation_data");
    t.varchar("ai_model_used", 100);
    t.enumeration("status", "interview_status").index();
    t.timestamp("created_at");
}

void prompts(table_builder& t) {
    t.uuid("id").primary_key();
    t.uuid("project_id").references("projects", "id", on_delete::cascade).index();
    t.uuid("created_from_interview_id").nullable().references("interviews", "id", on_delete::set_null).index();
    t.uuid("parent_id").nullable().references("prompts", "id", on_delete::set_null).index();
    t.text("content");
    t.varchar("type", 50).index();
    t.boolean("is_reusable");
    t.json("components").nullable();
    t.integer("version");
    t.timestamp("created_at");
    t.timestamp("updated_at");
}

void tasks(table_builder& t) {
    t.uuid("id").primary_key();
    t.uuid("prompt_id").nullable().references("prompts", "id", on_delete::set_null).index();
    t.uuid("project_id").references("projects", "id", on_delete::cascade).index();
    t.varchar("title", 255);
    t.text("description").nullable();
    t.enumeration("status", "task_status").index();
    t.varchar("column", 50);
    t.integer("order");
    t.timestamp("created_at");
    t.timestamp("updated_at");
}

void chat_sessions(table_builder& t) {
    t.uuid("id").primary_key();
    t.uuid("task_id").references("tasks", "id", on_delete::cascade).index();
    t.json("messages");
    t.varchar("ai_model_used", 100);
    t.enumeration("status", "chat_session_status").index();
    t.timestamp("created_at");
    t.timestamp("updated_at");
}

void commits(table_builder& t) {
    t.uuid("id").primary_key();
    t.uuid("task_id").references("tasks", "id", on_delete::cascade).index();
    t.uuid("project_id").references("projects", "id", on_delete::cascade).index();
    t.enumeration("type", "commit_type").index();
    t.text("message");
    t.json("changes").nullable();
    t.varchar("created_by_ai_model", 100);
    t.varchar("author", 100);
    t.timestamp("timestamp").index();
}

void ai_models(table_builder& t) {
    t.uuid("id").primary_key();
    t.varchar("name", 100).unique();
    t.varchar("provider", 50).index();
    t.varchar("api_key", 255);
    t.enumeration("usage_type", "ai_model_usage_type").index();
    t.boolean("is_active").index();
    t.json("config").nullable();
    t.timestamp("created_at");
    t.timestamp("updated_at");
}

void system_settings(table_builder& t) {
    t.uuid("id").primary_key();
    t.varchar("key", 100).unique();
    t.json("value").nullable();
    t.text("description").nullable();
    t.timestamp("updated_at");
}

void create_initial_tables(operations& op) {
    op.create_enum("interview_status", {"active", "completed", "cancelled"});
    op.create_enum("task_status", {"backlog", "todo", "in_progress", "review", "done"});
    op.create_enum("chat_session_status", {"active", "completed", "failed"});
    op.create_enum("commit_type", {"feat", "fix", "docs", "style", "refactor", "test", "chore", "perf"});
    op.create_enum("ai_model_usage_type",
                   {"interview", "prompt_generation", "commit_generation", "task_execution", "general"});

    op.create_table("projects", projects);
    op.create_table("interviews", interviews);
    op.create_table("prompts", prompts);
    op.create_table("tasks", tasks);
    op.create_table("chat_sessions", chat_sessions);
    op.create_table("commits", commits);
    op.create_table("ai_models", ai_models);
    op.create_table("system_settings", system_settings);
}

}  // namespace

std::vector<revision> migrations() { return {revision("001", "Create initial tables").change(create_initial_tables)}; }

}  // namespace ai_orchestrator
