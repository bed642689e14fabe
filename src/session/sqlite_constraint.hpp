#pragma once

#include "sqlite_connection.hpp"

#include <rowan/session/error.hpp>

namespace rowan::detail {

/// Throws constraint_error with table, columns and the constraint's name, as far as they can be found.
[[noreturn]] void throw_constraint(sqlite_connection& in, int code, sqlite3_stmt* failed, database_error::details what);

}  // namespace rowan::detail
