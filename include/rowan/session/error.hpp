#pragma once

#include <rowan/types/error.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

namespace detail {
/// Called in a handler: throws the exception at hand again, with the row of a bulk call that it is about.
[[noreturn]] ROWAN_EXPORT void throw_at_row(std::size_t row);
class error_again;
}  // namespace detail

/// Why a statement was ended before it was done.
enum class cancel_cause {
    deadline,   ///< of a rowan::limit, or of transaction_options::within
    stopped,    ///< somebody asked the limit's stop token
    elsewhere,  ///< the database's own statement_timeout, an administrator
};

/// What a database reports. One class for what a caller handles alike, chosen by the SQLSTATE alone, so that both backends
/// throw the same; the details are data.
class ROWAN_EXPORT database_error : public error {
public:
    struct details {
        std::string message;    ///< the backend's own words, without bound values
        std::string sqlstate;   ///< five characters; the nearest one on SQLite
        int native_code = 0;    ///< SQLite: extended result code
        std::string statement;  ///< SQL text, without bound values
        std::string schema;
        std::string table;
        std::vector<std::string> columns;
        std::string constraint;
        std::string hint;        ///< what to do, where that is known
        bool retryable = false;  ///< the same transaction, run again, may succeed
        bool schema_changed = false;  ///< the statement was prepared for tables that are others now
        int attempts = 0;        ///< how often `session::transact` ran it
        std::optional<std::size_t> row{};  ///< which of the rows that were given, from 0
        std::size_t line = 0;              ///< of a script, from 1; 0 where it was none
        cancel_cause cause = cancel_cause::elsewhere;  ///< of SQLSTATE 57014
    };

    explicit database_error(details what);

    const std::string& message() const noexcept { return details_.message; }
    const std::string& sqlstate() const noexcept { return details_.sqlstate; }
    int native_code() const noexcept { return details_.native_code; }
    const std::string& statement() const noexcept { return details_.statement; }
    const std::string& schema() const noexcept { return details_.schema; }
    const std::string& table() const noexcept { return details_.table; }
    const std::vector<std::string>& columns() const noexcept { return details_.columns; }
    const std::string& constraint() const noexcept { return details_.constraint; }
    bool retryable() const noexcept { return details_.retryable; }
    /// How often `session::transact` ran the transaction before it gave up; 0 where it was not run again.
    int attempts() const noexcept { return details_.attempts; }
    /// Which of the rows given to a bulk call broke it, from 0; empty where there was one, or where it cannot be told.
    std::optional<std::size_t> row() const noexcept { return details_.row; }
    /// Where in the text that `session::execute_script` was given, from 1; 0 where it cannot be told.
    std::size_t line() const noexcept { return details_.line; }

protected:
    cancel_cause cancelled_by() const noexcept { return details_.cause; }

private:
    friend class detail::error_again;
    details details_;
};

/// No connection could be made, or it was lost. What a lost connection's open transaction
/// had done is rolled back by the server.
class ROWAN_EXPORT connection_error : public database_error {
public:
    using database_error::database_error;
};

/// The connection was lost during the commit, and nobody could be asked whether the transaction is stored: it may be, or
/// not. Look in the database before doing it again.
class ROWAN_EXPORT commit_unknown : public connection_error {
public:
    using connection_error::connection_error;
};

/// The rules that a table has for its rows.
enum class constraint_kind { unique, foreign_key, not_null, check, exclusion };

/// A row breaks a rule of its table (SQLSTATE class 23).
class ROWAN_EXPORT constraint_error : public database_error {
public:
    constraint_error(constraint_kind kind, details what);
    constraint_kind which() const noexcept { return kind_; }

private:
    constraint_kind kind_;
};

/// The transaction as a whole failed: it had been aborted before the commit (25P02), or one of the following.
class ROWAN_EXPORT transaction_error : public database_error {
public:
    using database_error::database_error;
};

/// The transaction lost against another one: serialization (40001), deadlock (40P01). Retryable, as a whole.
class ROWAN_EXPORT conflict_error : public transaction_error {
public:
    using transaction_error::transaction_error;
};

/// A lock was not had in time (55P03): lock_timeout or `nowait` on PostgreSQL, the busy timeout on SQLite. Retryable.
class ROWAN_EXPORT lock_error : public transaction_error {
public:
    using transaction_error::transaction_error;
};

/// The tables are others than when the statement was prepared, and its transaction, or the values at hand, were made for
/// those (0A000). Retryable; outside of a transaction the session mostly mends it by itself.
class ROWAN_EXPORT schema_changed : public transaction_error {
public:
    using transaction_error::transaction_error;
};

/// A statement was ended before it was done (57014). The session can be used further.
class ROWAN_EXPORT canceled_error : public database_error {
public:
    using database_error::database_error;
    cancel_cause cause() const noexcept { return cancelled_by(); }
};

/// A value is not one that its column, or an operator, takes (SQLSTATE class 22): too long, out of range, malformed text,
/// division by zero.
class ROWAN_EXPORT data_error : public database_error {
public:
    using database_error::database_error;
};

/// The statement names what is not there: a table (42P01), column (42703), function (42883), schema, type, index.
class ROWAN_EXPORT undefined_error : public database_error {
public:
    using database_error::database_error;
};

/// The user of the connection may not do this (42501).
class ROWAN_EXPORT permission_error : public database_error {
public:
    using database_error::database_error;
};

/// A write where only reading is possible (25006): a read-only transaction, a replica, a file opened with `mode=ro`.
class ROWAN_EXPORT read_only_error : public database_error {
public:
    using database_error::database_error;
};

/// The database's machine has run out of something, or fails: disk full (53100), memory, connections, input and output
/// (classes 53 and 58).
class ROWAN_EXPORT resource_error : public database_error {
public:
    using database_error::database_error;
};

/// A row that has to be there is not.
class ROWAN_EXPORT not_found : public error {
public:
    using error::error;
};

/// A row was changed by somebody else since it was read: its version is another one.
class ROWAN_EXPORT stale_object : public error {
public:
    stale_object(std::string_view table, std::int64_t expected, std::int64_t found, std::optional<std::size_t> row = {});
    const std::string& table() const noexcept { return table_; }
    /// The version that the caller has.
    std::int64_t expected() const noexcept { return expected_; }
    /// The version that is stored.
    std::int64_t found() const noexcept { return found_; }
    /// Which of the rows given to a bulk call it was, from 0.
    std::optional<std::size_t> row() const noexcept { return row_; }

private:
    std::string table_;
    std::int64_t expected_;
    std::int64_t found_;
    std::optional<std::size_t> row_;
};

/// The caller asks for what cannot be: a malformed URL, a transaction that has ended,
/// a column that the result does not have.
class ROWAN_EXPORT usage_error : public error {
public:
    using error::error;
};

}  // namespace rowan
