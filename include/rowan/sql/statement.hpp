#pragma once

#include <rowan/schema/table.hpp>
#include <rowan/sql/expression.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::sql {

struct table_name {
    std::string schema_name;
    std::string name;

    friend bool operator==(const table_name&, const table_name&) = default;
};

struct order_term {
    expression by;
    schema::sort_order order = schema::sort_order::ascending;
    schema::nulls_order nulls = schema::nulls_order::by_default;  ///< by default: there are none
    type_kind kind = type_kind::other;  ///< of the values, where somebody has to read them; other: not known

    friend bool operator==(const order_term&, const order_term&) = default;
};

/// What stands behind the expression: ` desc nulls last`; empty where nothing does.
ROWAN_EXPORT std::string order_words(const order_term& of);

/// What a query reads from: a table or, where `rows` is there, the rows of a query or of a function.
struct source {
    table_name table;
    std::optional<expression> rows;
    std::string alias;                 ///< empty: by the table's own name
    std::vector<std::string> columns;  ///< names of the columns of `rows`; none: their own
    bool lateral = false;              ///< `rows` may speak of the sources before it

    source() = default;
    source(table_name of) : table(std::move(of)) {}
    source(table_name of, std::string name) : table(std::move(of)), alias(std::move(name)) {}
    source(expression of, std::string name, std::vector<std::string> with = {})
        : rows(std::move(of)), alias(std::move(name)), columns(std::move(with)) {}

    friend bool operator==(const source&, const source&) = default;
};

struct join {
    enum class kind { inner, left, cross };
    kind what{};
    source with;
    std::optional<expression> on;  ///< all but cross

    friend bool operator==(const join&, const join&) = default;
};

/// A query with a name, before the one that uses it.
struct common_table {
    std::string name;
    std::vector<std::string> columns;
    std::vector<select> query;  ///< one

    friend ROWAN_EXPORT bool operator==(const common_table&, const common_table&);
};

/// Holds the rows of a result until the transaction ends. A backend without row locks leaves it out: its writers wait
/// for each other.
struct row_lock {
    enum class strength { update, no_key_update, share, key_share };
    enum class wait { until_free, skip_locked, nowait };
    strength what{};
    wait when_held{};

    friend bool operator==(const row_lock&, const row_lock&) = default;
};

/// A query: columns of sources, or, where `operands` are there, those of several queries put together.
struct select {
    std::vector<expression> columns;
    source from{};
    std::optional<expression> where{};
    std::vector<order_term> order_by{};
    std::optional<std::uint64_t> limit{};
    std::optional<std::uint64_t> offset{};
    std::vector<std::string> names{};  ///< of the columns in the result; none: their own
    std::vector<join> joins{};
    std::vector<expression> group_by{};
    std::optional<expression> having{};
    bool distinct = false;
    std::vector<expression> distinct_on{};  ///< the first row of each group that is equal in these, by `order_by`
    std::string set_operator{};             ///< "union", "union all", "intersect", "except"
    std::vector<select> operands{};
    std::vector<common_table> with{};
    bool recursive = false;
    std::optional<row_lock> lock{};

    friend bool operator==(const select&, const select&) = default;
};

struct assignment {
    std::string column;
    expression to;

    friend bool operator==(const assignment&, const assignment&) = default;
};

/// What an insert does with a row that is there already, by a unique key.
struct on_conflict {
    std::vector<std::string> columns;     ///< of the key; with neither these nor a constraint: any key
    std::string constraint;               ///< the key by its name, where the backend takes that
    std::optional<expression> key_where;  ///< predicate of a partial unique index
    std::vector<assignment> set;          ///< none: the row there stays as it is. The new row is `excluded`
    std::optional<expression> where;      ///< rows that do not meet it stay as they are

    friend bool operator==(const on_conflict&, const on_conflict&) = default;
};

struct insert {
    table_name into;
    std::vector<std::string> columns;           ///< none: a row of defaults
    std::vector<std::vector<expression>> rows;  ///< each as long as `columns`
    std::optional<expression> query{};          ///< instead of `rows`: those of a query
    std::optional<on_conflict> conflict{};
    std::vector<expression> returning{};

    friend bool operator==(const insert&, const insert&) = default;
};

struct update {
    table_name table;
    std::vector<assignment> set;
    std::vector<source> from{};  ///< none or one: rows whose columns `set` and `where` may use
    std::optional<expression> where{};
    std::vector<expression> returning{};

    friend bool operator==(const update&, const update&) = default;
};

struct erase {
    table_name from;
    std::optional<expression> where{};
    std::vector<expression> returning{};

    friend bool operator==(const erase&, const erase&) = default;
};

}  // namespace rowan::sql
