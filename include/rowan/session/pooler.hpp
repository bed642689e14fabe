#pragma once

namespace rowan {

/// What stands between a session and PostgreSQL's server.
enum class pooler {
    look,  ///< found out when the session opens, for it costs one question: a pooler has other process numbers
    none,  ///< nothing, or one that keeps a connection to the server as long as the session lasts
    /// One that lends a connection to the server to whoever has a transaction, PgBouncer's pool_mode=transaction: nothing is
    /// kept there from one transaction to the next, neither prepared statements nor settings nor locks.
    transaction,
};

}  // namespace rowan
