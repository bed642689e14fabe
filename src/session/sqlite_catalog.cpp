#include "sqlite_catalog.hpp"

#include "sqlite_text.hpp"

#include <algorithm>

namespace rowan::detail {

sqlite_question::sqlite_question(sqlite3* db, std::string_view sql,
                                 std::initializer_list<std::string_view> parameters) {
    if (sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr) != SQLITE_OK) return;
    int position = 0;
    for (const auto one : parameters)
        sqlite3_bind_text(statement_, ++position, one.data(), static_cast<int>(one.size()), SQLITE_TRANSIENT);
}

sqlite_question::~sqlite_question() { sqlite3_finalize(statement_); }

bool sqlite_question::next() noexcept { return statement_ != nullptr && sqlite3_step(statement_) == SQLITE_ROW; }

std::string sqlite_question::text(int column) const {
    const auto* const result = sqlite3_column_text(statement_, column);
    return result == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(result));
}

std::int64_t sqlite_question::integer(int column) const noexcept { return sqlite3_column_int64(statement_, column); }

std::vector<sqlite_foreign_key> foreign_keys(sqlite3* db) {
    std::vector<sqlite_foreign_key> result;
    sqlite_question rows(db,
                         "select t.name, k.id, k.\"table\", k.\"from\", k.on_update, k.on_delete "
                         "from sqlite_master t join pragma_foreign_key_list(t.name) k where t.type = 'table' order by "
                         "t.name, k.id desc, k.seq");
    while (rows.next()) {
        const auto table = rows.text(0);
        if (result.empty() || result.back().table != table || result.back().number != rows.integer(1))
            result.push_back({table, rows.integer(1), rows.text(2), {}, rows.text(4), rows.text(5)});
        result.back().columns.push_back(rows.text(3));
    }
    return result;
}

std::vector<std::string> table_names(sqlite3* db) {
    std::vector<std::string> result;
    sqlite_question rows(db,
                         "select name from sqlite_master where type = 'table' union select name from "
                         "sqlite_temp_master where type = 'table'");
    while (rows.next()) result.push_back(rows.text(0));
    return result;
}

std::string table_text(sqlite3* db, std::string_view table) {
    sqlite_question row(db,
                        "select sql from (select sql, type, name from sqlite_temp_master union all select sql, type, "
                        "name from sqlite_master) "
                        "where type = 'table' and name = ?1 collate nocase",
                        {table});
    return row.next() ? row.text(0) : std::string();
}

bool has_triggers(sqlite3* db, std::string_view table) {
    return sqlite_question(db, "select 1 from sqlite_master where type = 'trigger' and tbl_name = ?1 collate nocase",
                           {table})
        .next();
}

std::int64_t estimated_rows(sqlite3* db, std::string_view table) {
    sqlite_question last(db, "select max(rowid) from " + quoted(table));
    if (last.next()) return last.integer(0);
    sqlite_question count(db, "select count(*) from " + quoted(table));
    return count.next() ? count.integer(0) : 0;
}

bool same_names(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const auto& a, const auto& b) { return same_name(a, b); });
}

}  // namespace rowan::detail
