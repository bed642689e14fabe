#include "query/column_arrays.hpp"

#include "query/in_parts.hpp"

#include <rowan/query/plan.hpp>

#include <algorithm>
#include <utility>

namespace rowan::detail {

namespace {

constexpr const char* number_column = "rowan_number";

// Neither length nor precision nor domain: a cast would cut off, or round, what the column refuses.
sql_type array_type(const schema::column& of) {
    sql_type result = of.stored_type();
    result.length = 0;
    result.precision = 0;
    result.scale = 0;
    result.array = true;
    return result;
}

}  // namespace

column_arrays::column_arrays(std::size_t columns, std::size_t rows) : columns_(columns) {
    for (auto& one : columns_) one.reserve(rows);
}

void column_arrays::bind(statement& to) const {
    try {
        for (std::size_t i = 0; i != columns_.size(); ++i) to.parameters().set_array(i, columns_[i]);
    } catch (const mapping_error&) {
        throw incomplete_bulk();  // an element has no form in its column's type: the row that it is of says so, and
                                  // which
    }
}

bool can_be_unnested(const table_plan& plan, std::span<const std::size_t> columns) {
    return std::none_of(columns.begin(), columns.end(), [&](std::size_t column) {
        const sql_type& type = plan.table().columns[column].stored_type();
        return type.array || type.kind == type_kind::other;
    });
}

sql::source unnested(const table_plan& plan, std::span<const std::size_t> columns) {
    std::vector<sql::expression> arrays;
    std::vector<std::string> names;
    for (const std::size_t column : columns) {
        arrays.push_back(sql::cast(sql::placeholder(), array_type(plan.table().columns[column])));
        names.push_back(plan.column_name(column));
    }
    names.emplace_back(number_column);
    return {sql::closed("unnest($*) with ordinality", std::move(arrays)), given_rows, std::move(names)};
}

std::size_t place_of_distribution(const dialect& by, const table_plan& plan, std::span<const std::size_t> columns) {
    const auto& how = plan.table().distribution;
    if (!how || how->column.empty() || !by.can().distribution) return no_member;
    for (std::size_t i = 0; i != columns.size(); ++i) {
        if (plan.column_name(columns[i]) == how->column) return i;
    }
    return no_member;
}

sql::expression on_machines(const table_plan& plan) {
    return sql::any_of(sql::column(plan.table().distribution->column, plan.table().name), sql::placeholder());
}

// As far as that is quickly done: many rows are of few tenants, or of one each.
value_array each_once(const value_array& values) {
    constexpr std::size_t few = 64;
    value_array result;
    for (const value& one : values) {
        const auto end = result.begin() + static_cast<std::ptrdiff_t>(std::min(few, result.size()));
        if (std::find(result.begin(), end, one) == end) result.push_back(one);
    }
    return result;
}

sql::expression given_number() { return sql::column(number_column, given_rows); }

}  // namespace rowan::detail
