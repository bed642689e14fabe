#pragma once

#include <rowan/session/duration.hpp>

#include <optional>

namespace rowan {

/// How much a transaction sees of others that run beside it, from the least to the most sheltered. SQLite's
/// transactions are serializable, whatever is asked for. Source: PostgreSQL manual, Transaction Isolation;
/// sqlite.org/isolation.html.
enum class isolation { usual, read_committed, repeatable_read, serializable };

/// When a transaction that may write takes SQLite's one write lock; PostgreSQL locks rows, as they are written.
enum class write_lock {
    immediate,  ///< when it begins: writers wait for each other there instead of failing half way
    deferred,   ///< at the first write, which fails (retryable) where another one has written since the first read
    exclusive,  ///< when it begins, and keeps readers out too where the file has no write-ahead log
};

/// How `session::transact` runs a transaction again that lost against another one.
struct retry_options {
    /// Runs in all, the first one too; 1 never tries again.
    int attempts = 10;
    /// No run begins later than this after the first one.
    duration within = duration::of_milliseconds(30'000);
    /// Before the second run; it doubles with each, up to the longest, and a random part of up to a half is left out.
    duration first_pause = duration::of_milliseconds(5);
    duration longest_pause = duration::of_milliseconds(1'000);
};

/// What a transaction is like. A transaction within another one is a savepoint of it and has that one's ways; asking
/// there for a higher `level` than that one's throws usage_error.
struct transaction_options {
    isolation level = isolation::usual;
    /// Writing statements are refused (SQLSTATE 25006).
    bool read_only = false;
    /// With `serializable` and `read_only`: PostgreSQL waits for a moment from which on it can neither fail nor be in
    /// the way of others.
    bool deferrable = false;
    write_lock lock = write_lock::immediate;
    /// Where PostgreSQL's connection is lost during the commit: for how long a new one is tried, in order to ask what
    /// became of the transaction, no longer than its limits last. For this it takes its number, and with it its view of
    /// the data, when it begins instead of with its first statement. 0 does not ask. If empty, `session::transact` does
    /// for ten seconds, a plain transaction does not.
    std::optional<duration> confirm_within{};
    /// For how long it may go on, from its begin until its scope is left, or with `session::transact` all runs and
    /// pauses: as a rowan::limit around it. 0 is as long as it takes.
    duration within{};
    /// Of `session::transact` only.
    retry_options retry{};
};

}  // namespace rowan
