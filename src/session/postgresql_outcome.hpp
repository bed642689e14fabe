#pragma once

#include <rowan/session/duration.hpp>

#include <string>

struct pg_conn;

namespace rowan::detail::postgresql {

enum class commit_outcome { committed, aborted, unknown };

/// By which a transaction is found again. Numbers are given anew by a replica that is promoted before it has heard of them;
/// it then has another timeline.
struct transaction_number {
    /// Of the transaction that it is part of.
    static constexpr const char* query =
        "select pg_catalog.pg_current_xact_id(), "
        "pg_catalog.substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 1, 8)";

    std::string number;
    std::string timeline;
};

/// What became of the transaction whose connection `lost` was: asks the same server, or of several hosts the primary, on
/// a new connection, for as long as `patience` has it come back or the transaction end. Source: PostgreSQL manual,
/// Transaction ID and Snapshot Information Functions, pg_xact_status.
commit_outcome ask_outcome(pg_conn* lost, const transaction_number& of, duration patience);

}  // namespace rowan::detail::postgresql
