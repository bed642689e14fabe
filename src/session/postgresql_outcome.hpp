#pragma once

#include <rowan/session/duration.hpp>

#include <string>
#include <vector>

struct pg_conn;

namespace rowan::detail::postgresql {

enum class commit_outcome { committed, aborted, unknown };

/// By which a transaction is found again. A server that crashes before it has written anything of a transaction gives
/// the number to another one, and so does a replica that is promoted before it has heard of it: a number means
/// something within one life of a server only.
struct transaction_number {
    std::string number;  ///< empty: none
    std::string life;    ///< of the server, see `life_of`
};

/// The timeline, when the server was started, and the processes that a crash replaces. Empty where it does not say.
std::string life_of(pg_conn* on);

/// What became of the transaction whose connection `lost` was: asks the same server, or of several hosts the primary,
/// and `others` (`host:port`), on new connections, for as long as `patience` has one come back or the transaction end.
/// Another server is believed only where it was promoted since. Source: PostgreSQL manual, Transaction ID and Snapshot
/// Information Functions, pg_xact_status.
commit_outcome ask_outcome(pg_conn* lost, const transaction_number& of, duration patience,
                           const std::vector<std::string>& others);

}  // namespace rowan::detail::postgresql
