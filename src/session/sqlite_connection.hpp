#pragma once

#include <sqlite3.h>

#include <atomic>
#include <string>
#include <string_view>

namespace rowan::detail {

/// What the statements of one SQLite driver share.
struct sqlite_connection {
    sqlite3* db = nullptr;
    std::string description;
    bool began = false;  ///< a transaction by driver::begin is open
    bool rolled_back =
        false;  ///< … but SQLite has ended it after an error (disk full, …), so nothing may run until the scope is left

    std::atomic<bool> interrupted = false;  ///< by another thread

    /// To be called after each failure.
    void notice_rollback() noexcept { rolled_back = began && sqlite3_get_autocommit(db) != 0; }
};

/// The last error of a connection, before another call overwrites it.
struct sqlite_fault {
    int code = 0;  ///< extended
    std::string message;
    std::string sql;
    std::size_t line = 0;  ///< of a script

    sqlite_fault(sqlite3* db, std::string_view statement)
        : code(sqlite3_extended_errcode(db)), message(sqlite3_errmsg(db)), sql(statement) {}
};

/// Throws what `fault` is: constraint_error, transaction_error, connection_error or database_error. `failed` is the
/// statement, reset but with its parameters still bound, from which more may be learned; null where there is none.
[[noreturn]] void throw_sqlite_error(sqlite_connection& in, const sqlite_fault& fault, sqlite3_stmt* failed = nullptr);

/// Throws transaction_error: SQLite has ended the open transaction.
[[noreturn]] void throw_rolled_back();

}  // namespace rowan::detail
