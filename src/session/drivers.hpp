#pragma once

#include <rowan/session/driver.hpp>

#include <memory>
#include <string>

namespace rowan::detail {

/// A driver on an open native handle, which stays its owner's (SOCI's). `description` names the database in errors,
/// without a password. `handle` is a `sqlite3*`.
std::unique_ptr<driver> make_sqlite_driver(void* handle, std::string description);
/// `handle` is a `PGconn*`.
std::unique_ptr<driver> make_postgresql_driver(void* handle, std::string description);
/// For a `PGconn*` that rowan opened itself, before its driver is made: UTF-8,
/// and no notices on standard error. A host's stays as it is.
void set_up_own_postgresql(void* handle);

}  // namespace rowan::detail
