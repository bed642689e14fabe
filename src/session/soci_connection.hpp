#pragma once

#include "url.hpp"

#include <rowan/session/session.hpp>

#include <memory>
#include <optional>

namespace rowan::detail {

/// A SOCI session, owned or the host's, and the native handle behind it: `sqlite3*` or `PGconn*`.
struct soci_connection {
    std::shared_ptr<soci::session> session;
    backend on = backend::sqlite;
    void* handle = nullptr;
    /// Of one that a pool has lent: set where its connection is gone, so that the pool gets a new one.
    std::shared_ptr<bool> lost{};
    std::optional<bool> lent{};  ///< a pooler lends the server's connection to others, too; empty: not found out yet
};

/// Throws connection_error, without the password, where nothing answers.
soci_connection open_connection(const database_url& url, const session_options& options);
/// Throws usage_error where `existing` is not connected or neither SQLite nor PostgreSQL.
soci_connection borrow_connection(soci::session& existing);
/// Throws pool_timeout where none is free within `wait`; 0 is as long as it takes.
soci_connection lend_connection(soci::connection_pool& lender, duration wait);

}  // namespace rowan::detail
