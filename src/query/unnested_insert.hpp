#pragma once

#include <rowan/query/plan.hpp>
#include <rowan/session/session.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "query/column_arrays.hpp"
#include "query/in_parts.hpp"

namespace rowan::detail {

/// Rows of one statement at most: bounds the memory that their arrays take.
inline constexpr std::size_t rows_at_once = 8192;

template <class Work>
void for_chunks(std::size_t first, std::size_t last, Work work) {
    while (first < last) {
        const std::size_t end = std::min(last, first + rows_at_once);
        work(first, end);
        first = end;
    }
}

/// `write(to, index, row, column)` hands one value over.
template <class Write>
column_arrays arrays_of(std::size_t first, std::size_t last, std::span<const std::size_t> columns, Write write) {
    column_arrays result(columns.size(), last - first);
    for (std::size_t row = first; row != last; ++row) {
        try {
            for (std::size_t i = 0; i != columns.size(); ++i) write(result, i, row, columns[i]);
        } catch (const mapping_error&) { throw_at_row(row); }
    }
    return result;
}

/// `insert … select … from unnest(…)`: rows in the order given, which their numbers and what comes back are in, too.
class unnested_insert {
public:
    unnested_insert(session& in, const table_plan& plan, std::span<const std::size_t> columns,
                    std::span<const std::size_t> returned)
        : in_(in), columns_(columns) {
        sql::insert what = statement(plan, columns);
        for (const std::size_t column : returned) what.returning.push_back(sql::column(plan.column_name(column)));
        returns_ = !returned.empty();
        text_ = in.dialect().render(what);
    }

    static sql::insert statement(const table_plan& plan, std::span<const std::size_t> columns) {
        sql::insert result{.into = plan.name()};
        sql::select rows;
        rows.from = unnested(plan, columns);
        for (const std::size_t column : columns) {
            result.columns.push_back(plan.column_name(column));
            rows.columns.push_back(sql::column(plan.column_name(column), given_rows));
        }
        rows.order_by.push_back({given_number()});
        result.query = sql::query(std::move(rows));
        return result;
    }

    /// `read(statement, row)` takes what came back of each.
    template <class Write, class Read>
    void run(std::size_t first, std::size_t last, Write write, Read read) const {
        for_chunks(first, last, [&](std::size_t begin, std::size_t end) {
            rowan::statement insert = in_.prepare(text_.sql);
            arrays_of(begin, end, columns_, write).bind(insert);
            insert.execute();
            for (; returns_ && begin != end; ++begin) {
                if (!insert.next()) throw incomplete_bulk();
                read(insert, begin);
            }
        });
    }

private:
    session& in_;
    std::span<const std::size_t> columns_;
    rendered text_{};
    bool returns_ = false;
};

}  // namespace rowan::detail
