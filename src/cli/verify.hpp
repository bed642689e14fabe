#pragma once

#include "cli/database_work.hpp"

#include <rowan/migrate/folder.hpp>

#include <vector>

namespace rowan::cli {

/// Compares the database with the migrations and the structs, or with a snapshot or another database. The exit code:
/// `drift` where there is a difference.
int verify(database_work& on, const program& of, const std::vector<migrate::named_script>& repeatables);

}  // namespace rowan::cli
