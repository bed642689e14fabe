#pragma once

#include <rowan/migrate/revision.hpp>

#include <vector>

namespace goals_tracker {

/// The history of the schema, from an empty database on: a table each. On PostgreSQL the last one needs pgvector.
std::vector<rowan::migrate::revision> migrations();

}  // namespace goals_tracker
