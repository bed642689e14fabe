#pragma once

#include <rowan/session/duration.hpp>
#include <rowan/session/session.hpp>

#include <stop_token>

#include <rowan/export.hpp>

namespace rowan {

/// What the session does in this scope ends when the time is up, or when somebody asks the stop token: the statement
/// under way, and every later one, throws canceled_error. Rollbacks are still done.
///
///     rowan::limit soon(db, 200ms);
///     auto rows = tasks.where(…).all();
///
/// Behind the scope the session can be used further. Limits nest: each can only shorten. Where the server does not even
/// answer a cancel request for two seconds (a dead network), the connection is cut, and it is a connection_error.
/// SQLite is asked between the steps of a statement and while it waits for a lock; its one progress handler is taken.
///
/// Of a bulk insert, only one that begins in the scope is meant. Lifetime: within the session's; one thread with it.
class ROWAN_EXPORT limit {
public:
    limit(session& on, duration within);
    limit(session& on, std::stop_token stop);
    limit(session& on, duration within, std::stop_token stop);
    limit(const limit&) = delete;
    limit& operator=(const limit&) = delete;
    ~limit();

private:
    detail::active_limit* active_;  // owned
};

}  // namespace rowan
