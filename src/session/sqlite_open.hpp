#pragma once

#include <rowan/session/session.hpp>

#include <optional>
#include <string>

namespace rowan::detail {

struct sqlite_url {
    enum class access { create, existing, read_only };

    std::string description;  ///< as it was given
    std::string file;         ///< empty is a database in memory
    access mode = access::create;
    std::optional<int> busy_timeout_milliseconds;
};

/// The `sqlite3*` of a SOCI session on SQLite.
void* sqlite_handle_of(soci::session& in);

/// A `sqlite3*` with foreign keys on, a busy timeout and, for files that can be written, write-ahead logging.
/// Durability stays SQLite's own default (`synchronous = FULL`). Throws connection_error.
void* open_sqlite_handle(const sqlite_url& url, const session_options& options);
void close_sqlite_handle(void* handle) noexcept;

/// Switches foreign keys on for a connection of somebody else. Throws usage_error where an open transaction forbids it.
void require_foreign_keys(void* handle);

/// Adds what queries need and SQLite lacks: the functions of sqlite_functions.hpp, and `collate "rowan_decimal"`, which
/// compares texts as the exact numbers that they are. `handle` is a `sqlite3*`.
void add_functions(void* handle);

}  // namespace rowan::detail
