#pragma once

#include <rowan/models/ai_orchestrator/entities.hpp>

/// The entities with what belongs to them, and without what shall not be seen. Each relation is one statement, whatever
/// the number of rows.
namespace ai_orchestrator {

struct project_with_relations : project {
    std::vector<interview> interviews;
    std::vector<prompt> prompts;
    std::vector<task> tasks;
    std::vector<commit> commits;
};
BOOST_DESCRIBE_STRUCT(project_with_relations, (project), (interviews, prompts, tasks, commits))

struct interview_with_relations : interview {
    std::vector<prompt> prompts;
};
BOOST_DESCRIBE_STRUCT(interview_with_relations, (interview), (prompts))

struct prompt_with_relations : prompt {
    std::vector<task> tasks;
    std::vector<prompt> children;
    std::optional<prompt> parent;
};
BOOST_DESCRIBE_STRUCT(prompt_with_relations, (prompt), (tasks, children, parent))

struct task_with_relations : task {
    std::vector<chat_session> chat_sessions;
    std::vector<commit> commits;
    std::optional<ai_orchestrator::prompt> prompt;
};
BOOST_DESCRIBE_STRUCT(task_with_relations, (task), (chat_sessions, commits, prompt))

/// A prompt with all versions and variants that came from it, to any depth.
struct prompt_tree : prompt {
    std::vector<prompt_tree> children;
};
BOOST_DESCRIBE_STRUCT(prompt_tree, (prompt), (children))

/// A prompt with its tasks, these with their work.
struct prompt_details : prompt {
    std::vector<task_with_relations> tasks;
};
BOOST_DESCRIBE_STRUCT(prompt_details, (prompt), (tasks))

/// An interview with everything that came from it.
struct interview_details : interview {
    std::vector<prompt_details> prompts;
};
BOOST_DESCRIBE_STRUCT(interview_details, (interview), (prompts))

/// A project with everything in it.
struct project_details : project {
    std::vector<interview_details> interviews;
    std::vector<prompt_tree> prompts;
    std::vector<task_with_relations> tasks;
};
BOOST_DESCRIBE_STRUCT(project_details, (project), (interviews, prompts, tasks))

/// An AI model as it may be shown: without its API key, which is not even read.
struct ai_model_summary {
    using entity = ai_model;
    rowan::id<ai_model> id;
    std::string name;
    std::string provider;
    ai_model_usage_type usage_type = ai_model_usage_type::general;
    bool is_active = true;
};
BOOST_DESCRIBE_STRUCT(ai_model_summary, (), (id, name, provider, usage_type, is_active))

}  // namespace ai_orchestrator
