#pragma once

#include "url.hpp"

#include <rowan/session/session.hpp>

namespace rowan::detail {

/// A `sqlite3*` with foreign keys on, a busy timeout and, for files that can be written, write-ahead logging.
/// Durability stays SQLite's own default (`synchronous = FULL`). Throws connection_error.
void* open_sqlite_handle(const database_url& url, const session_options& options);
void close_sqlite_handle(void* handle) noexcept;

/// Switches foreign keys on for a connection of somebody else. Throws usage_error where an open transaction forbids it.
void require_foreign_keys(void* handle);

/// Adds what queries need and SQLite lacks: the functions of sqlite_functions.hpp, and `collate "rowan_decimal"`, which
/// compares texts as the exact numbers that they are. `handle` is a `sqlite3*`.
void add_functions(void* handle);

}  // namespace rowan::detail
