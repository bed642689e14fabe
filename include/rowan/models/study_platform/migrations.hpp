#pragma once

#include <rowan/migrate/revision.hpp>

#include <vector>

namespace study_platform {

/// The thirteen SQL files in src/models/study_platform/migrations, 0001 to 0013, as they were when this was built. On
/// PostgreSQL a file runs as it is; SQLite has the one beside it that ends in `.sqlite.sql`. All have a way back.
std::vector<rowan::migrate::revision> migrations();

}  // namespace study_platform
