#include "sqlite_drop.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <string>

#include "sqlite_catalog.hpp"
#include "sqlite_text.hpp"

namespace rowan::detail {

namespace {

/// The table that a `drop table` names; empty for other statements.
std::string dropped_table(std::string_view statement) {
    sql_tokens tokens = sqlite_tokens(statement);
    if (!tokens.next().is("drop") || !tokens.next().is("table")) return {};
    sql_token token = tokens.next();
    if (token.is("if")) {
        tokens.next();
        token = tokens.next();
    }
    const sql_token after = tokens.next();
    return after.is('.') ? tokens.next().name() : token.name();
}

bool are_enforced(sqlite3* db) {
    sqlite_question setting(db, "select foreign_keys from pragma_foreign_keys");
    return setting.next() && setting.integer(0) != 0;
}

std::int64_t rows_that_refer(sqlite3* db, const sqlite_foreign_key& by) {
    std::string condition;
    for (const std::string& column : by.columns)
        condition += (condition.empty() ? "" : " and ") + quoted(column) + " is not null";
    sqlite_question count(db, "select count(*) from " + quoted(by.table) + " where " + condition);
    return count.next() ? count.integer(0) : 0;
}

}  // namespace

void refuse_to_empty(sqlite3* db, std::string_view statement) {
    const std::string table = dropped_table(statement);
    if (table.empty() || !are_enforced(db)) return;
    for (const sqlite_foreign_key& each : foreign_keys(db)) {
        const bool acts = each.on_delete == "CASCADE" || each.on_delete.starts_with("SET");
        if (!acts || !same_name(each.parent, table) || same_name(each.table, table)) continue;
        const std::int64_t rows = rows_that_refer(db, each);
        if (rows == 0) continue;
        throw usage_error(fmt::format(
            "\"drop table {}\" would {} {} row{} of {}: SQLite deletes the rows of a table before it drops it, and a "
            "foreign key there says on delete {}.\n  To make the table anew, begin the file with \"pragma foreign_keys "
            "= "
            "off;\"; to be rid of it, empty or drop {} first",
            table, each.on_delete == "CASCADE" ? "delete" : "change", rows, rows == 1 ? "" : "s", each.table,
            each.on_delete == "CASCADE"    ? "cascade"
            : each.on_delete == "SET NULL" ? "set null"
                                           : "set default",
            each.table));
    }
}

}  // namespace rowan::detail
