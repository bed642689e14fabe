#pragma once

#include <rowan/models/ai_orchestrator/prompt.hpp>

namespace ai_orchestrator {

/// A card on a project's Kanban board.
struct task {
    rowan::id<task> id;
    std::optional<rowan::id<prompt>> prompt_id;
    rowan::id<project> project_id;
    std::string title;
    std::optional<std::string> description;
    task_status status = task_status::backlog;
    std::string column = "backlog";
    int order = 0;  ///< within its column, from the top
    rowan::timestamp created_at;
    rowan::timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(task, (),
                      (id, prompt_id, project_id, title, description, status, column, order, created_at, updated_at))

}  // namespace ai_orchestrator

template <>
inline constexpr auto rowan::table_of<ai_orchestrator::task> = [] {
    using namespace ai_orchestrator;
    return rowan::table<task>("tasks")
        .primary_key<&task::id>()
        .foreign_key<&task::prompt_id, &prompt::id>(rowan::on_delete::set_null)
        .foreign_key<&task::project_id, &project::id>(rowan::on_delete::cascade)
        .max_length<&task::title>(255)
        .max_length<&task::column>(50)
        .index<&task::prompt_id>()
        .index<&task::project_id>()
        .index<&task::status>()
        .created_at<&task::created_at>()
        .updated_at<&task::updated_at>();
}();
