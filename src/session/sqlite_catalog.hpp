#pragma once

#include "sqlite_connection.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// Questions to a database about itself, asked while an error is being described:
/// none of them throws for what SQLite says.
namespace rowan::detail {

class sqlite_question {
public:
    sqlite_question(sqlite3* db, std::string_view sql, std::initializer_list<std::string_view> parameters = {});
    sqlite_question(const sqlite_question&) = delete;
    sqlite_question& operator=(const sqlite_question&) = delete;
    ~sqlite_question();

    bool next() noexcept;
    std::string text(int column) const;
    std::int64_t integer(int column) const noexcept;

private:
    sqlite3_stmt* statement_ = nullptr;
};

struct sqlite_foreign_key {
    std::string table;
    std::int64_t number = 0;  ///< as in `pragma foreign_key_list(table)`
    std::string parent;
    std::vector<std::string> columns;
    std::string on_update;
    std::string on_delete;
};

std::vector<sqlite_foreign_key> foreign_keys(sqlite3* db);
std::vector<std::string> table_names(sqlite3* db);
/// The text of its `create table`.
std::string table_text(sqlite3* db, std::string_view table);
bool has_triggers(sqlite3* db, std::string_view table);
/// About how many rows it has, told without counting; the count where that is impossible.
std::int64_t estimated_rows(sqlite3* db, std::string_view table);

bool same_names(const std::vector<std::string>& left, const std::vector<std::string>& right);

}  // namespace rowan::detail
