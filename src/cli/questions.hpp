#pragma once

#include "cli/database_work.hpp"

// Commands that look at a database.
namespace rowan::cli {

/// The exit code.
int current(database_work& on);
void history(database_work& on);
/// Throws not_in_time.
void wait(const request& what, const migrate::graph& all, const console& with);

}  // namespace rowan::cli
