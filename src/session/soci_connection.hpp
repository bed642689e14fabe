#pragma once

#include "url.hpp"

#include <rowan/session/session.hpp>

#include <memory>

namespace rowan::detail {

/// A SOCI session, owned or the host's, and the native handle behind it: `sqlite3*` or `PGconn*`.
struct soci_connection {
    std::shared_ptr<soci::session> session;
    backend on = backend::sqlite;
    void* handle = nullptr;
};

/// Throws connection_error, without the password, where nothing answers.
soci_connection open_connection(const database_url& url, const session_options& options);
/// Throws usage_error where `existing` is not connected or neither SQLite nor PostgreSQL.
soci_connection borrow_connection(soci::session& existing);

}  // namespace rowan::detail
