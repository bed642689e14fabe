#pragma once

#include "cli/database_work.hpp"

#include <rowan/migrate/folder.hpp>

#include <vector>

// Commands that change a database.
namespace rowan::cli {

using scripts = std::vector<migrate::named_script>;

/// The repeatable scripts run when the head is reached.
void upgrade(database_work& on, const scripts& repeatables);
void downgrade(database_work& on);
/// Down to base and up again. Throws, before anything is undone, where the database is marked as production, a revision
/// has no way back, or nobody says yes.
void reset(database_work& on, const scripts& repeatables);
void stamp(database_work& on);
void seed(database_work& on, const scripts& all);
void mark(database_work& on);

}  // namespace rowan::cli
