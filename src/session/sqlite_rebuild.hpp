#pragma once

#include "sqlite_connection.hpp"
#include "sqlite_table_text.hpp"

#include <rowan/session/driver.hpp>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rowan::detail {

/// Rows of a question that must be answered: what SQLite refuses is thrown. NULL is an empty text.
std::vector<std::vector<std::string>> sqlite_rows(sqlite_connection& in, std::string_view sql,
                                                  const std::vector<std::string>& parameters = {});

/// A table of an attached database; an empty schema is `main`.
struct sqlite_place {
    std::string schema_name;
    std::string name;

    std::string schema() const { return schema_name.empty() ? "main" : schema_name; }
    std::string quoted() const { return detail::quoted(schema()) + '.' + detail::quoted(name); }
};

/// A table in the place of another one.
struct sqlite_rebuild {
    sqlite_place table;
    std::string text;                           ///< the `create table` to be
    std::map<std::string, std::string> values;  ///< by column: what is copied, where it is not the old column
    std::vector<std::string> gone;              ///< columns whose indexes go with them
    std::vector<std::string> numbers;           ///< columns that must hold numbers afterwards
};

/// Throws where a row or something that speaks of the table does not fit any more; the transaction is to be rolled
/// back.
void run_rebuild(const sqlite_rebuild& what, sqlite_connection& in, script_sink& run);

/// Its `create table`. Throws usage_error where there is no such table.
std::string table_text(sqlite_connection& in, const sqlite_place& table);

/// The indexes that speak of a column.
std::vector<std::string> indexes_with(sqlite_connection& in, const sqlite_place& table, std::string_view column);

}  // namespace rowan::detail
