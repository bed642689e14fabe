#pragma once

#include <rowan/models/ai_orchestrator/prompt.hpp>
#include <rowan/session/session.hpp>

#include <string>
#include <vector>

namespace ai_orchestrator {

/// Every version of a prompt, from the first one; `of` may be any of them. Empty where there is none.
std::vector<prompt> versions(rowan::session& db, const rowan::id<prompt>& of);

/// Adds a version behind the newest one, from which it has all but the content; `of` may be any of them. Two that are
/// added at the same time become two versions. Throws not_found where there is no such prompt.
prompt add_version(rowan::session& db, const rowan::id<prompt>& of, std::string content);

}  // namespace ai_orchestrator
