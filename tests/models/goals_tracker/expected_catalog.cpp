#include "models/goals_tracker/expected_catalog.hpp"

#include <rowan/dialect/dialect.hpp>

#include <algorithm>
#include <cctype>
#include <map>
#include <sstream>

namespace goals_catalog {

namespace {

// A line that is indented goes on from the one before it.
constexpr const char* enumerations_as_meant = R"(
- `coursestatus`: draft, active, completed, archived
- `eventtype`: user.created, user.updated, user.login, user.logout, course.created, course.updated,
  course.completed, course.archived, goal.created, goal.updated, goal.started, goal.completed, goal.blocked,
  task.created, task.updated, task.started, task.completed, task.validated, task.failed, code.submitted,
  code.reviewed, code.validated, ai.feedback.generated, ai.goal.suggested, ai.validation.completed,
  system.error, system.warning
- `goalpriority`: low, medium, high, urgent
- `goalstatus`: pending, in_progress, completed, blocked, cancelled
- `taskstatus`: todo, in_progress, in_review, completed, failed, skipped
- `tasktype`: code, documentation, testing, research, review, deployment, other
)";

constexpr const char* tables_as_meant = R"(
### code_snapshots
columns: id varchar(36) not null; task_id varchar(36); user_id varchar(36) not null;
  file_path varchar(1000) not null; language varchar(50) not null; code_content text not null;
  validation_passed boolean; validation_score float8; validation_feedback text; issues_found json;
  metadata json; storage_path varchar(500); created_at timestamp not null = CURRENT_TIMESTAMP
- foreign key `code_snapshots_task_id_fkey`: (task_id) REFERENCES tasks(id) ON DELETE CASCADE
- foreign key `code_snapshots_user_id_fkey`: (user_id) REFERENCES users(id) ON DELETE CASCADE
- primary key `code_snapshots_pkey`: (id)
- index `idx_code_snapshots_language`: (language, created_at)
- index `idx_code_snapshots_task_id`: (task_id, created_at)
- index `idx_code_snapshots_user_id`: (user_id)
- index `idx_code_snapshots_user_lang`: (user_id, language, created_at)
- index `idx_code_snapshots_validated`: (validation_passed, created_at)
### courses
columns: id varchar(36) not null; user_id varchar(36) not null; title varchar(500) not null;
  description text; status coursestatus not null = 'draft'; progress_percentage float8 not null = '0';
  metadata json; created_at timestamp not null = CURRENT_TIMESTAMP;
  updated_at timestamp not null = CURRENT_TIMESTAMP; completed_at timestamp
- foreign key `courses_user_id_fkey`: (user_id) REFERENCES users(id) ON DELETE CASCADE
- primary key `courses_pkey`: (id)
- index `idx_courses_status`: (status, created_at)
- index `idx_courses_user_id`: (user_id)
### embeddings
columns: id varchar(36) not null; user_id varchar(36) not null; entity_type varchar(50) not null;
  entity_id varchar(36) not null; content text not null; embedding vector(1536) not null;
  model varchar(100) not null = 'text-embedding-3-small'; metadata json;
  created_at timestamp not null = CURRENT_TIMESTAMP
- foreign key `embeddings_user_id_fkey`: (user_id) REFERENCES users(id) ON DELETE CASCADE
- primary key `embeddings_pkey`: (id)
- index `idx_embeddings_created_at`: (created_at)
- index `idx_embeddings_entity`: (entity_type, entity_id)
- index `idx_embeddings_user_id`: (user_id)
- index `idx_embeddings_vector_hnsw`: hnsw (embedding vector_cosine_ops) WITH (m='16', ef_construction='64')
### events
columns: id varchar(36) not null; event_type eventtype not null; user_id varchar(36);
  entity_type varchar(50); entity_id varchar(36); payload json not null; metadata json;
  created_at timestamp not null = CURRENT_TIMESTAMP; processed_at timestamp; parquet_path varchar(500)
- foreign key `events_user_id_fkey`: (user_id) REFERENCES users(id) ON DELETE SET NULL
- primary key `events_pkey`: (id)
- index `idx_events_created_at`: (created_at)
- index `idx_events_entity`: (entity_type, entity_id, created_at)
- index `idx_events_type_created`: (event_type, created_at)
- index `idx_events_user_created`: (user_id, created_at)
### goals
columns: id varchar(36) not null; user_id varchar(36) not null; course_id varchar(36);
  title varchar(500) not null; description text; status goalstatus not null = 'pending';
  priority goalpriority not null = 'medium'; progress_percentage float8 not null = '0';
  ai_generated boolean not null = false; validation_criteria json; metadata json;
  created_at timestamp not null = CURRENT_TIMESTAMP; updated_at timestamp not null = CURRENT_TIMESTAMP;
  started_at timestamp; completed_at timestamp; due_date timestamp
- foreign key `goals_course_id_fkey`: (course_id) REFERENCES courses(id) ON DELETE SET NULL
- foreign key `goals_user_id_fkey`: (user_id) REFERENCES users(id) ON DELETE CASCADE
- primary key `goals_pkey`: (id)
- index `idx_goals_course_id`: (course_id)
- index `idx_goals_priority`: (priority, created_at)
- index `idx_goals_status`: (status, created_at)
- index `idx_goals_user_id`: (user_id)
### tasks
columns: id varchar(36) not null; goal_id varchar(36) not null; user_id varchar(36) not null;
  title varchar(500) not null; description text; task_type tasktype not null = 'code';
  status taskstatus not null = 'todo'; priority integer not null = 100; estimated_hours float8;
  actual_hours float8; validation_result json; ai_feedback text; metadata json;
  created_at timestamp not null = CURRENT_TIMESTAMP; updated_at timestamp not null = CURRENT_TIMESTAMP;
  started_at timestamp; completed_at timestamp
- foreign key `tasks_goal_id_fkey`: (goal_id) REFERENCES goals(id) ON DELETE CASCADE
- foreign key `tasks_user_id_fkey`: (user_id) REFERENCES users(id) ON DELETE CASCADE
- primary key `tasks_pkey`: (id)
- index `idx_tasks_goal_id`: (goal_id)
- index `idx_tasks_status`: (status, created_at)
- index `idx_tasks_type`: (task_type, created_at)
- index `idx_tasks_user_id`: (user_id)
### users
columns: id varchar(36) not null; email varchar(255) not null; username varchar(100) not null;
  hashed_password varchar(255) not null; full_name varchar(255); is_active boolean not null;
  is_superuser boolean not null; metadata json; created_at timestamp not null = CURRENT_TIMESTAMP;
  updated_at timestamp not null = CURRENT_TIMESTAMP; last_login_at timestamp
- primary key `users_pkey`: (id)
- unique `users_email_key`: (email)
- unique `users_username_key`: (username)
- index `idx_users_email`: (email)
- index `idx_users_is_active`: (is_active)
- index `idx_users_username`: (username)
)";

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> result;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("  "))
            result.back() += line.substr(1);
        else if (!line.empty())
            result.push_back(line);
    }
    return result;
}

std::vector<std::string> split(const std::string& text, const std::string& at) {
    std::vector<std::string> result;
    std::size_t from = 0;
    for (auto end = text.find(at); end != std::string::npos; end = text.find(at, from)) {
        result.push_back(text.substr(from, end - from));
        from = end + at.size();
    }
    result.push_back(text.substr(from));
    return result;
}

bool ends(std::string& text, const std::string& with) {
    if (!text.ends_with(with)) return false;
    text.resize(text.size() - with.size());
    return true;
}

// SQLite's types are affinities: what they leave open is said by named checks.
std::string type_for(const std::string& type, bool is_server) {
    static const std::map<std::string, std::pair<std::string, std::string>> others{
        {"json", {"jsonb", "text"}},
        {"timestamp", {"timestamp with time zone", "text"}},
        {"float8", {"double precision", "double precision"}},
        {"vector(1536)", {"vector(1536)", "blob"}},
    };
    const auto found = others.find(type);
    if (found != others.end()) return is_server ? found->second.first : found->second.second;
    if (type.starts_with("varchar")) return is_server ? "character varying" + type.substr(7) : type;
    for (const catalog::enumeration& each : expected_enumerations()) {
        if (each.name == type && !is_server) return "text";
    }
    return type;
}

column parsed(std::string text, bool is_server) {
    column result;
    const auto given = text.find(" = ");
    if (given != std::string::npos) {
        result.otherwise = text.substr(given + 3);
        std::erase(result.otherwise, '\'');
        text.resize(given);
    }
    result.nullable = !ends(text, " not null");
    const auto blank = text.find(' ');
    result.name = text.substr(0, blank);
    result.type = type_for(text.substr(blank + 1), is_server);
    return result;
}

std::string rule(std::string text) {
    std::erase(text, '`');
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto colon = text.find(':');
    text.erase(colon, 1);
    return text.substr(2);
}

}  // namespace

std::vector<table> expected_tables(const rowan::session& on) {
    const bool is_server = on.dialect().can().enum_types;
    std::vector<table> result;
    for (const std::string& line : lines(tables_as_meant)) {
        if (line.starts_with("### "))
            result.push_back({line.substr(4), {}, {}});
        else if (line.starts_with("columns: "))
            for (const std::string& each : split(line.substr(9), "; "))
                result.back().columns.push_back(parsed(each, is_server));
        else if (is_server || line.find(": hnsw ") == std::string::npos)
            result.back().rules.push_back(rule(line));
    }
    for (table& each : result) std::sort(each.rules.begin(), each.rules.end());
    return result;
}

std::vector<catalog::enumeration> expected_enumerations() {
    std::vector<catalog::enumeration> result;
    for (const std::string& line : lines(enumerations_as_meant)) {
        const auto parts = split(line, "`: ");
        result.push_back({parts[0].substr(3), split(parts[1], ", ")});
    }
    std::sort(result.begin(), result.end(), [](const auto& left, const auto& right) { return left.name < right.name; });
    return result;
}

}  // namespace goals_catalog
