#pragma once

#include <rowan/schema/referential_action.hpp>
#include <rowan/schema/sql_text.hpp>
#include <rowan/types/sql_type.hpp>

#include <optional>
#include <string>
#include <vector>

#include <rowan/export.hpp>

/// The schema model: what a database holds, as plain data. Structs, migrations and live catalogs are all turned into
/// it.
namespace rowan::schema {

enum class identity_kind { none, by_default, always };

struct check {
    std::string name;
    sql_text expression;
    /// PostgreSQL: rows that were there before it may break it until it is validated. Elsewhere all rows are checked.
    bool not_valid = false;

    friend bool operator==(const check&, const check&) = default;
};

/// A type with rules of its own. On a backend without domains its columns carry the rules as checks.
struct domain {
    std::string name;
    sql_type type;
    bool nullable = true;
    std::optional<sql_text> default_value;
    std::vector<check> checks;  ///< the value is written `value`

    friend bool operator==(const domain&, const domain&) = default;
};

struct column {
    std::string name;
    sql_type type;
    bool nullable = false;
    std::optional<sql_text> default_value;
    identity_kind identity = identity_kind::none;
    std::optional<sql_text> generated_as;  ///< computed from other columns and stored
    std::string collation;
    std::string comment;
    /// Where the type is a domain: its definition, which a backend without domains needs to create the column.
    std::optional<schema::domain> domain{};

    /// That of the values: a domain's own.
    const sql_type& stored_type() const noexcept { return domain ? domain->type : type; }

    friend bool operator==(const column&, const column&) = default;
};

struct primary_key {
    std::string name;
    std::vector<std::string> columns;

    friend bool operator==(const primary_key&, const primary_key&) = default;
};

struct unique {
    std::string name;
    std::vector<std::string> columns;

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
    bool not_valid = false;  ///< as in check

    friend bool operator==(const foreign_key&, const foreign_key&) = default;
};

enum class sort_order { ascending, descending };
enum class nulls_order { by_default, first, last };

/// A column of an index, or an expression in place of one.
struct index_key {
    std::string column;
    std::optional<sql_text> expression;
    sort_order order = sort_order::ascending;
    nulls_order nulls = nulls_order::by_default;
    std::string operator_class;  ///< PostgreSQL

    friend bool operator==(const index_key&, const index_key&) = default;
};

struct index {
    std::string name;
    std::string table;
    std::vector<index_key> keys;
    bool unique = false;
    std::string method;                                        ///< PostgreSQL: gin, hnsw, …; empty is btree
    std::vector<std::pair<std::string, std::string>> options;  ///< PostgreSQL: with (m = 16)
    std::vector<std::string> include;                          ///< PostgreSQL
    std::optional<sql_text> where;                             ///< partial index
    std::string schema_name{};                                 ///< of the table
    bool where_supported = false;  ///< left out, not refused, by a backend that has no such index
    bool concurrently = false;     ///< PostgreSQL: built and dropped while others write, outside of a transaction

    friend bool operator==(const index&, const index&) = default;
};

struct table {
    std::string schema_name;  ///< empty: wherever the session looks first
    std::string name;
    std::vector<column> columns;
    std::optional<schema::primary_key> primary_key;
    std::vector<unique> uniques;
    std::vector<foreign_key> foreign_keys;
    std::vector<check> checks;
    std::vector<index> indexes;
    std::string comment;

    /// Null where there is no such column.
    ROWAN_EXPORT const column* find_column(std::string_view column_name) const noexcept;

    friend bool operator==(const table&, const table&) = default;
};

}  // namespace rowan::schema

namespace rowan {

using on_delete = schema::referential_action;
using on_update = schema::referential_action;

}  // namespace rowan
