#include "sqlite_constraint.hpp"
#include "throw_error.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <array>
#include <utility>

namespace rowan::detail {
namespace {
using details = database_error::details;

constexpr std::string_view busy_hint =
    "another connection holds the lock for longer than the busy timeout: keep transactions short, or run this one "
    "again";

// What SQLite says under its general code, and PostgreSQL's SQLSTATE for it.
struct known_message {
    std::string_view begin;
    std::string_view end;
    std::string_view sqlstate;
    std::string details::*name = nullptr;  ///< what stands between
};

constexpr std::array known_messages{
    known_message{"no such table: ", "", "42P01", &details::table},
    known_message{"no such view: ", "", "42P01", &details::table},
    known_message{"no such index: ", "", "42704"},
    known_message{"no such function: ", "", "42883"},
    known_message{"no such collation sequence: ", "", "42704"},
    known_message{"unknown database ", "", "3F000"},
    known_message{"no such savepoint: ", "", "3B001"},
    known_message{"ambiguous column name: ", "", "42702"},
    known_message{"duplicate column name: ", "", "42701"},
    known_message{"table ", " already exists", "42P07", &details::table},
    known_message{"there is already a table named ", "", "42P07", &details::table},
    known_message{"there is already an index named ", "", "42P07"},
    known_message{"view ", " already exists", "42P07", &details::table},
    known_message{"index ", " already exists", "42P07"},
    known_message{"cannot start a transaction within a transaction", "", "25001"},
    known_message{"cannot commit - no transaction is active", "", "25P01"},
    known_message{"cannot rollback - no transaction is active", "", "25P01"},
    known_message{"integer overflow", "", "22003"},
    known_message{"malformed JSON", "", "22P02"},
    known_message{"division by zero", "", "22012"},
    known_message{"a decimal has at most ", "", "22003"},
    known_message{"not a decimal: ", "", "22P02"},
    known_message{"the JSON document", "", "22P02"},
    known_message{"not a timestamp: ", "", "22007"},
    known_message{"not a date: ", "", "22007"},
    known_message{"unknown part of a time", "", "22023"},
    known_message{"LIKE pattern must not end with escape character", "", "22025"},
    known_message{"foreign key mismatch - ", "", "42830"},
    known_message{"near \"", ": syntax error", "42601"},
    known_message{"incomplete input", "", "42601"},
    known_message{"unrecognized token: ", "", "42601"},
};

void add_hint(details& what, std::string_view text) {
    if (!what.hint.empty()) what.hint += "; ";
    what.hint += text;
}

// Without quotes and the database's name: `main."x"` → `x`.
std::string plain_name(std::string_view text) {
    if (text.starts_with("main.")) text.remove_prefix(5);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    return std::string(text);
}

bool describe_column_fault(details& what) {
    constexpr std::string_view missing = "no such column: ";
    constexpr std::string_view between = " has no column named ";
    const std::string_view text = what.message;
    if (text.starts_with(missing)) {
        const auto name = text.substr(missing.size());
        const auto dot = name.rfind('.');
        if (dot != std::string_view::npos) what.table = plain_name(name.substr(0, dot));
        what.columns = {plain_name(dot == std::string_view::npos ? name : name.substr(dot + 1))};
    } else if (const auto at = text.find(between); text.starts_with("table ") && at != std::string_view::npos) {
        what.table = plain_name(text.substr(6, at - 6));
        what.columns = {plain_name(text.substr(at + between.size()))};
    } else {
        return false;
    }
    what.sqlstate = "42703";
    return true;
}

void describe_general(details& what) {
    what.sqlstate = "42000";
    if (describe_column_fault(what)) return;
    const std::string_view text = what.message;
    for (const auto& known : known_messages) {
        if (!text.starts_with(known.begin) || !text.ends_with(known.end) ||
            text.size() < known.begin.size() + known.end.size())
            continue;
        what.sqlstate = known.sqlstate;
        if (known.name != nullptr)
            what.*known.name =
                plain_name(text.substr(known.begin.size(), text.size() - known.begin.size() - known.end.size()));
        return;
    }
}

[[noreturn]] void throw_busy(details what, int code) {
    const bool unfinished = what.message.find("statements in progress") != std::string::npos;
    const bool own_table = code == SQLITE_LOCKED;
    what.retryable = !unfinished && !own_table;
    what.sqlstate = unfinished || own_table ? "55006" : code == SQLITE_BUSY_SNAPSHOT ? "40001" : "55P03";
    add_hint(what, what.retryable
                       ? busy_hint
                       : "a query of this same session has not been read to its end: reset it, or let it go");
    throw_database_error(std::move(what));
}

std::string_view sqlstate_of(int primary) {
    switch (primary) {
        case SQLITE_READONLY: return "25006";
        case SQLITE_FULL: return "53100";
        case SQLITE_NOMEM: return "53200";
        case SQLITE_INTERRUPT: return "57014";
        case SQLITE_TOOBIG: return "54000";
        case SQLITE_MISMATCH: return "42804";
        case SQLITE_AUTH:
        case SQLITE_PERM: return "42501";
        case SQLITE_IOERR: return "58030";
        case SQLITE_CORRUPT: return "XX001";
        default: return "XX000";
    }
}

[[noreturn]] void throw_by_code(sqlite_connection& in, const sqlite_fault& fault, sqlite3_stmt* failed, details what) {
    const int primary = in.interrupted && (fault.code & 0xff) == SQLITE_BUSY ? SQLITE_INTERRUPT : fault.code & 0xff;
    switch (primary) {
        case SQLITE_CONSTRAINT: throw_constraint(in, fault.code, failed, std::move(what));
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL: throw_busy(std::move(what), fault.code);
        case SQLITE_NOTADB:
        case SQLITE_CANTOPEN: what.sqlstate = "08006"; break;
        case SQLITE_ABORT: what.sqlstate = "40000"; break;
        case SQLITE_ERROR: describe_general(what); break;
        default: what.sqlstate = sqlstate_of(primary);
    }
    if (primary == SQLITE_FULL) add_hint(what, "free some disk space, or raise the database's max_page_count");
    throw_database_error(std::move(what));
}
}  // namespace

void throw_sqlite_error(sqlite_connection& in, const sqlite_fault& fault, sqlite3_stmt* failed) {
    in.notice_rollback();
    details what;
    what.message = fault.message;
    what.native_code = fault.code;
    what.statement = fault.sql;
    what.line = fault.line;
    throw_by_code(in, fault, failed, std::move(what));
}

void throw_rolled_back() {
    details what;
    what.message = "SQLite rolled the transaction back when a statement in it failed";
    what.sqlstate = "25P02";
    what.hint = "leave the transaction's scope, and begin another one";
    throw transaction_error(std::move(what));
}

}  // namespace rowan::detail
