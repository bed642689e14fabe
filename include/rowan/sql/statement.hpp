#pragma once

#include <rowan/schema/table.hpp>
#include <rowan/sql/expression.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rowan::sql {

struct table_name {
    std::string schema_name;
    std::string name;

    friend bool operator==(const table_name&, const table_name&) = default;
};

struct order_term {
    expression by;
    schema::sort_order order = schema::sort_order::ascending;
    schema::nulls_order nulls = schema::nulls_order::by_default;

    friend bool operator==(const order_term&, const order_term&) = default;
};

struct select {
    std::vector<expression> columns;
    table_name from;
    std::optional<expression> where;
    std::vector<order_term> order_by;
    std::optional<std::uint64_t> limit;
    std::optional<std::uint64_t> offset;

    friend bool operator==(const select&, const select&) = default;
};

struct insert {
    table_name into;
    std::vector<std::string> columns;           ///< none: a row of defaults
    std::vector<std::vector<expression>> rows;  ///< each as long as `columns`
    std::vector<std::string> returning;

    friend bool operator==(const insert&, const insert&) = default;
};

struct assignment {
    std::string column;
    expression to;

    friend bool operator==(const assignment&, const assignment&) = default;
};

struct update {
    table_name table;
    std::vector<assignment> set;
    std::optional<expression> where;

    friend bool operator==(const update&, const update&) = default;
};

struct erase {
    table_name from;
    std::optional<expression> where;

    friend bool operator==(const erase&, const erase&) = default;
};

}  // namespace rowan::sql
