#include "sqlite_rebuild.hpp"

#include "sqlite_standing.hpp"
#include "sqlite_statement.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace rowan::detail {
namespace {
using statement_handle = std::unique_ptr<sqlite3_stmt, close_sqlite_statement>;

/// A switch of the connection, put back in the end. Unlike the pragma, this call has effect within a transaction, too.
class setting {
public:
    setting(sqlite3* db, int which, bool on) : db_(db), which_(which) {
        sqlite3_db_config(db_, which_, -1, &before_);
        int now = 0;
        sqlite3_db_config(db_, which_, on ? 1 : 0, &now);
        if ((now != 0) == on) return;
        put_back();
        throw usage_error(
            "this SQLite does not switch its foreign keys off within a transaction, so that a table cannot be "
            "made anew without loss of rows that refer to it");
    }
    setting(const setting&) = delete;
    setting& operator=(const setting&) = delete;
    ~setting() { put_back(); }

private:
    void put_back() noexcept { sqlite3_db_config(db_, which_, before_, nullptr); }

    sqlite3* db_;
    int which_;
    int before_ = 0;
};

/// What goes with a table when it is dropped, and is made again.
struct dependents {
    std::vector<std::string> statements;
    std::string counter;  // of AUTOINCREMENT; empty: none
    bool has_statistics = false;
};

bool contains(const std::vector<std::string>& names, std::string_view one) {
    return std::any_of(names.begin(), names.end(), [&](const auto& each) { return same_name(each, one); });
}

bool has_table(sqlite_connection& in, const sqlite_place& table) {
    return !sqlite_rows(in,
                        "select 1 from " + quoted(table.schema()) +
                            ".sqlite_schema where type = 'table' and name = ?1 collate nocase",
                        {table.name})
                .empty();
}

dependents dependents_of(sqlite_connection& in, const sqlite_rebuild& what) {
    const sqlite_place& table = what.table;
    dependents result;
    std::vector<std::string> gone;
    for (const std::string& column : what.gone) {
        for (std::string& index : indexes_with(in, table, column)) gone.push_back(std::move(index));
    }
    for (const std::string& schema : {table.schema(), std::string("temp")}) {
        if (schema == "temp" && table.schema() == "temp") continue;
        const auto rows = sqlite_rows(in,
                                      "select sql, name from " + quoted(schema) +
                                          ".sqlite_schema where type in ('index', 'trigger') and tbl_name = ?1 collate "
                                          "nocase and sql is not null order by type, rowid",
                                      {table.name});
        for (const auto& row : rows) {
            if (!contains(gone, row[1])) result.statements.push_back(in_schema(row[0], schema));
        }
    }
    if (has_table(in, {table.schema(), "sqlite_sequence"})) {
        const auto rows = sqlite_rows(
            in, "select seq from " + quoted(table.schema()) + ".sqlite_sequence where name = ?1 collate nocase",
            {table.name});
        if (!rows.empty()) result.counter = rows.front().front();
    }
    if (has_table(in, {table.schema(), "sqlite_stat1"})) {
        result.has_statistics =
            !sqlite_rows(in, "select 1 from " + quoted(table.schema()) + ".sqlite_stat1 where tbl = ?1 collate nocase",
                         {table.name})
                 .empty();
    }
    return result;
}

struct stored_columns {
    std::vector<std::string> names;
    std::vector<std::string> computed;
    std::string row_number;  // a name for it; empty where a column has it, or nothing
};

stored_columns columns_of(sqlite_connection& in, const sqlite_place& table) {
    stored_columns result;
    int keys = 0;
    bool integer_key = false;
    for (const auto& row : sqlite_rows(in, "select name, type, pk, hidden from pragma_table_xinfo(?1, ?2)",
                                       {table.name, table.schema()})) {
        (row[3] == "2" || row[3] == "3" ? result.computed : result.names).push_back(row[0]);
        if (row[2] == "0") continue;
        ++keys;
        integer_key = same_name(row[1], "integer");
    }
    if (keys == 1 && integer_key) return result;
    const auto flags =
        sqlite_rows(in, "select wr from pragma_table_list where schema = ?1 and name = ?2 collate nocase",
                    {table.schema(), table.name});
    if (flags.empty() || flags.front().front() == "1") return result;
    for (const std::string_view name : {"rowid", "_rowid_", "oid"}) {
        if (!contains(result.names, name) && !contains(result.computed, name)) return result.row_number = name, result;
    }
    return result;
}

// Each row as it was, `or abort` because a rule of the table may say otherwise (`unique on conflict ignore`).
std::string copying(sqlite_connection& in, const sqlite_rebuild& what, const sqlite_place& fresh) {
    const stored_columns old = columns_of(in, what.table);
    const stored_columns now = columns_of(in, fresh);
    std::string into;
    std::string from;
    const auto add = [&](const std::string& column, const std::string& value) {
        into += (into.empty() ? "" : ", ") + column;
        from += (from.empty() ? "" : ", ") + value;
    };
    if (!old.row_number.empty() && !now.row_number.empty()) add(now.row_number, old.row_number);
    for (const std::string& name : now.names) {
        const auto value = what.values.find(name);
        if (value != what.values.end()) {
            add(quoted(name), value->second);
        } else if (contains(old.names, name) || contains(old.computed, name)) {
            add(quoted(name), quoted(name));
        }
    }
    if (into.empty()) throw usage_error("no column of table \"" + what.table.name + "\" would be left");
    return "insert or abort into " + fresh.quoted() + " (" + into + ") select " + from + " from " + what.table.quoted();
}

std::string free_name(sqlite_connection& in, const sqlite_place& table) {
    for (int number = 0;; ++number) {
        std::string name = "rowan_new_" + table.name + (number == 0 ? "" : std::to_string(number));
        if (!has_table(in, {table.schema(), name})) return name;
    }
}

// A value that is no number stays a text in a column of numbers, where other backends refuse it.
void check_numbers(sqlite_connection& in, const sqlite_rebuild& what) {
    for (const std::string& column : what.numbers) {
        const auto rows = sqlite_rows(in, "select count(*) from " + what.table.quoted() + " where typeof(" +
                                              quoted(column) + ") in ('text', 'blob')");
        if (rows.front().front() == "0") continue;
        throw usage_error(
            fmt::format("column \"{}\".\"{}\" cannot become a number: {} of its values are none; say how they "
                        "are converted, or change them before",
                        what.table.name, column, rows.front().front()));
    }
}

void put_back(const dependents& all, const sqlite_rebuild& what, sqlite_connection& in, script_sink& run) {
    for (const std::string& statement : all.statements) run.execute(statement);
    const std::string sequence = quoted(what.table.schema()) + ".sqlite_sequence";
    if (!all.counter.empty() && has_table(in, {what.table.schema(), "sqlite_sequence"}) &&
        sqlite_table_text(what.text).has_word("autoincrement")) {
        std::string name;
        sqlite_dialect().append_literal(name, what.table.name);
        run.execute("delete from " + sequence + " where name = " + name + " collate nocase");
        run.execute("insert into " + sequence + " (name, seq) values (" + name + ", " + all.counter + ')');
    }
    if (all.has_statistics) run.execute("analyze " + what.table.quoted());
}

void require_settled(sqlite_connection& in, const sqlite_place& table) {
    int broken = 0;
    int ignored = 0;
    sqlite3_db_status(in.db, SQLITE_DBSTATUS_DEFERRED_FKS, &broken, &ignored, 0);
    if (broken == 0) return;
    throw usage_error("table \"" + table.name +
                      "\" cannot be made anew now: rows of this transaction still break a foreign key that is checked "
                      "at its end; put them right before, or commit");
}
}  // namespace

std::vector<std::vector<std::string>> sqlite_rows(sqlite_connection& in, std::string_view sql,
                                                  const std::vector<std::string>& parameters) {
    sqlite3_stmt* prepared = nullptr;
    const auto check = [&](int code) {
        if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
            throw_sqlite_error(in, sqlite_fault(in.db, sql));
        return code;
    };
    check(sqlite3_prepare_v2(in.db, sql.data(), static_cast<int>(sql.size()), &prepared, nullptr));
    const statement_handle statement(prepared);
    int number = 0;
    for (const std::string& one : parameters)
        check(sqlite3_bind_text(prepared, ++number, one.data(), static_cast<int>(one.size()), SQLITE_STATIC));
    std::vector<std::vector<std::string>> result;
    while (check(sqlite3_step(prepared)) == SQLITE_ROW) {
        auto& row = result.emplace_back();
        for (int i = 0; i != sqlite3_column_count(prepared); ++i) {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(prepared, i));
            row.emplace_back(text == nullptr ? "" : text);
        }
    }
    return result;
}

std::string table_text(sqlite_connection& in, const sqlite_place& table) {
    const auto rows = sqlite_rows(in,
                                  "select sql from " + quoted(table.schema()) +
                                      ".sqlite_schema where type = 'table' and name = ?1 collate nocase",
                                  {table.name});
    if (rows.empty()) throw usage_error("there is no table \"" + table.name + "\" to be changed");
    return rows.front().front();
}

std::vector<std::string> indexes_with(sqlite_connection& in, const sqlite_place& table, std::string_view column) {
    std::vector<std::string> result;
    for (const auto& row :
         sqlite_rows(in,
                     "select name, sql from " + quoted(table.schema()) +
                         ".sqlite_schema where type = 'index' and tbl_name = ?1 collate nocase and sql "
                         "is not null",
                     {table.name})) {
        sql_tokens tokens = sqlite_tokens(row[1]);
        while (!tokens.next().is('(')) {}
        if (has_name(std::string_view(row[1]).substr(tokens.position()), column)) result.push_back(row[0]);
    }
    return result;
}

void run_rebuild(const sqlite_rebuild& what, sqlite_connection& in, script_sink& run) {
    const sqlite_place& table = what.table;
    require_settled(in, table);
    const sqlite_standing before(in, table);
    const dependents all = dependents_of(in, what);
    const sqlite_place fresh{table.schema_name, free_name(in, table)};
    // Else each child's row would be deleted or changed when its parents go (sqlite.org/foreignkeys.html, 5).
    const setting unchecked(in.db, SQLITE_DBCONFIG_ENABLE_FKEY, false);
    sqlite_table_text text(what.text);
    text.rename(fresh.name);
    run.execute(in_schema(text.text(), table.schema()));
    run.execute(copying(in, what, fresh));
    run.execute("drop table " + table.quoted());
    {
        // Else every view and trigger that speaks of the table fails to be read at this moment.
        const setting untouched(in.db, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, true);
        run.execute("alter table " + fresh.quoted() + " rename to " + quoted(table.name));
    }
    put_back(all, what, in, run);
    check_numbers(in, what);
    sqlite_standing(in, table).require_as_good_as(before, "table " + quoted(table.name));
}

}  // namespace rowan::detail
