#pragma once

#include <rowan/session/driver.hpp>

#include <memory>
#include <optional>
#include <string>

namespace rowan::detail {

/// A driver on the open `PGconn*` of `keep`. `description` names the database in errors, without a password. `lent`: a
/// pooler lends the server's connection to others, too; empty: not found out yet.
std::unique_ptr<driver> make_postgresql_driver(std::shared_ptr<soci::session> keep, void* handle,
                                               std::string description, std::optional<bool> lent);
/// For a `PGconn*` that rowan opened itself, before its driver is made: UTF-8,
/// and no notices on standard error. A host's stays as it is. Returns whether a pooler lends the connection, which is
/// asked of the server unless `known`.
std::optional<bool> set_up_own_postgresql(void* handle, std::optional<bool> known);

}  // namespace rowan::detail
