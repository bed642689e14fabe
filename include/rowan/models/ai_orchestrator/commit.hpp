#pragma once

#include <rowan/models/ai_orchestrator/task.hpp>

namespace ai_orchestrator {

/// A commit that an AI wrote while it worked on a task.
struct commit {
    rowan::id<commit> id;
    rowan::id<task> task_id;
    rowan::id<project> project_id;
    commit_type type = commit_type::feat;
    std::string message;
    std::optional<rowan::json<>> changes;
    std::string created_by_ai_model;
    std::string author;
    rowan::timestamp timestamp;
};
BOOST_DESCRIBE_STRUCT(commit, (),
                      (id, task_id, project_id, type, message, changes, created_by_ai_model, author, timestamp))

}  // namespace ai_orchestrator

template <>
inline constexpr auto rowan::table_of<ai_orchestrator::commit> = [] {
    using namespace ai_orchestrator;
    return rowan::table<commit>("commits")
        .primary_key<&commit::id>()
        .foreign_key<&commit::task_id, &task::id>(rowan::on_delete::cascade)
        .foreign_key<&commit::project_id, &project::id>(rowan::on_delete::cascade)
        .max_length<&commit::created_by_ai_model>(100)
        .max_length<&commit::author>(100)
        .index<&commit::task_id>()
        .index<&commit::project_id>()
        .index<&commit::type>()
        .index<&commit::timestamp>()
        .created_at<&commit::timestamp>();
}();
