#pragma once

#include "cli/database_work.hpp"

// Commands that say something of a database and run nothing.
namespace rowan::cli {

void baseline(database_work& on);
void adopt(database_work& on);
void repair(database_work& on);

}  // namespace rowan::cli
