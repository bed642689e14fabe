#pragma once

#include "cli/database_work.hpp"

namespace rowan::cli {

/// Runs what is pending, or one revision, takes it back, and shows what it did.
int trace(database_work& on);

}  // namespace rowan::cli
