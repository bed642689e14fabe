#pragma once

#include <rowan/meta/enumerators.hpp>

namespace ai_orchestrator {

enum class interview_status { active, completed, cancelled };
BOOST_DESCRIBE_ENUM(interview_status, active, completed, cancelled)

enum class task_status { backlog, todo, in_progress, review, done };
BOOST_DESCRIBE_ENUM(task_status, backlog, todo, in_progress, review, done)

enum class chat_session_status { active, completed, failed };
BOOST_DESCRIBE_ENUM(chat_session_status, active, completed, failed)

/// Types of Conventional Commits.
enum class commit_type { feat, fix, docs, style, refactor, test, chore, perf };
BOOST_DESCRIBE_ENUM(commit_type, feat, fix, docs, style, refactor, test, chore, perf)

/// What an AI model is configured for.
enum class ai_model_usage_type { interview, prompt_generation, commit_generation, task_execution, general };
BOOST_DESCRIBE_ENUM(ai_model_usage_type, interview, prompt_generation, commit_generation, task_execution, general)

}  // namespace ai_orchestrator
