#pragma once

#include <rowan/types/error.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

/// What a database reports. One class for what a caller handles alike; the details are data.
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

private:
    details details_;
};

/// No connection could be made, or it was lost. What a lost connection's open transaction
/// had done is rolled back by the server.
class ROWAN_EXPORT connection_error : public database_error {
public:
    using database_error::database_error;
};

enum class constraint_kind { unique, foreign_key, not_null, check, exclusion };

/// A row breaks a rule of its table.
class ROWAN_EXPORT constraint_error : public database_error {
public:
    constraint_error(constraint_kind kind, details what);
    constraint_kind which() const noexcept { return kind_; }

private:
    constraint_kind kind_;
};

/// The transaction as a whole failed: it had been aborted before the commit, or lost against another (serialization,
/// deadlock, a locked SQLite file; then `retryable()`).
class ROWAN_EXPORT transaction_error : public database_error {
public:
    using database_error::database_error;
};

/// A row that has to be there is not.
class ROWAN_EXPORT not_found : public error {
public:
    using error::error;
};

/// The caller asks for what cannot be: a malformed URL, a transaction that has ended,
/// a column that the result does not have.
class ROWAN_EXPORT usage_error : public error {
public:
    using error::error;
};

}  // namespace rowan
