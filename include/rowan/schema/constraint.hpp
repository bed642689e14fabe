#pragma once

#include <rowan/schema/index.hpp>
#include <rowan/schema/referential_action.hpp>
#include <rowan/schema/sql_text.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::schema {

struct table;

/// SQLite: what a statement does about a row that breaks a constraint (sqlite.org/lang_conflict.html).
enum class conflict_action { abort, rollback, fail, ignore, replace };

struct check {
    std::string name;
    sql_text expression;
    /// PostgreSQL: rows that were there before it may break it until it is validated. Elsewhere all rows are checked.
    bool not_valid = false;
    bool no_inherit = false;  ///< PostgreSQL: not for the tables that inherit this one
    std::string comment{};

    friend bool operator==(const check&, const check&) = default;
};

struct primary_key {
    std::string name;
    std::vector<std::string> columns;
    bool deferrable = false;
    bool initially_deferred = false;
    std::vector<std::string> include{};  ///< PostgreSQL: columns that its index holds besides
    storage_options options{};           ///< PostgreSQL: of its index
    conflict_action on_conflict = conflict_action::abort;
    std::string comment{};

    friend bool operator==(const primary_key&, const primary_key&) = default;
};

struct unique {
    std::string name;
    std::vector<std::string> columns;
    bool deferrable = false;
    bool initially_deferred = false;
    std::vector<std::string> include{};  ///< as in primary_key
    storage_options options{};
    conflict_action on_conflict = conflict_action::abort;
    bool nulls_not_distinct = false;  ///< PostgreSQL: two rows with NULL are the same
    std::string comment{};

    friend bool operator==(const unique&, const unique&) = default;
};

struct foreign_key {
    std::string name;
    std::vector<std::string> columns;
    std::string referenced_table;
    std::vector<std::string> referenced_columns;
    referential_action on_delete = referential_action::no_action;
    referential_action on_update = referential_action::no_action;
    bool deferrable = false;
    bool initially_deferred = false;
    std::string referenced_schema{};
    bool not_valid = false;                     ///< as in check
    bool match_full = false;                    ///< PostgreSQL: of a key in parts all are NULL or none
    std::vector<std::string> on_delete_sets{};  ///< PostgreSQL: of the columns only these become NULL or their default
    std::string comment{};

    friend bool operator==(const foreign_key&, const foreign_key&) = default;
};

/// A column or expression, and the operator that must not hold between two rows for all of them.
struct exclude_key {
    index_key key;
    std::string with;  ///< `=`, `&&`, …

    friend bool operator==(const exclude_key&, const exclude_key&) = default;
};

/// No two rows meet all operators (PostgreSQL): bookings of one room that overlap.
struct exclude {
    std::string name;
    std::vector<exclude_key> keys;
    std::string method = "gist";
    std::optional<sql_text> where;
    bool deferrable = false;
    bool initially_deferred = false;
    std::vector<std::string> include{};  ///< as in primary_key
    storage_options options{};
    std::string comment{};

    friend bool operator==(const exclude&, const exclude&) = default;
};

using constraint = std::variant<primary_key, unique, foreign_key, check, exclude>;

ROWAN_EXPORT const std::string& name_of(const constraint& what) noexcept;
/// "primary key", "unique", "foreign key", "check", "exclude".
ROWAN_EXPORT std::string_view kind_of(const constraint& what) noexcept;
/// All that `of` has, the order in which `create table` writes them.
ROWAN_EXPORT std::vector<constraint> constraints_of(const table& of);

}  // namespace rowan::schema
