#pragma once

#include <rowan/schema/sql_text.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rowan::schema {

enum class sort_order { ascending, descending };
enum class nulls_order { by_default, first, last };

/// Settings by name: `fillfactor`, `70`.
using storage_options = std::vector<std::pair<std::string, std::string>>;

/// A column of an index, or an expression in place of one.
struct index_key {
    std::string column;
    std::optional<sql_text> expression;
    sort_order order = sort_order::ascending;
    nulls_order nulls = nulls_order::by_default;
    std::string operator_class;                ///< PostgreSQL
    std::string operator_class_schema{};       ///< where it is not found without one
    storage_options operator_class_options{};  ///< `siglen`, `32`
    std::string collation{};                   ///< where it is not that of the column
    std::string collation_schema{};            ///< where it is not found without one

    friend bool operator==(const index_key&, const index_key&) = default;
};

struct index {
    std::string name;
    std::string table;  ///< or materialised view
    std::vector<index_key> keys;
    bool unique = false;
    std::string method;                ///< PostgreSQL: gin, hnsw, …; empty is btree
    storage_options options;           ///< PostgreSQL: with (m = 16)
    std::vector<std::string> include;  ///< PostgreSQL
    std::optional<sql_text> where;     ///< partial index
    std::string schema_name{};         ///< of the table
    bool where_supported = false;      ///< left out, not refused, by a backend that has no such index
    bool concurrently = false;         ///< PostgreSQL: built and dropped while others write, outside of a transaction
    bool nulls_not_distinct = false;   ///< PostgreSQL: two rows with NULL are the same to a unique index
    std::string comment{};

    friend bool operator==(const index&, const index&) = default;
};

}  // namespace rowan::schema
