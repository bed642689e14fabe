#pragma once

#include "sqlite_catalog.hpp"

#include <optional>

namespace rowan::detail {

/// Which foreign key `sql` has broken, of which SQLite says only that it was one. Empty where that cannot be told.
/// `failed` is the statement with its parameters, null where it had none.
/// Database and transaction are left as they were.
std::optional<sqlite_foreign_key> broken_foreign_key(sqlite3* db, sqlite3_stmt* failed, const std::string& sql);

}  // namespace rowan::detail
