#pragma once

#include <rowan/session/duration.hpp>

#include <string>

struct pg_conn;

namespace rowan::detail::postgresql {

enum class commit_outcome { committed, aborted, unknown };

/// What became of transaction `number` whose connection `lost` was: asks the same server on a new connection, for as
/// long as `patience` has it come back or the transaction end. Source: PostgreSQL manual, Transaction ID and Snapshot
/// Information Functions, pg_xact_status.
commit_outcome ask_outcome(pg_conn* lost, const std::string& number, duration patience);

}  // namespace rowan::detail::postgresql
