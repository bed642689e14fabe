#pragma once

#include <rowan/models/ai_orchestrator/task.hpp>

namespace ai_orchestrator {

/// A conversation in which an AI works on a task.
struct chat_session {
    rowan::id<chat_session> id;
    rowan::id<task> task_id;
    rowan::json<std::vector<conversation_message>> messages;
    std::string ai_model_used;
    chat_session_status status = chat_session_status::active;
    rowan::timestamp created_at;
    rowan::timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(chat_session, (), (id, task_id, messages, ai_model_used, status, created_at, updated_at))

}  // namespace ai_orchestrator

template <>
inline constexpr auto rowan::table_of<ai_orchestrator::chat_session> = [] {
    using namespace ai_orchestrator;
    return rowan::table<chat_session>("chat_sessions")
        .primary_key<&chat_session::id>()
        .foreign_key<&chat_session::task_id, &task::id>(rowan::on_delete::cascade)
        .max_length<&chat_session::ai_model_used>(100)
        .index<&chat_session::task_id>()
        .index<&chat_session::status>()
        .created_at<&chat_session::created_at>()
        .updated_at<&chat_session::updated_at>();
}();
