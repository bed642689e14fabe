#include "query/upsert_statements.hpp"

#include <algorithm>
#include <utility>

namespace rowan::detail {

namespace {

std::size_t position_of(const table_plan& plan, const std::string& column) {
    const auto& columns = plan.table().columns;
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return one.name == column; });
    if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
    throw usage_error("an upsert into \"" + plan.table().name + "\" names the column \"" + column +
                      "\", which the table does not have");
}

std::vector<std::string> columns_of_index(const schema::index& index) {
    std::vector<std::string> result;
    for (const auto& key : index.keys) {
        if (key.column.empty()) return {};
        result.push_back(key.column);
    }
    return result;
}

/// The columns that a constraint or a unique index of the table's description makes unique, with the predicate of a
/// partial one.
void find_constraint(const schema::table& table, const std::string& name, sql::on_conflict& result) {
    if (table.primary_key && table.primary_key->name == name) result.columns = table.primary_key->columns;
    for (const auto& one : table.uniques) {
        if (one.name == name) result.columns = one.columns;
    }
    for (const auto& one : table.indexes) {
        if (one.name != name || !one.unique) continue;
        result.columns = columns_of_index(one);
        if (one.where) result.key_where = sql::words(*one.where);
    }
    if (!result.columns.empty()) return;
    throw usage_error(
        "an upsert into \"" + table.name + "\" names \"" + name +
        "\": its rowan::table_of has no primary key, unique constraint or unique index of columns by that name");
}

sql::expression excluded_column(const std::string& name) { return sql::column(name, "excluded"); }

bool is_set(const sql::on_conflict& in, const std::string& column) {
    return std::any_of(in.set.begin(), in.set.end(), [&](const auto& one) { return one.column == column; });
}

}  // namespace

resolved_rule resolve(const table_plan& plan, const conflict_rule& rule, std::span<const std::size_t> written) {
    resolved_rule result;
    sql::on_conflict& conflict = result.conflict;
    conflict.columns = rule.columns;
    if (!rule.constraint.empty()) {
        find_constraint(plan.table(), rule.constraint, conflict);
    } else if (rule.columns.empty()) {
        conflict.columns = plan.key_columns();
    }
    for (const auto& column : conflict.columns) result.target.push_back(position_of(plan, column));
    if (rule.what == conflict_rule::change::none) return result;

    const column_roles& roles = plan.roles();
    const auto take = [&](std::size_t column) {
        conflict.set.push_back({plan.column_name(column), excluded_column(plan.column_name(column))});
    };
    if (rule.what == conflict_rule::change::all) {
        for (const std::size_t column : written) {
            const bool kept = plan.is_key(column) || column == roles.created_at || column == roles.version ||
                              column == roles.identity;
            if (!kept && std::find(result.target.begin(), result.target.end(), column) == result.target.end())
                take(column);
        }
    }
    for (const auto& column : rule.updated) take(position_of(plan, column));
    for (const sql::assignment& each : rule.set) conflict.set.push_back(plan.kept(each));
    if (conflict.set.empty()) return result;
    if (roles.updated_at != no_member && !is_set(conflict, plan.column_name(roles.updated_at))) take(roles.updated_at);
    if (roles.version != no_member && !is_set(conflict, plan.column_name(roles.version))) {
        const std::string& name = plan.column_name(roles.version);
        conflict.set.push_back({name, sql::infix("+", sql::column(name, plan.table().name), sql::closed("1"))});
    }
    conflict.where = rule.where;
    return result;
}

upsert_statements make_upsert(const dialect& by, const table_plan& plan, const conflict_rule& rule,
                              const row_statement& insert) {
    upsert_statements result;
    result.rule = resolve(plan, rule, insert.columns);
    sql::insert what{.into = plan.name()};
    for (const std::size_t column : insert.columns) what.columns.push_back(plan.column_name(column));
    what.rows.push_back(plan.kept(insert.columns));
    what.conflict = result.rule.conflict;
    sql::select stored{.from = plan.name()};
    for (const auto& column : plan.table().columns) {
        what.returning.push_back(sql::column(column.name));
        stored.columns.push_back(sql::column(column.name));
    }
    if (by.can().tells_inserted) what.returning.push_back(sql::closed("(xmax = 0)"));
    for (const std::size_t column : result.rule.target) {
        auto equal = sql::infix("=", sql::column(plan.column_name(column)), sql::placeholder());
        stored.where = sql::all_of(std::move(stored.where), std::move(equal));
    }
    stored.where = sql::all_of(std::move(stored.where), result.rule.conflict.key_where);
    result.parameters = by.render(what);
    result.upsert = {statement_text(result.parameters.sql), insert.columns, {}};
    result.stored = {statement_text(by.render(stored).sql), result.rule.target, {}};
    return result;
}

}  // namespace rowan::detail
