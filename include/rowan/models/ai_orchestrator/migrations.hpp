#pragma once

#include <rowan/migrate/revision.hpp>

#include <vector>

namespace ai_orchestrator {

/// The history of the schema, from an empty database on.
std::vector<rowan::migrate::revision> migrations();

}  // namespace ai_orchestrator
