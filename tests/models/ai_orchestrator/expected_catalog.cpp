#include "models/ai_orchestrator/catalog.hpp"

#include <rowan/dialect/dialect.hpp>

#include <algorithm>
#include <map>
#include <string_view>

namespace catalog {

namespace {

struct page {
    const char* name;
    const char* columns;  // NULL is allowed where it does not say `not null`
    std::vector<std::string> rules;
};

const std::vector<page> pages{
    {"ai_models",
     "id uuid not null; name varchar(100) not null; provider varchar(50) not null; api_key varchar(255) not null; "
     "usage_type ai_model_usage_type not null; is_active boolean not null; config json; created_at timestamp not null; "
     "updated_at timestamp not null",
     {
         "primary key ai_models_pkey (id)",
         "unique ai_models_name_key (name)",
         "index ix_ai_models_is_active (is_active)",
         "index ix_ai_models_provider (provider)",
         "index ix_ai_models_usage_type (usage_type)",
     }},
    {"chat_sessions",
     "id uuid not null; task_id uuid not null; messages json not null; ai_model_used varchar(100) not null; "
     "status chat_session_status not null; created_at timestamp not null; updated_at timestamp not null",
     {
         "foreign key chat_sessions_task_id_fkey (task_id) references tasks(id) on delete cascade",
         "primary key chat_sessions_pkey (id)",
         "index ix_chat_sessions_status (status)",
         "index ix_chat_sessions_task_id (task_id)",
     }},
    {"commits",
     "id uuid not null; task_id uuid not null; project_id uuid not null; type commit_type not null; message text not "
     "null; "
     "changes json; created_by_ai_model varchar(100) not null; author varchar(100) not null; timestamp timestamp not "
     "null",
     {
         "foreign key commits_project_id_fkey (project_id) references projects(id) on delete cascade",
         "foreign key commits_task_id_fkey (task_id) references tasks(id) on delete cascade",
         "primary key commits_pkey (id)",
         "index ix_commits_project_id (project_id)",
         "index ix_commits_task_id (task_id)",
         "index ix_commits_timestamp (timestamp)",
         "index ix_commits_type (type)",
     }},
    {"interviews",
     "id uuid not null; project_id uuid not null; conversation_data json not null; ai_model_used varchar(100) not "
     "null; "
     "status interview_status not null; created_at timestamp not null",
     {
         "foreign key interviews_project_id_fkey (project_id) references projects(id) on delete cascade",
         "primary key interviews_pkey (id)",
         "index ix_interviews_project_id (project_id)",
         "index ix_interviews_status (status)",
     }},
    {"projects",
     "id uuid not null; name varchar(255) not null; description text; git_repository_info json; created_at timestamp "
     "not null; "
     "updated_at timestamp not null",
     {
         "primary key projects_pkey (id)",
         "index ix_projects_name (name)",
     }},
    {"prompts",
     "id uuid not null; project_id uuid not null; created_from_interview_id uuid; parent_id uuid; content text not "
     "null; "
     "type varchar(50) not null; is_reusable boolean not null; components json; version integer not null; "
     "created_at timestamp not null; updated_at timestamp not null",
     {
         "foreign key prompts_created_from_interview_id_fkey (created_from_interview_id) references interviews(id) on "
         "delete set null",
         "foreign key prompts_parent_id_fkey (parent_id) references prompts(id) on delete set null",
         "foreign key prompts_project_id_fkey (project_id) references projects(id) on delete cascade",
         "primary key prompts_pkey (id)",
         "index ix_prompts_created_from_interview_id (created_from_interview_id)",
         "index ix_prompts_parent_id (parent_id)",
         "index ix_prompts_project_id (project_id)",
         "index ix_prompts_type (type)",
     }},
    {"system_settings",
     "id uuid not null; key varchar(100) not null; value json; description text; updated_at timestamp not null",
     {
         "primary key system_settings_pkey (id)",
         "unique system_settings_key_key (key)",
     }},
    {"tasks",
     "id uuid not null; prompt_id uuid; project_id uuid not null; title varchar(255) not null; description text; "
     "status task_status not null; column varchar(50) not null; order integer not null; created_at timestamp not null; "
     "updated_at timestamp not null",
     {
         "foreign key tasks_project_id_fkey (project_id) references projects(id) on delete cascade",
         "foreign key tasks_prompt_id_fkey (prompt_id) references prompts(id) on delete set null",
         "primary key tasks_pkey (id)",
         "index ix_tasks_project_id (project_id)",
         "index ix_tasks_prompt_id (prompt_id)",
         "index ix_tasks_status (status)",
     }},
};

// SQLite's types are affinities; what they leave open is said by named checks, which are rules.
std::string postgresql_type(const std::string& type) {
    static const std::map<std::string, std::string> others{{"json", "jsonb"},
                                                           {"timestamp", "timestamp with time zone"}};
    const auto found = others.find(type);
    if (found != others.end()) return found->second;
    return type.starts_with("varchar") ? "character varying" + type.substr(7) : type;
}

std::string sqlite_type(const std::string& type) {
    return type == "boolean" || type == "integer" || type.starts_with("varchar") ? type : "text";
}

column parsed(std::string text) {
    column result{.nullable = true};
    if (text.ends_with(" not null")) {
        result.nullable = false;
        text.resize(text.size() - 9);
    }
    const auto blank = text.find(' ');
    result.name = text.substr(0, blank);
    result.type = text.substr(blank + 1);
    return result;
}

std::vector<column> columns_of(std::string_view text, bool enum_types) {
    std::vector<column> result;
    while (!text.empty()) {
        const auto end = std::min(text.find("; "), text.size());
        column& added = result.emplace_back(parsed(std::string(text.substr(0, end))));
        added.type = enum_types ? postgresql_type(added.type) : sqlite_type(added.type);
        text.remove_prefix(std::min(end + 2, text.size()));
    }
    return result;
}

}  // namespace

std::vector<table> expected_tables(const rowan::session& on) {
    std::vector<table> result;
    for (const page& one : pages) {
        table& added =
            result.emplace_back(table{one.name, columns_of(one.columns, on.dialect().can().enum_types), one.rules});
        std::sort(added.rules.begin(), added.rules.end());
    }
    return result;
}

std::vector<enumeration> expected_enumerations() {
    return {
        {"ai_model_usage_type", {"interview", "prompt_generation", "commit_generation", "task_execution", "general"}},
        {"chat_session_status", {"active", "completed", "failed"}},
        {"commit_type", {"feat", "fix", "docs", "style", "refactor", "test", "chore", "perf"}},
        {"interview_status", {"active", "completed", "cancelled"}},
        {"task_status", {"backlog", "todo", "in_progress", "review", "done"}},
    };
}

}  // namespace catalog
