#pragma once

#include <rowan/migrate/revision.hpp>
#include <rowan/session/driver_trace.hpp>
#include <rowan/session/session.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

struct trace_options {
    std::int64_t lock_timeout_milliseconds = 1000;  ///< of each statement, unless the session has one
    /// Of all together: what was locked is let go then.
    std::int64_t at_most_milliseconds = 60'000;
};

/// What became of one statement.
struct traced_statement {
    std::size_t operation = 0;  ///< number in the revision, from 1
    std::string file{};         ///< empty where it was written in C++
    std::size_t line = 0;
    std::string text{};
    std::string not_run{};  ///< why it was left out; empty where it was run
    std::string error{};    ///< what it failed with; empty where it did not
    std::string sqlstate{};
    std::int64_t microseconds = 0;
    std::vector<held_lock> locks{};        ///< new ones on tables that were there before; all are held to the end
    std::vector<std::string> rewritten{};  ///< tables and indexes that were there before and were written anew
    std::vector<std::string> scanned{};    ///< tables of which all rows were read
    std::vector<std::string> made{};       ///< tables and indexes
};

struct traced_revision {
    std::string id;
    std::string message;
    std::vector<traced_statement> statements;
};

struct trace_report {
    std::string locking;  ///< how this backend locks, for people
    std::vector<traced_revision> revisions;
    bool failed = false;  ///< at the last statement; nothing was run behind it
};

/// Runs the ways up of `which`, one after the other, on the database as it is, in one transaction that is rolled back,
/// and tells what each statement really did. Statements that run in no transaction, and steps in C++, whose work a
/// rollback might not take back, are named and not run; a label of an enum type cannot be used behind the statement
/// that adds it.
///
/// Until the end, or until the time is over, the locks are held: on a database that others work with, they wait.
/// Numbers that sequences have given out are not given out again.
///
/// Throws migration_error where the backend cannot tell; database_error where the connection is lost.
ROWAN_EXPORT trace_report trace(session& on, std::span<const revision* const> which, const trace_options& how = {});

ROWAN_EXPORT std::string to_json(const trace_report& report);

}  // namespace rowan::migrate
