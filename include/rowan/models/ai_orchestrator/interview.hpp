#pragma once

#include <rowan/models/ai_orchestrator/conversation_message.hpp>
#include <rowan/models/ai_orchestrator/enums.hpp>
#include <rowan/models/ai_orchestrator/project.hpp>

#include <vector>

namespace ai_orchestrator {

/// A conversation in which an AI asks what the project is to become.
struct interview {
    rowan::id<interview> id;
    rowan::id<project> project_id;
    rowan::json<std::vector<conversation_message>> conversation_data;
    std::string ai_model_used;
    interview_status status = interview_status::active;
    rowan::timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(interview, (), (id, project_id, conversation_data, ai_model_used, status, created_at))

}  // namespace ai_orchestrator

template <>
inline constexpr auto rowan::table_of<ai_orchestrator::interview> = [] {
    using namespace ai_orchestrator;
    return rowan::table<interview>("interviews")
        .primary_key<&interview::id>()
        .foreign_key<&interview::project_id, &project::id>(rowan::on_delete::cascade)
        .max_length<&interview::ai_model_used>(100)
        .index<&interview::project_id>()
        .index<&interview::status>()
        .created_at<&interview::created_at>();
}();
