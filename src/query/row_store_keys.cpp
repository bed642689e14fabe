#include <rowan/query/row_store.hpp>

#include <algorithm>
#include <utility>

#include "query/column_arrays.hpp"
#include "query/in_parts.hpp"

namespace rowan::detail {

namespace {

/// The keys as values: one array for each part, or, where the backend takes lists as JSON, one array of keys.
value_array part_of_keys(const row_layout& layout, std::size_t column, std::size_t part, const key_range& keys,
                         std::size_t first, std::size_t last) {
    value_array result;
    result.reserve(last - first);
    std::vector<value> one;
    value_writer writer(one);
    for (; first != last; ++first) {
        layout.members[column].codec->write(writer, 0, keys[first].part[part]);
        result.push_back(std::move(one.front()));
    }
    return result;
}

value_array keys_as_arrays(const row_layout& layout, const table_plan& plan, const key_range& keys, std::size_t first,
                           std::size_t last) {
    value_array result;
    result.reserve(last - first);
    for (; first != last; ++first) {
        value_array parts;
        value_writer writer(parts);
        std::size_t part = 0;
        for (const std::size_t column : plan.key_positions()) {
            layout.members[column].codec->write(writer, part, keys[first].part[part]);
            ++part;
        }
        result.emplace_back(std::move(parts));
    }
    return result;
}

// In JSON bytes are base64, which no key column holds.
bool can_be_listed(const dialect& by, const table_plan& plan) {
    if (by.can().arrays) return can_be_unnested(plan, plan.key_positions());
    return std::none_of(plan.key_positions().begin(), plan.key_positions().end(), [&](std::size_t column) {
        return plan.table().columns[column].type.kind == type_kind::bytes || plan.table().columns[column].type.array;
    });
}

/// Keys as a source of rows: where they come from, what each part is called there, and their number.
struct given_keys {
    sql::source from;
    std::vector<sql::expression> parts;
    sql::expression number;

    given_keys(const dialect& by, const table_plan& plan) {
        const auto& columns = plan.key_positions();
        if (by.can().arrays) {
            from = unnested(plan, columns);
            for (const std::size_t column : columns) parts.push_back(sql::column(plan.column_name(column), given_rows));
            number = given_number();
            return;
        }
        from = sql::source(sql::closed("json_each($1)", {sql::placeholder()}), given_rows);
        for (std::size_t i = 0; i != columns.size(); ++i) {
            sql::expression value = sql::column("value", given_rows);
            if (columns.size() == 1) {
                parts.push_back(std::move(value));
            } else {
                parts.push_back(sql::closed("json_extract($1, '$[" + std::to_string(i) + "]')", {std::move(value)}));
            }
        }
        number = sql::column("key", given_rows);
    }
};

void bind_keys(statement& run, const row_layout& layout, const table_plan& plan, const key_range& keys,
               std::size_t first, std::size_t last, const dialect& by, std::size_t parameter = 0) {
    const auto& columns = plan.key_positions();
    const bool apart = by.can().arrays;
    if (!apart && columns.size() > 1)
        return run.parameters().set_array(parameter, keys_as_arrays(layout, plan, keys, first, last));
    for (std::size_t part = 0; part != columns.size(); ++part) {
        run.parameters().set_array(parameter + part, part_of_keys(layout, columns[part], part, keys, first, last));
    }
    const std::size_t spread = place_of_distribution(by, plan, columns);
    if (spread == no_member) return;
    run.parameters().set_array(parameter + columns.size(),
                               each_once(part_of_keys(layout, columns[spread], spread, keys, first, last)));
}

sql::select select_many(const dialect& by, const shape_plan& shape) {
    const table_plan& plan = shape.of();
    const std::string& table = plan.table().name;
    const given_keys given(by, plan);
    sql::select result{.columns = shape.columns(table), .from = given.from};
    // A cross join is run in the order of its tables on SQLite, which would go through the whole table first where it
    // thinks that less.
    result.joins.push_back({sql::join::kind::cross, plan.name(), std::nullopt});
    for (std::size_t i = 0; i != given.parts.size(); ++i) {
        auto equal = sql::infix("=", sql::column(plan.key_columns()[i], table), given.parts[i]);
        result.where = sql::all_of(std::move(result.where), std::move(equal));
    }
    result.where = sql::all_of(std::move(result.where), plan.live_rows(table));
    if (place_of_distribution(by, plan, plan.key_positions()) != no_member)
        result.where = sql::all_of(std::move(result.where), on_machines(plan));
    result.order_by.push_back({given.number});
    return result;
}

// `(a, b) in (select … from …)`, the keys as placeholders that come last.
sql::expression is_among(const dialect& by, const table_plan& plan) {
    given_keys given(by, plan);
    std::vector<sql::expression> columns;
    for (const auto& name : plan.key_columns()) columns.push_back(sql::column(name));
    auto keys = sql::query(sql::select{.columns = std::move(given.parts), .from = std::move(given.from)});
    auto result = sql::infix("in", sql::closed("($*)", std::move(columns)), std::move(keys));
    if (place_of_distribution(by, plan, plan.key_positions()) == no_member) return result;
    return *sql::all_of(std::move(result), on_machines(plan));
}

}  // namespace

std::size_t row_store::read_many(const shape_plan& shape, const row_layout& layout, const key_range& keys,
                                 row_sink to) const {
    std::size_t found = 0;
    if (!can_be_listed(in_->dialect(), *plan_)) {
        for (std::size_t i = 0; i != keys.count; ++i) {
            statement row = in_->prepare(shape.by_key(in_->dialect()));
            write_key(row.parameters(), 0, keys[i]);
            row.execute();
            if (!row.next()) continue;
            read_row(row.row(), layout, to.append(to.list));
            ++found;
        }
        return found;
    }
    if (keys.count == 0) return 0;
    statement rows = in_->prepare(in_->dialect().render(select_many(in_->dialect(), shape)).sql);
    bind_keys(rows, *layout_, *plan_, keys, 0, keys.count, in_->dialect());
    rows.execute();
    for (; rows.next(); ++found) read_row(rows.row(), layout, to.append(to.list));
    return found;
}

std::uint64_t row_store::remove_all(const key_range& keys) const {
    if (keys.count == 0) return 0;
    std::uint64_t removed = 0;
    const auto one = [&](std::size_t index) { removed += remove(keys[index]) ? 1 : 0; };
    if (keys.count == 1 || !can_be_listed(in_->dialect(), *plan_)) {
        write_singly(*in_, keys.count, one);
        return removed;
    }
    const dialect& by = in_->dialect();
    const auto softly = soft_removal(*plan_, is_among(by, *plan_));
    const rendered text =
        softly ? by.render(*softly) : by.render(sql::erase{.from = plan_->name(), .where = is_among(by, *plan_)});
    const auto bulk = [&](std::size_t first, std::size_t last) {
        statement run = in_->prepare(text.sql);
        for (std::size_t i = 0; i != text.parameters.size(); ++i) text.parameters[i].write(run.parameters(), i);
        bind_keys(run, *layout_, *plan_, keys, first, last, by, text.parameters.size());
        run.execute();
        removed += run.affected_rows();
    };
    write_in_parts(*in_, plan_->table(), keys.count, bulk, one);
    return removed;
}

}  // namespace rowan::detail
