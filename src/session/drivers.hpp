#pragma once

#include <rowan/session/driver.hpp>

#include <memory>
#include <optional>
#include <string>

namespace rowan::detail {

/// A driver on an open native handle, which stays its owner's (SOCI's). `description` names the database in errors,
/// without a password. `handle` is a `sqlite3*`.
std::unique_ptr<driver> make_sqlite_driver(void* handle, std::string description);
/// `handle` is a `PGconn*`. `lent` as in soci_connection.
std::unique_ptr<driver> make_postgresql_driver(void* handle, std::string description, std::optional<bool> lent);
/// For a `PGconn*` that rowan opened itself, before its driver is made: UTF-8,
/// and no notices on standard error. A host's stays as it is. Returns whether a pooler lends the connection, which is
/// asked of the server unless `known`.
std::optional<bool> set_up_own_postgresql(void* handle, std::optional<bool> known);

}  // namespace rowan::detail
