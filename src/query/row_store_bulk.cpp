#include <rowan/query/row_store.hpp>

#include <algorithm>
#include <utility>

#include "query/column_arrays.hpp"
#include "query/in_parts.hpp"
#include "query/stored_integer.hpp"
#include "query/unnested_insert.hpp"

namespace rowan::detail {

namespace {

/// From this many rows on COPY is faster than arrays, which are faster than single statements from two rows on; of
/// columns that cannot go as arrays, COPY is faster than single statements from four rows on. Measured over TCP on one
/// machine, rows of six columns.
constexpr std::size_t copy_from = 512;
constexpr std::size_t copy_instead_of_single_from = 4;

std::vector<std::int64_t> take_identities(session& in, const table_plan& of, std::size_t count) {
    const std::string_view sql = in.dialect().take_identities();
    std::vector<std::int64_t> result;
    if (sql.empty()) return result;
    std::string table;
    in.dialect().append_table(table, of.name());
    result.reserve(count);
    statement numbers = in.query(sql, table, of.column_name(of.roles().identity), static_cast<std::int64_t>(count));
    while (numbers.next()) {
        if (numbers.row().is_null(0))
            return {};  // the column has no sequence of its own: the rows get their numbers one by one
        result.push_back(numbers.row().get_integer(0));
    }
    return result;
}

// COPY is binary, and of a type that only the database knows the form is not known.
bool can_be_copied(const table_plan& plan, std::span<const std::size_t> columns) {
    return std::none_of(columns.begin(), columns.end(), [&](std::size_t column) {
        return plan.table().columns[column].stored_type().kind == type_kind::other;
    });
}

template <class Write>
void copy(session& in, const table_plan& plan, std::size_t first, std::size_t last,
          std::span<const std::size_t> columns, Write write) {
    std::vector<std::string> names;
    for (const std::size_t column : columns) names.push_back(plan.column_name(column));
    const auto bulk = in.bulk_insert(plan.name(), names);
    std::size_t index = first;
    try {
        for (; index != last; ++index) {
            for (std::size_t i = 0; i != columns.size(); ++i) write(*bulk, i, index, columns[i]);
            bulk->end_row();
        }
    } catch (const mapping_error&) { throw_at_row(index); }
    try {
        bulk->finish();
    } catch (const database_error& fault) {
        if (fault.row()) throw_at_row(first + *fault.row());
        throw;
    }
}

/// `update … from unnest(…) as given`, by key and version.
sql::update update_statement(const table_plan& plan, const row_statement& like, bool spread) {
    const std::string& table = plan.table().name;
    const std::size_t version = plan.roles().version;
    sql::update result{.table = plan.name()};
    std::optional<sql::expression> where = plan.live_rows(table);
    for (const std::size_t column : like.columns) {
        const std::string& name = plan.column_name(column);
        sql::expression given = sql::column(name, given_rows);
        if (plan.is_key(column) || column == version) {
            where = sql::all_of(std::move(where), sql::infix("=", sql::column(name, table), std::move(given)));
        } else {
            result.set.push_back({name, std::move(given)});
        }
    }
    if (version != no_member) {
        const std::string& name = plan.column_name(version);
        result.set.push_back({name, sql::infix("+", sql::column(name, table), sql::closed("1"))});
    }
    if (result.set.empty())
        result.set.push_back({plan.key_columns().front(), sql::column(plan.key_columns().front(), table)});
    result.from.push_back(unnested(plan, like.columns));
    if (spread) where = sql::all_of(std::move(where), on_machines(plan));
    result.where = std::move(where);
    result.returning.push_back(given_number());
    for (const std::size_t column : like.returned)
        result.returning.push_back(sql::column(plan.column_name(column), table));
    return result;
}

}  // namespace

bool row_store::take_numbers(row_range rows) const {
    std::size_t wanted = 0;
    for (std::size_t i = 0; i != rows.count; ++i) wanted += needs_number(rows[i]) ? 1 : 0;
    if (wanted == 0) return true;
    const std::vector<std::int64_t> numbers = take_identities(*in_, *plan_, wanted);
    if (numbers.size() != wanted) return false;
    const std::size_t identity = plan_->roles().identity;
    std::size_t next = 0;
    for (std::size_t i = 0; i != rows.count; ++i) {
        if (needs_number(rows[i]))
            store_integer(*layout_->members[identity].codec, layout_->at(rows[i], identity), numbers[next++]);
    }
    return true;
}

// Every row has its number, or none has.
bool row_store::are_alike(row_range rows) const {
    for (std::size_t i = 1; i < rows.count; ++i) {
        if (needs_number(rows[i]) != needs_number(rows[0])) return false;
    }
    return true;
}

void row_store::insert_all(row_range rows) const {
    if (rows.count == 0) return;
    const timestamp now = present();
    for (std::size_t i = 0; i != rows.count; ++i) complete(rows[i], now);
    const auto one = [&](std::size_t index) { insert_completed(rows[index]); };
    const auto write = [&](row_writer& to, std::size_t index, std::size_t row, std::size_t column) {
        layout_->write(to, index, rows[row], column);
    };
    const row_statement& whole = statements_->insert;
    const capabilities& can = in_->dialect().can();
    const bool unnests = can.arrays && can_be_unnested(*plan_, whole.columns);
    const std::size_t enough = unnests ? copy_from : copy_instead_of_single_from;
    if (can.bulk_copy && rows.count >= enough && whole.returned.empty() && can_be_copied(*plan_, whole.columns) &&
        take_numbers(rows)) {
        return write_in_parts(
            *in_, plan_->table(), rows.count,
            [&](std::size_t first, std::size_t last) { copy(*in_, *plan_, first, last, whole.columns, write); }, one);
    }
    if (rows.count == 1 || !unnests || !are_alike(rows)) return write_singly(*in_, rows.count, one);
    if (!comes_back_in_order(plan_->table()) && (!whole.returned.empty() || !take_numbers(rows)))
        return write_singly(*in_, rows.count, one);
    const row_statement& what = needs_number(rows[0]) ? statements_->insert_numbered : whole;
    const auto read = [&](const statement& run, std::size_t row) { read_back(run, what.returned, rows[row]); };
    const unnested_insert insert(*in_, *plan_, what.columns, what.returned);
    write_in_parts(
        *in_, plan_->table(), rows.count,
        [&](std::size_t first, std::size_t last) { insert.run(first, last, write, read); }, one);
}

void row_store::update_all(row_range rows) const {
    if (rows.count == 0) return;
    const auto one = [&](std::size_t index) { update(rows[index]); };
    const row_statement& what = statements_->update;
    if (rows.count == 1 || !in_->dialect().can().arrays || !can_be_unnested(*plan_, what.columns)) {
        return write_singly(*in_, rows.count, one);
    }
    const column_roles& roles = plan_->roles();
    if (roles.updated_at != no_member) {
        const timestamp now = timestamp::now();
        for (std::size_t i = 0; i != rows.count; ++i)
            *static_cast<timestamp*>(layout_->at(rows[i], roles.updated_at)) = now;
    }
    const std::size_t spread = place_of_distribution(in_->dialect(), *plan_, what.columns);
    const rendered text = in_->dialect().render(update_statement(*plan_, what, spread != no_member));
    const auto write = [&](row_writer& to, std::size_t index, std::size_t row, std::size_t column) {
        layout_->write(to, index, rows[row], column);
    };
    const auto bulk = [&](std::size_t first, std::size_t last) {
        for_chunks(first, last, [&](std::size_t begin, std::size_t end) {
            statement run = in_->prepare(text.sql);
            column_arrays arrays = arrays_of(begin, end, what.columns, write);
            arrays.bind(run);
            if (spread != no_member) run.parameters().set_array(what.columns.size(), each_once(arrays.take(spread)));
            run.execute();
            std::size_t met = 0;
            for (; run.next(); ++met) {
                const auto number = static_cast<std::size_t>(run.row().get_integer(0));
                read_back(run, what.returned, rows[begin + number - 1], 1);
            }
            if (met != end - begin) throw incomplete_bulk();
        });
        for (; first != last; ++first) count_version(rows[first]);
    };
    write_in_parts(*in_, plan_->table(), rows.count, bulk, one);
}

}  // namespace rowan::detail
