#pragma once

#include <rowan/schema/table.hpp>
#include <rowan/sql/statement.hpp>
#include <rowan/types/row.hpp>

#include <span>
#include <string>
#include <vector>

namespace rowan {
class statement;
}

namespace rowan::detail {

class table_plan;

/// Rows turned into one array for each column: what `unnest` takes.
class column_arrays final : public row_writer {
public:
    column_arrays(std::size_t columns, std::size_t rows);

    void set_null(std::size_t index) override;
    void set_bool(std::size_t index, bool to) override;
    void set_integer(std::size_t index, std::int64_t to) override;
    void set_double(std::size_t index, double to) override;
    void set_text(std::size_t index, std::string_view to, bool copy) override;
    void set_bytes(std::size_t index, std::span<const std::byte> to, bool copy) override;
    void set_uuid(std::size_t index, const uuid& to) override;
    void set_timestamp(std::size_t index, timestamp to) override;
    void set_date(std::size_t index, date to) override;
    void set_decimal(std::size_t index, const decimal& to) override;
    void set_array(std::size_t index, const value_array& to) override;

    void bind(statement& to) const;
    value_array take(std::size_t column) { return std::move(columns_[column]); }

private:
    std::vector<value_array> columns_;
};

/// Arrays of these columns can be handed over: none is an array itself, nor of a type that only the database knows.
bool can_be_unnested(const table_plan& plan, std::span<const std::size_t> columns);
/// `unnest(cast($1 as bigint[]), …) with ordinality`, its columns named as the table's, the number of each row last.
sql::source unnested(const table_plan& plan, std::span<const std::size_t> columns);
/// The number of a row in `unnested`, from 1.
sql::expression given_number();
inline constexpr const char* given_rows = "given";

}  // namespace rowan::detail
