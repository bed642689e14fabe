#pragma once

#include <rowan/models/ai_orchestrator/ai_model.hpp>
#include <rowan/session/session.hpp>

#include <optional>

namespace ai_orchestrator {

/// The AI model to use: the active one that is configured for this, of several the one that was changed last. Empty
/// where there is none.
std::optional<ai_model> active_model(rowan::session& db, ai_model_usage_type usage);

}  // namespace ai_orchestrator
