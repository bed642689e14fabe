#include "sqlite_standing.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <array>

namespace rowan::detail {
namespace {
/// What SQLite says against preparing `sql`; empty where it can be run.
std::string fault_of(sqlite3* db, const std::string& sql) {
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &prepared, nullptr);
    sqlite3_finalize(prepared);
    return code == SQLITE_OK ? std::string() : sqlite3_errmsg(db);
}
}  // namespace

sqlite_standing::sqlite_standing(sqlite_connection& in, const sqlite_place& table) : table_(table.name) {
    if (!table.name.empty()) look_at_rows(in, table);
    look_at_views(in, table);
    look_at_triggers(in, table);
}

void sqlite_standing::look_at_rows(sqlite_connection& in, const sqlite_place& table) {
    std::set<std::string> tables{table.name};
    for (const auto& row : sqlite_rows(in,
                                       "select m.name from " + quoted(table.schema()) +
                                           ".sqlite_schema m join pragma_foreign_key_list(m.name, ?1) k where m.type = "
                                           "'table' and k.\"table\" = ?2 collate nocase",
                                       {table.schema(), table.name}))
        tables.insert(row[0]);
    for (const std::string& child : tables) {
        try {
            for (const auto& row :
                 sqlite_rows(in, "select rowid, parent from pragma_foreign_key_check(?1, ?2)", {child, table.schema()}))
                ++orphans_[fmt::format("a row of \"{}\" ({}) has no parent in \"{}\"", child,
                                       row[0].empty() ? "without a number" : "row " + row[0], row[1])];
        } catch (const database_error& error) {
            broken_.emplace(fmt::format("the foreign keys of \"{}\"", child), error.message());
        }
    }
}

void sqlite_standing::look_at_views(sqlite_connection& in, const sqlite_place& table) {
    for (const std::string& schema : {table.schema(), std::string("temp")}) {
        for (const auto& row :
             sqlite_rows(in, "select name from " + quoted(schema) + ".sqlite_schema where type = 'view'")) {
            const std::string name = quoted(schema) + '.' + quoted(row[0]);
            if (auto fault = fault_of(in.db, "select * from " + name); !fault.empty())
                broken_.emplace(fmt::format("view \"{}\"", row[0]), std::move(fault));
        }
    }
}

// A trigger's words are looked at when the statement is prepared that fires it.
void sqlite_standing::look_at_triggers(sqlite_connection& in, const sqlite_place& table) {
    for (const std::string& schema : {table.schema(), std::string("temp")}) {
        for (const auto& row :
             sqlite_rows(in,
                         "select distinct t.tbl_name, (select name from pragma_table_info(t.tbl_name) "
                         "limit 1) from " +
                             quoted(schema) + ".sqlite_schema t where t.type = 'trigger'")) {
            const std::string name = quoted(row[0]);
            const std::string column = quoted(row[1]);
            for (const std::string& statement : {"insert into " + name + " default values", "delete from " + name,
                                                 "update " + name + " set " + column + " = " + column}) {
                if (auto fault = fault_of(in.db, statement); !fault.empty())
                    broken_.emplace(fmt::format("the triggers of \"{}\" ({})", row[0], first_word(statement)),
                                    std::move(fault));
            }
        }
    }
}

void sqlite_standing::require_as_good_as(const sqlite_standing& before, const std::string& changed) const {
    std::int64_t count = 0;
    std::string first;
    for (const auto& [what, times] : orphans_) {
        const auto known = before.orphans_.find(what);
        const std::int64_t added = times - (known == before.orphans_.end() ? 0 : known->second);
        if (added <= 0) continue;
        count += added;
        if (first.empty()) first = what;
    }
    if (count != 0) {
        database_error::details fault;
        fault.message = fmt::format("{} cannot be changed so: {}{}", changed, first,
                                    count == 1 ? std::string() : fmt::format(" ({} such rows)", count));
        fault.sqlstate = "23503";
        fault.native_code = SQLITE_CONSTRAINT_FOREIGNKEY;
        fault.table = table_;
        throw constraint_error(constraint_kind::foreign_key, std::move(fault));
    }
    for (const auto& [what, fault] : broken_) {
        if (before.broken_.count(what) != 0) continue;
        throw usage_error(
            fmt::format("{} cannot be changed so: {} would not work any more: {}; drop or change that before", changed,
                        what, fault));
    }
}

}  // namespace rowan::detail
