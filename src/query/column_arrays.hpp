#pragma once

#include <rowan/schema/table.hpp>
#include <rowan/sql/statement.hpp>
#include <rowan/types/row.hpp>

#include <span>
#include <string>
#include <vector>

namespace rowan {
class dialect;
class statement;
}

namespace rowan::detail {

class table_plan;

/// Rows turned into one array for each column: what `unnest` takes.
class column_arrays final : public keeping_writer {
public:
    column_arrays(std::size_t columns, std::size_t rows);

    void bind(statement& to) const;
    value_array take(std::size_t column) { return std::move(columns_[column]); }

private:
    value& slot(std::size_t column) override { return columns_[column].emplace_back(); }
    std::vector<value_array> columns_;
};

/// Arrays of these columns can be handed over: none is an array itself, nor of a type that only the database knows.
bool can_be_unnested(const table_plan& plan, std::span<const std::size_t> columns);
/// `unnest(cast($1 as bigint[]), …) with ordinality`, its columns named as the table's, the number of each row last.
sql::source unnested(const table_plan& plan, std::span<const std::size_t> columns);
/// Where the column that the table is distributed by stands among `columns`; `no_member` where its rows lie on one machine.
std::size_t place_of_distribution(const dialect& by, const table_plan& plan, std::span<const std::size_t> columns);
/// That rows have one of the values in the distribution column that the next parameter lists: by that a distributed database
/// sees which machines they are on, as it does not by a join.
sql::expression on_machines(const table_plan& plan);
value_array each_once(const value_array& values);
/// The number of a row in `unnested`, from 1.
sql::expression given_number();
inline constexpr const char* given_rows = "given";

}  // namespace rowan::detail
