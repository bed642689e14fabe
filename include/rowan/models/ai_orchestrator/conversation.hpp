#pragma once

#include <rowan/models/ai_orchestrator/chat_session.hpp>
#include <rowan/models/ai_orchestrator/interview.hpp>
#include <rowan/session/session.hpp>

namespace ai_orchestrator {

/// Adds a message at the end of a conversation, by one statement that reads no other: what two add at the same time is
/// both there. A message without a time is of now. Throws not_found where there is no such conversation.
void append(rowan::session& db, const rowan::id<interview>& to, conversation_message said);
void append(rowan::session& db, const rowan::id<chat_session>& to, conversation_message said);

}  // namespace ai_orchestrator
