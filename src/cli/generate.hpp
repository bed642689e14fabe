#pragma once

#include "cli/database_work.hpp"

namespace rowan::cli {

/// Writes files from the live database. Throws migration_error where one of them is there and says something else, and
/// has written none then.
void generate(database_work& on);

}  // namespace rowan::cli
