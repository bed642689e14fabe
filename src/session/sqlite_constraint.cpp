#include "sqlite_constraint.hpp"

#include "sqlite_ddl.hpp"
#include "sqlite_foreign_key.hpp"
#include "sqlite_text.hpp"
#include "throw_error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace rowan::detail {
namespace {
using details = database_error::details;
using kind = sqlite_constraint::kind;

void add_hint(details& what, std::string_view text) {
    if (!what.hint.empty()) what.hint += "; ";
    what.hint += text;
}

// Behind "UNIQUE constraint failed: " and the like.
std::string_view subject_of(std::string_view message) {
    constexpr std::string_view mark = "constraint failed: ";
    const auto at = message.find(mark);
    return at == std::string_view::npos ? std::string_view() : message.substr(at + mark.size());
}

// `t.a, t.b`, unquoted, so that only the tables there are tell where a name ends.
void read_place(sqlite3* db, std::string_view subject, details& what) {
    for (const auto& table : table_names(db)) {
        if (table.size() > what.table.size() && subject.starts_with(table + ".")) what.table = table;
    }
    if (what.table.empty()) return;
    const std::string separator = fmt::format(", {}.", what.table);
    for (auto rest = subject.substr(what.table.size() + 1);;) {
        const auto end = rest.find(separator);
        what.columns.emplace_back(rest.substr(0, end));
        if (end == std::string_view::npos) return;
        rest.remove_prefix(end + separator.size());
    }
}

std::string declared_name(sqlite3* db, const details& what, std::initializer_list<kind> kinds) {
    for (const auto& one : constraints_of(table_text(db, what.table))) {
        if (std::find(kinds.begin(), kinds.end(), one.what) != kinds.end() && same_names(one.columns, what.columns) &&
            !one.name.empty())
            return one.name;
    }
    return {};
}

std::string unique_index(sqlite3* db, const details& what) {
    sqlite_question indexes(db, "select name from pragma_index_list(?1) where \"unique\" and origin = 'c'",
                            {what.table});
    while (indexes.next()) {
        std::vector<std::string> columns;
        sqlite_question rows(db, "select name from pragma_index_info(?1) order by seqno", {indexes.text(0)});
        while (rows.next()) columns.push_back(rows.text(0));
        if (same_names(columns, what.columns)) return indexes.text(0);
    }
    return {};
}

void describe_unique(sqlite3* db, details& what) {
    constexpr std::string_view by_index = "index '";
    const auto subject = subject_of(what.message);
    if (subject.starts_with(by_index) && subject.ends_with('\'')) {
        what.constraint = subject.substr(by_index.size(), subject.size() - by_index.size() - 1);
        sqlite_question row(db, "select tbl_name from sqlite_master where type = 'index' and name = ?1",
                            {what.constraint});
        if (row.next()) what.table = row.text(0);
        return;
    }
    read_place(db, subject, what);
    what.constraint = declared_name(db, what, {kind::unique, kind::primary_key});
    if (what.constraint.empty()) what.constraint = unique_index(db, what);
}

void describe_not_null(sqlite3* db, details& what) {
    read_place(db, subject_of(what.message), what);
    what.constraint = declared_name(db, what, {kind::not_null});
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
    return text;
}

// The check by which SQLite keeps varchar(n) is no rule that the schema has, but its column's type:
// `constraint "t_name_length" check (length("name") <= 80)`.
void name_length(const sqlite_constraint& check, details& what) {
    constexpr std::string_view begin = "length(\"";
    const auto text = trimmed(check.expression);
    const auto end = text.find("\") <= ");
    if (!text.starts_with(begin) || end == std::string_view::npos) return;
    const std::string column(text.substr(begin.size(), end - begin.size()));
    if (!check.name.ends_with(fmt::format("_{}_length", column))) return;
    what.sqlstate = "22001";
    what.columns = {column};
    add_hint(what, fmt::format("it takes {} characters at most", text.substr(end + 5)));
}

// SQLite gives the check's name, or its expression where it has none.
void describe_check(sqlite3* db, details& what) {
    const auto subject = subject_of(what.message);
    const std::string target = target_table(what.statement);
    std::vector<std::string> tables;
    bool named = false;
    for (const auto& table : table_names(db)) {
        for (const auto& one : constraints_of(table_text(db, table))) {
            const bool by_name = one.what == kind::check && !one.name.empty() && one.name == subject;
            if (!by_name &&
                (one.what != kind::check || !one.name.empty() || trimmed(one.expression) != trimmed(subject)))
                continue;
            named |= by_name;
            if (by_name) name_length(one, what);
            if (same_name(table, target))
                tables = {table};
            else if (tables.empty() || !same_name(tables.front(), target))
                tables.push_back(table);
        }
    }
    if (tables.size() == 1) what.table = tables.front();
    if (named) what.constraint = subject;
}

void describe_foreign_key(sqlite3* db, sqlite3_stmt* failed, details& what) {
    const auto key = broken_foreign_key(db, failed, what.statement);
    if (!key) return;
    what.table = key->table;
    what.columns = key->columns;
    for (const auto& one : constraints_of(table_text(db, key->table))) {
        if (one.what == kind::foreign_key && same_names(one.columns, key->columns) &&
            same_name(one.parent, key->parent))
            what.constraint = one.name;
    }
    add_hint(what, fmt::format("{} of \"{}\" has to refer to a row of \"{}\"", fmt::join(key->columns, ", "), key->table,
                               key->parent));
}

std::optional<constraint_kind> kind_of(int code) {
    switch (code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID: return constraint_kind::unique;
        case SQLITE_CONSTRAINT_FOREIGNKEY: return constraint_kind::foreign_key;
        case SQLITE_CONSTRAINT_NOTNULL: return constraint_kind::not_null;
        case SQLITE_CONSTRAINT_CHECK: return constraint_kind::check;
        default: return std::nullopt;
    }
}

std::string_view sqlstate_of(int code) {
    switch (code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID: return "23505";
        case SQLITE_CONSTRAINT_FOREIGNKEY: return "23503";
        case SQLITE_CONSTRAINT_NOTNULL: return "23502";
        case SQLITE_CONSTRAINT_CHECK: return "23514";
        case SQLITE_CONSTRAINT_DATATYPE: return "42804";
        case SQLITE_CONSTRAINT_TRIGGER: return "P0001";
        default: return "23000";
    }
}

void describe(sqlite3* db, sqlite3_stmt* failed, constraint_kind broken, details& what) {
    switch (broken) {
        case constraint_kind::unique: return describe_unique(db, what);
        case constraint_kind::not_null: return describe_not_null(db, what);
        case constraint_kind::check: return describe_check(db, what);
        case constraint_kind::foreign_key: return describe_foreign_key(db, failed, what);
        case constraint_kind::exclusion: return;
    }
}
}  // namespace

void throw_constraint(sqlite_connection& in, int code, sqlite3_stmt* failed, database_error::details what) {
    // RESTRICT is a trigger of SQLite's own.
    if (code == SQLITE_CONSTRAINT_TRIGGER && what.message == "FOREIGN KEY constraint failed")
        code = SQLITE_CONSTRAINT_FOREIGNKEY;
    what.sqlstate = sqlstate_of(code);
    const auto broken = kind_of(code);
    if (!broken) throw_database_error(std::move(what));
    try {
        describe(in.db, failed, *broken, what);
    } catch (...) {  // less is known of the error, but it stays the error
    }
    throw_database_error(std::move(what));
}

}  // namespace rowan::detail
