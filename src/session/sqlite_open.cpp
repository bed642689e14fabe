#include "sqlite_open.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <sqlite3.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <thread>

namespace rowan::detail {
namespace {
using sqlite_handle = std::unique_ptr<sqlite3, int (*)(sqlite3*)>;

[[noreturn]] void fail(const sqlite_url& url, std::string_view why, int code, std::string_view sqlstate = "08001") {
    database_error::details what;
    what.message = fmt::format("cannot open {}: {}", url.description, why);
    what.sqlstate = sqlstate;
    what.native_code = code;
    what.retryable = (code & 0xff) == SQLITE_BUSY;
    throw connection_error(std::move(what));
}

// SQLite itself says "unable to open database file" to all of these.
std::string why_not_opened(const sqlite_url& url, sqlite3* db) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    const fs::path file = url.file;
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    if (!fs::exists(folder, ignored)) {
        const char* const where =
            file.is_relative() ? " beneath the current one: an absolute path takes a fourth slash, sqlite:////…" : "";
        return fmt::format("there is no directory {}{}", folder.string(), where);
    }
    if (!fs::is_directory(folder, ignored)) return fmt::format("{} is no directory", folder.string());
    if (fs::is_directory(file, ignored)) return "it is a directory";
    if (!fs::exists(file, ignored) && url.mode != sqlite_url::access::create)
        return fmt::format("there is no file {}, and only mode=rwc creates one", file.string());
    const int number = sqlite3_system_errno(db);
    return number != 0 ? std::strerror(number) : sqlite3_errmsg(db);
}

[[noreturn]] void fail(const sqlite_url& url, sqlite3* db) {
    const int code = db == nullptr ? SQLITE_NOMEM : sqlite3_extended_errcode(db);
    switch (code & 0xff) {
        case SQLITE_CANTOPEN: fail(url, why_not_opened(url, db), code);
        case SQLITE_NOTADB: fail(url, "the file is no SQLite database, or it is encrypted", code);
        case SQLITE_NOMEM: fail(url, "out of memory", code, "53200");
        case SQLITE_BUSY: fail(url, "another connection keeps the file locked", code, "55P03");
        default: fail(url, sqlite3_errmsg(db), code);
    }
}

// Without "./" SQLite would take such a name for a URI, or for a database in memory.
std::string file_argument(const std::string& file) {
    if (file.empty()) return ":memory:";
    return file.starts_with("file:") || file.starts_with(':') ? "./" + file : file;
}

// A session belongs to one thread at a time, so SQLite need not lock a mutex in each call (threadsafe.html,
// multi-thread mode).
int open_flags(sqlite_url::access mode) {
    switch (mode) {
        case sqlite_url::access::create: return SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        case sqlite_url::access::existing: return SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE;
        case sqlite_url::access::read_only: break;
    }
    return SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY;
}

void run(const sqlite_url& url, sqlite3* db, const char* sql) {
    if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(url, db);
}

// While another connection switches the same new file, SQLite answers BUSY at once instead of waiting.
void use_write_ahead_log(const sqlite_url& url, sqlite3* db, std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    for (;;) {
        const int code = sqlite3_exec(db, "pragma journal_mode = wal", nullptr, nullptr, nullptr);
        if (code == SQLITE_OK) return;
        if ((code & 0xff) != SQLITE_BUSY || std::chrono::steady_clock::now() >= end) fail(url, db);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

bool foreign_keys_are_on(sqlite3* db) {
    bool result = false;
    const auto read = [](void* to, int, char** values, char**) {
        *static_cast<bool*>(to) = std::strcmp(values[0], "1") == 0;
        return 0;
    };
    sqlite3_exec(db, "pragma foreign_keys", read, &result, nullptr);
    return result;
}
}  // namespace

void* open_sqlite_handle(const sqlite_url& url, const session_options& options) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(file_argument(url.file).c_str(), &opened, open_flags(url.mode), nullptr);
    sqlite_handle db(opened, sqlite3_close);
    if (code != SQLITE_OK) fail(url, db.get());
    const int patience = url.busy_timeout_milliseconds.value_or(options.busy_timeout_milliseconds);
    sqlite3_busy_timeout(db.get(), patience);
    const bool writable = url.mode != sqlite_url::access::read_only;
    if (writable && sqlite3_db_readonly(db.get(), "main") == 1)
        fail(url, "the file is write-protected; ?mode=ro opens it for reading", SQLITE_READONLY);
    // Else a column that the table lacks would be read as a text: its own name (sqlite.org/quirks.html, 8).
    sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    run(url, db.get(), "pragma foreign_keys = on");
    if (!foreign_keys_are_on(db.get())) fail(url, "this SQLite was built without foreign keys", SQLITE_ERROR);
    if (!url.file.empty() && writable) use_write_ahead_log(url, db.get(), std::chrono::milliseconds(patience));
    // The first read of the file: what is no database shows itself here.
    run(url, db.get(), "select count(*) from sqlite_master");
    return db.release();
}

void close_sqlite_handle(void* handle) noexcept { sqlite3_close(static_cast<sqlite3*>(handle)); }

void require_foreign_keys(void* handle) {
    auto* const db = static_cast<sqlite3*>(handle);
    if (foreign_keys_are_on(db)) return;
    if (sqlite3_get_autocommit(db) == 0)
        throw usage_error(
            "the SOCI session is within a transaction and has SQLite's foreign keys off, which only changes outside of "
            "one: "
            "make the rowan::session before the transaction begins");
    sqlite3_exec(db, "pragma foreign_keys = on", nullptr, nullptr, nullptr);
    if (!foreign_keys_are_on(db)) throw usage_error("SQLite's foreign keys could not be switched on");
}

}  // namespace rowan::detail
