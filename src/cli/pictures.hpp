#pragma once

#include "cli/database_work.hpp"

// Commands that show the schema of a live database to people.
namespace rowan::cli {

void diagram(database_work& on);
void dictionary(database_work& on);

}  // namespace rowan::cli
