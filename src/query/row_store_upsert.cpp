#include <rowan/query/row_store.hpp>

#include <utility>

#include "query/in_parts.hpp"
#include "query/stored_value.hpp"
#include "query/unnested_insert.hpp"
#include "query/upsert_statements.hpp"

namespace rowan::detail {

namespace {

/// The rows that are equal to those given in the columns of the key, in their order.
sql::select select_stored(const table_plan& plan, const resolved_rule& rule, bool spread) {
    const std::string& table = plan.table().name;
    sql::select result{.from = unnested(plan, rule.target)};
    for (const auto& column : plan.table().columns) result.columns.push_back(sql::column(column.name, table));
    result.joins.push_back({sql::join::kind::cross, plan.name(), std::nullopt});
    for (const std::size_t column : rule.target) {
        const std::string& name = plan.column_name(column);
        auto equal = sql::infix("=", sql::column(name, table), sql::column(name, given_rows));
        result.where = sql::all_of(std::move(result.where), std::move(equal));
    }
    if (spread) result.where = sql::all_of(std::move(result.where), on_machines(plan));
    result.order_by.push_back({given_number()});
    return result;
}

}  // namespace

void row_store::complete_anew(void* row, timestamp now) const {
    const std::size_t stamp = plan_->roles().updated_at;
    if (stamp != no_member) *static_cast<timestamp*>(layout_->at(row, stamp)) = now;
    complete(row, now);
}

upsert_outcome row_store::upsert(void* row, const conflict_rule& rule) const {
    complete_anew(row, present());
    return upsert_completed(row, rule);
}

upsert_outcome row_store::upsert_completed(void* row, const conflict_rule& rule) const {
    const bool numbered = needs_number(row);
    const row_statement& insert = numbered ? statements_->insert_numbered : statements_->insert;
    const auto make = [&] { return make_upsert(in_->dialect(), *plan_, rule, insert); };
    if (!rule.where && rule.set.empty())
        return run_upsert(row, plan_->upserts().get(in_->dialect(), rule, numbered, make));
    return run_upsert(row, make());
}

// Where the database does not say whether it inserted the row, it is looked for before. That is right only as long as
// nobody else can write in between: within a transaction that holds the lock for writing, which an upsert without one
// takes.
upsert_outcome row_store::run_upsert(void* row, const upsert_statements& with) const {
    const bool tells = in_->dialect().can().tells_inserted;
    std::optional<transaction> alone;
    if (!tells && !in_->in_transaction()) alone.emplace(*in_);
    const bool existed = !tells && find_stored(row, with, false);
    upsert_outcome result = upsert_outcome::unchanged;
    // A row that stood in the way may be gone again when it is read.
    for (int attempts = 0; attempts != 3; ++attempts) {
        statement run = in_->prepare(with.upsert.text);
        write_columns(run, row, with.upsert.columns);
        std::size_t parameter = with.upsert.columns.size();
        for (const value& one : with.parameters.parameters) one.write(run.parameters(), parameter++);
        run.execute();
        if (run.next()) {
            const bool inserted = tells ? run.row().get_bool(layout_->members.size()) : !existed;
            result = inserted ? upsert_outcome::inserted : upsert_outcome::updated;
            read_row(run.row(), *layout_, row);
            break;
        }
        run.reset();
        if (find_stored(row, with, true)) break;
        if (attempts == 2) plan_->throw_not_found();
    }
    if (alone) alone->commit();
    return result;
}

bool row_store::find_stored(void* row, const upsert_statements& with, bool read) const {
    statement run = in_->prepare(with.stored.text);
    write_columns(run, row, with.stored.columns);
    run.execute();
    if (!run.next()) return false;
    if (read) read_row(run.row(), *layout_, row);
    return true;
}

void row_store::upsert_all(row_range rows, const conflict_rule& rule, outcome_list outcomes) const {
    if (rows.count == 0) return;
    const timestamp now = present();
    for (std::size_t i = 0; i != rows.count; ++i) complete_anew(rows[i], now);
    const auto one = [&](std::size_t index) { outcomes[index] = upsert_completed(rows[index], rule); };
    const row_statement& insert = needs_number(rows[0]) ? statements_->insert_numbered : statements_->insert;
    const dialect& by = in_->dialect();
    if (rows.count == 1 || !by.can().arrays || !by.can().tells_inserted || !are_alike(rows) ||
        !can_be_unnested(*plan_, insert.columns)) {
        return write_singly(*in_, rows.count, one);
    }
    const upsert_statements single = make_upsert(by, *plan_, rule, insert);
    sql::insert what = unnested_insert::statement(*plan_, insert.columns);
    what.conflict = single.rule.conflict;
    for (const auto& column : plan_->table().columns) what.returning.push_back(sql::column(column.name));
    what.returning.push_back(sql::closed("(xmax = 0)"));
    const rendered text = by.render(what);
    const auto write = [&](row_writer& to, std::size_t index, std::size_t row, std::size_t column) {
        layout_->write(to, index, rows[row], column);
    };
    const std::size_t spread = place_of_distribution(by, *plan_, single.rule.target);
    const rendered stored = by.render(select_stored(*plan_, single.rule, spread != no_member));
    const auto bulk = [&](std::size_t first, std::size_t last) {
        // What comes back takes the place of what went, so all that a part writes is written by one statement.
        if (last - first > rows_at_once) throw incomplete_bulk();
        {
            statement run = in_->prepare(text.sql);
            arrays_of(first, last, insert.columns, write).bind(run);
            std::size_t parameter = insert.columns.size();
            for (const value& bound : text.parameters) bound.write(run.parameters(), parameter++);
            run.execute();
            const bool all = run.affected_rows() == last - first && comes_back_in_order(plan_->table());
            if (all) return take_all(run, rows, first, outcomes);
            match_outcomes(run, rows, first, last, single, outcomes);
        }
        statement run = in_->prepare(stored.sql);
        column_arrays keys = arrays_of(first, last, single.rule.target, write);
        keys.bind(run);
        if (spread != no_member) run.parameters().set_array(single.rule.target.size(), each_once(keys.take(spread)));
        run.execute();
        for (; run.next(); ++first) read_row(run.row(), *layout_, rows[first]);
        if (first != last) throw incomplete_bulk();
    };
    write_in_parts(*in_, plan_->table(), rows.count, bulk, one);
}

// Every row was inserted or updated: they come back in the order in which they went.
void row_store::take_all(statement& run, row_range rows, std::size_t first, outcome_list outcomes) const {
    for (; run.next(); ++first) {
        outcomes[first] =
            run.row().get_bool(layout_->members.size()) ? upsert_outcome::inserted : upsert_outcome::updated;
        read_row(run.row(), *layout_, rows[first]);
    }
}

// Rows that were left as they are do not come back, and of a distributed table those of one machine come after those of
// another: each belongs to the next, round and round, that equals it in the columns of the key.
void row_store::match_outcomes(statement& run, row_range rows, std::size_t first, std::size_t last,
                               const upsert_statements& with, outcome_list outcomes) const {
    const std::vector<std::size_t>& target = with.rule.target;
    const std::size_t count = last - first;
    std::vector<std::vector<value>> written(count);
    for (std::size_t i = 0; i != count; ++i) {
        value_writer writer(written[i]);
        for (std::size_t part = 0; part != target.size(); ++part)
            layout_->write(writer, part, rows[first + i], target[part]);
        for (const value& each : written[i]) {
            if (each.is_null()) throw incomplete_bulk();
        }
        outcomes[first + i] = upsert_outcome::unchanged;
    }
    std::vector<bool> met(count);
    for (std::size_t at = 0; run.next();) {
        std::vector<value> stored;
        for (const std::size_t column : target)
            stored.push_back(stored_value(plan_->table().columns[column].stored_type().kind, run.row(), column));
        for (std::size_t tried = 0; met[at] || written[at] != stored; at = (at + 1) % count) {
            if (++tried > count) throw incomplete_bulk();
        }
        met[at] = true;
        outcomes[first + at] =
            run.row().get_bool(layout_->members.size()) ? upsert_outcome::inserted : upsert_outcome::updated;
    }
}

}  // namespace rowan::detail
