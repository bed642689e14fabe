#pragma once

#include "sqlite_connection.hpp"

#include <string_view>

namespace rowan::detail {

/// Throws usage_error where `statement` drops a table, and rows of other tables would go or change with it: SQLite
/// deletes a table's rows before it drops it, and foreign keys act (sqlite.org/foreignkeys.html, 5).
void refuse_to_empty(sqlite3* db, std::string_view statement);

}  // namespace rowan::detail
