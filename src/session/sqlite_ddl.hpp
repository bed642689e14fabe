#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What SQLite's pragmas do not tell of a table, read from its `create table` (lang_createtable.html).
namespace rowan::detail {

struct sqlite_constraint {
    enum class kind { primary_key, unique, foreign_key, check, not_null };

    kind what;
    std::string name;                  ///< empty where it has none
    std::vector<std::string> columns;  ///< none for a check
    std::string parent;                ///< the table that a foreign key refers to
    std::string expression;            ///< of a check, as written
};

/// In the order in which they are written. A text that is no `create table` has none.
std::vector<sqlite_constraint> constraints_of(std::string_view create_table);

/// The table that an insert, update or delete is about; empty for other statements.
std::string target_table(std::string_view sql);

}  // namespace rowan::detail
