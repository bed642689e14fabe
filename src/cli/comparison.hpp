#pragma once

#include "cli/database_work.hpp"

namespace rowan::cli {

/// Prints or writes what the database is now.
void write_snapshot(database_work& on, const program& of);

/// Shows what differs in two databases or snapshots, and gives the exit code.
int diff(const request& what, const program& of, const console& with);

}  // namespace rowan::cli
