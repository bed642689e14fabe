#include <rowan/models/goals_tracker/migrations.hpp>

#include <rowan/schema/table_of.hpp>

namespace goals_tracker {

namespace {

using rowan::on_delete;
using rowan::migrate::index_key;
using rowan::migrate::operations;
using rowan::migrate::revision;
using rowan::schema::now;

revision create_users() {
    return revision("001", "Create users").change([](operations& op) {
        op.create_table("users", [](auto& t) {
            t.varchar("id", 36).primary_key();
            t.varchar("email", 255).unique().index("idx_users_email");
            t.varchar("username", 100).unique().index("idx_users_username");
            t.varchar("hashed_password", 255);
            t.varchar("full_name", 255).nullable();
            t.boolean("is_active").index("idx_users_is_active");
            t.boolean("is_superuser");
            t.json("metadata").nullable();
            t.timestamp("created_at").default_value(now());
            t.timestamp("updated_at").default_value(now());
            t.timestamp("last_login_at").nullable();
        });
    });
}

revision create_courses() {
    return revision("002", "Create courses").after("001").change([](operations& op) {
        op.create_enum("coursestatus", {"draft", "active", "completed", "archived"});
        op.create_table("courses", [](auto& t) {
            t.varchar("id", 36).primary_key();
            t.varchar("user_id", 36).references("users", "id", on_delete::cascade).index("idx_courses_user_id");
            t.varchar("title", 500);
            t.text("description").nullable();
            t.enumeration("status", "coursestatus").default_value("'draft'");
            t.double_precision("progress_percentage").default_value("0");
            t.json("metadata").nullable();
            t.timestamp("created_at").default_value(now());
            t.timestamp("updated_at").default_value(now());
            t.timestamp("completed_at").nullable();
            t.index({"status", "created_at"}).named("idx_courses_status");
        });
    });
}

revision create_goals() {
    return revision("003", "Create goals").after("002").change([](operations& op) {
        op.create_enum("goalstatus", {"pending", "in_progress", "completed", "blocked", "cancelled"});
        op.create_enum("goalpriority", {"low", "medium", "high", "urgent"});
        op.create_table("goals", [](auto& t) {
            t.varchar("id", 36).primary_key();
            t.varchar("user_id", 36).references("users", "id", on_delete::cascade).index("idx_goals_user_id");
            t.varchar("course_id", 36)
                .nullable()
                .references("courses", "id", on_delete::set_null)
                .index("idx_goals_course_id");
            t.varchar("title", 500);
            t.text("description").nullable();
            t.enumeration("status", "goalstatus").default_value("'pending'");
            t.enumeration("priority", "goalpriority").default_value("'medium'");
            t.double_precision("progress_percentage").default_value("0");
            t.boolean("ai_generated").default_value("false");
            t.json("validation_criteria").nullable();
            t.json("metadata").nullable();
            t.timestamp("created_at").default_value(now());
            t.timestamp("updated_at").default_value(now());
            t.timestamp("started_at").nullable();
            t.timestamp("completed_at").nullable();
            t.timestamp("due_date").nullable();
            t.index({"status", "created_at"}).named("idx_goals_status");
            t.index({"priority", "created_at"}).named("idx_goals_priority");
        });
    });
}

revision create_tasks() {
    return revision("004", "Create tasks").after("003").change([](operations& op) {
        op.create_enum("tasktype", {"code", "documentation", "testing", "research", "review", "deployment", "other"});
        op.create_enum("taskstatus", {"todo", "in_progress", "in_review", "completed", "failed", "skipped"});
        op.create_table("tasks", [](auto& t) {
            t.varchar("id", 36).primary_key();
            t.varchar("goal_id", 36).references("goals", "id", on_delete::cascade).index("idx_tasks_goal_id");
            t.varchar("user_id", 36).references("users", "id", on_delete::cascade).index("idx_tasks_user_id");
            t.varchar("title", 500);
            t.text("description").nullable();
            t.enumeration("task_type", "tasktype").default_value("'code'");
            t.enumeration("status", "taskstatus").default_value("'todo'");
            t.integer("priority").default_value("100");
            t.double_precision("estimated_hours").nullable();
            t.double_precision("actual_hours").nullable();
            t.json("validation_result").nullable();
            t.text("ai_feedback").nullable();
            t.json("metadata").nullable();
            t.timestamp("created_at").default_value(now());
            t.timestamp("updated_at").default_value(now());
            t.timestamp("started_at").nullable();
            t.timestamp("completed_at").nullable();
            t.index({"status", "created_at"}).named("idx_tasks_status");
            t.index({"task_type", "created_at"}).named("idx_tasks_type");
        });
    });
}

revision create_code_snapshots() {
    return revision("005", "Create code snapshots").after("004").change([](operations& op) {
        op.create_table("code_snapshots", [](auto& t) {
            t.varchar("id", 36).primary_key();
            t.varchar("task_id", 36).nullable().references("tasks", "id", on_delete::cascade);
            t.varchar("user_id", 36).references("users", "id", on_delete::cascade).index("idx_code_snapshots_user_id");
            t.varchar("file_path", 1000);
            t.varchar("language", 50);
            t.text("code_content");
            t.boolean("validation_passed").nullable();
            t.double_precision("validation_score").nullable();
            t.text("validation_feedback").nullable();
            t.json("issues_found").nullable();
            t.json("metadata").nullable();
            t.varchar("storage_path", 500).nullable();
            t.timestamp("created_at").default_value(now());
            t.index({"task_id", "created_at"}).named("idx_code_snapshots_task_id");
            t.index({"language", "created_at"}).named("idx_code_snapshots_language");
            t.index({"validation_passed", "created_at"}).named("idx_code_snapshots_validated");
            t.index({"user_id", "language", "created_at"}).named("idx_code_snapshots_user_lang");
        });
    });
}

revision create_events() {
    return revision("006", "Create events").after("005").change([](operations& op) {
        op.create_enum("eventtype", {"user.created",
                                     "user.updated",
                                     "user.login",
                                     "user.logout",
                                     "course.created",
                                     "course.updated",
                                     "course.completed",
                                     "course.archived",
                                     "goal.created",
                                     "goal.updated",
                                     "goal.started",
                                     "goal.completed",
                                     "goal.blocked",
                                     "task.created",
                                     "task.updated",
                                     "task.started",
                                     "task.completed",
                                     "task.validated",
                                     "task.failed",
                                     "code.submitted",
                                     "code.reviewed",
                                     "code.validated",
                                     "ai.feedback.generated",
                                     "ai.goal.suggested",
                                     "ai.validation.completed",
                                     "system.error",
                                     "system.warning"});
        op.create_table("events", [](auto& t) {
            t.varchar("id", 36).primary_key();
            t.enumeration("event_type", "eventtype");
            t.varchar("user_id", 36).nullable().references("users", "id", on_delete::set_null);
            t.varchar("entity_type", 50).nullable();
            t.varchar("entity_id", 36).nullable();
            t.json("payload");
            t.json("metadata").nullable();
            t.timestamp("created_at").default_value(now()).index("idx_events_created_at");
            t.timestamp("processed_at").nullable();
            t.varchar("parquet_path", 500).nullable();
            t.index({"user_id", "created_at"}).named("idx_events_user_created");
            t.index({"entity_type", "entity_id", "created_at"}).named("idx_events_entity");
            t.index({"event_type", "created_at"}).named("idx_events_type_created");
        });
    });
}

revision create_embeddings() {
    return revision("007", "Create embeddings").after("006").change([](operations& op) {
        op.create_extension("vector");
        op.create_table("embeddings", [](auto& t) {
            t.varchar("id", 36).primary_key();
            t.varchar("user_id", 36).references("users", "id", on_delete::cascade).index("idx_embeddings_user_id");
            t.varchar("entity_type", 50);
            t.varchar("entity_id", 36);
            t.text("content");
            t.column("embedding", {.kind = rowan::type_kind::other, .name = "vector(1536)"});
            t.varchar("model", 100).default_value("'text-embedding-3-small'");
            t.json("metadata").nullable();
            t.timestamp("created_at").default_value(now()).index("idx_embeddings_created_at");
            t.index({"entity_type", "entity_id"}).named("idx_embeddings_entity");
            t.index(index_key("embedding").operator_class("vector_cosine_ops"))
                .method("hnsw")
                .option("m", "16")
                .option("ef_construction", "64")
                .where_supported()
                .named("idx_embeddings_vector_hnsw");
        });
    });
}

}  // namespace

std::vector<revision> migrations() {
    return {create_users(),          create_courses(), create_goals(),     create_tasks(),
            create_code_snapshots(), create_events(),  create_embeddings()};
}

}  // namespace goals_tracker
