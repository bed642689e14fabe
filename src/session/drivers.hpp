#pragma once

#include <rowan/session/backend.hpp>
#include <rowan/session/database_copies.hpp>
#include <rowan/session/driver.hpp>

#include <memory>
#include <string>

namespace rowan::detail {

const backend& postgresql_entry();
const backend& sqlite_entry();

/// A driver on the open `sqlite3*` of `keep`. `description` names the database in errors, without a password.
std::unique_ptr<driver> make_sqlite_driver(std::shared_ptr<soci::session> keep, void* handle, std::string description);

std::unique_ptr<testing::database_copies> make_sqlite_copies(const session_options& options, void* with,
                                                             testing::database_copies::work prepare);
std::unique_ptr<testing::database_copies> make_server_copies(std::string url, const session_options& options,
                                                             void* with, testing::database_copies::work prepare);

}  // namespace rowan::detail
