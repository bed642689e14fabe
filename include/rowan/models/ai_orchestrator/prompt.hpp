#pragma once

#include <rowan/models/ai_orchestrator/interview.hpp>

namespace ai_orchestrator {

/// An instruction to an AI. A new version is a child of the one before it.
struct prompt {
    rowan::id<prompt> id;
    rowan::id<project> project_id;
    std::optional<rowan::id<interview>> created_from_interview_id;
    std::optional<rowan::id<prompt>> parent_id;
    std::string content;
    std::string type;
    bool is_reusable = false;
    std::optional<rowan::json<>> components;
    int version = 1;
    rowan::timestamp created_at;
    rowan::timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(prompt, (),
                      (id, project_id, created_from_interview_id, parent_id, content, type, is_reusable, components,
                       version, created_at, updated_at))

}  // namespace ai_orchestrator

template <>
inline constexpr auto rowan::table_of<ai_orchestrator::prompt> = [] {
    using namespace ai_orchestrator;
    return rowan::table<prompt>("prompts")
        .primary_key<&prompt::id>()
        .foreign_key<&prompt::project_id, &project::id>(rowan::on_delete::cascade)
        .foreign_key<&prompt::created_from_interview_id, &interview::id>(rowan::on_delete::set_null)
        .foreign_key<&prompt::parent_id, &prompt::id>(rowan::on_delete::set_null)
        .max_length<&prompt::type>(50)
        .index<&prompt::project_id>()
        .index<&prompt::created_from_interview_id>()
        .index<&prompt::parent_id>()
        .index<&prompt::type>()
        .created_at<&prompt::created_at>()
        .updated_at<&prompt::updated_at>();
}();
