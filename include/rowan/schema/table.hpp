#pragma once

#include <rowan/schema/column.hpp>
#include <rowan/schema/constraint.hpp>
#include <rowan/schema/index.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

/// The schema model: what a database holds, as plain data. Structs, migrations and live catalogs are all turned into
/// it.
namespace rowan::schema {

struct table_name {
    std::string name;
    std::string schema_name{};

    friend bool operator==(const table_name&, const table_name&) = default;
};

/// Where a distributed PostgreSQL (Citus) keeps the rows of a table. A server of one machine, and every other backend,
/// passes over it.
struct distribution {
    std::string column;  ///< rows that are equal in it lie together; empty: each machine has all rows (reference table)
    std::string colocate_with;  ///< the table whose rows lie beside; empty: any whose column is of the same type

    friend bool operator==(const distribution&, const distribution&) = default;
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
    std::vector<exclude> excludes{};

    // PostgreSQL
    bool unlogged = false;
    storage_options options{};  ///< fillfactor, …
    std::vector<table_name> inherits{};
    std::string partition_by{};       ///< `RANGE (at)`
    std::vector<table> partitions{};  ///< whole tables, their keys, checks and indexes included
    std::string bounds{};             ///< as a partition: `FOR VALUES IN (1, 2)`, `DEFAULT`
    bool row_security = false;        ///< policies hold
    bool force_row_security = false;  ///< for its owner, too
    std::string replica_identity{};   ///< `full`, `nothing`, `using index "i"`; empty: the primary key
    std::string clustered_on{};       ///< the index by which `cluster` orders the rows

    // SQLite
    bool strict = false;
    bool without_rowid = false;
    /// The whole statement, of a virtual table, or where the other members do not tell all of it: written instead of
    /// them.
    std::string statement{};
    std::optional<schema::distribution> distribution{};

    /// Null where there is no such column.
    ROWAN_EXPORT const column* find_column(std::string_view column_name) const noexcept;

    friend bool operator==(const table&, const table&) = default;
};

}  // namespace rowan::schema

namespace rowan {

using on_delete = schema::referential_action;
using on_update = schema::referential_action;

}  // namespace rowan
