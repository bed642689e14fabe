#pragma once

/// The eight entities of the AI Orchestrator: an AI interviews a user about a project, the interview becomes prompts,
/// prompts become tasks on a board, tasks are worked on in chat sessions and end as commits.

#include <rowan/models/ai_orchestrator/ai_model.hpp>
#include <rowan/models/ai_orchestrator/chat_session.hpp>
#include <rowan/models/ai_orchestrator/commit.hpp>
#include <rowan/models/ai_orchestrator/system_setting.hpp>
