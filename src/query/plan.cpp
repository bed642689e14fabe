#include <rowan/query/field.hpp>
#include <rowan/query/plan.hpp>
#include <rowan/query/repository.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "query/per_dialect.hpp"
#include "query/table_statements.hpp"
#include "query/upsert_statements.hpp"

namespace rowan::detail {

namespace {

struct shape_statements {
    statement_text by_key;
    statement_text everything;
};

std::string quoted(const schema::table& table) { return '"' + table.name + '"'; }

}  // namespace

struct table_plan::cache : per_dialect<table_statements> {
    upsert_cache upserts;
};
struct shape_plan::cache : per_dialect<shape_statements> {};

table_plan::table_plan(const schema::table& of, const column_roles& roles)
    : table_(&of), roles_(roles), cache_(new cache) {
    for (const auto& name : key_columns()) {
        for (std::size_t i = 0; i != of.columns.size(); ++i) {
            if (of.columns[i].name == name) key_.push_back(i);
        }
    }
}

table_plan::~table_plan() { delete cache_; }

upsert_cache& table_plan::upserts() const noexcept { return cache_->upserts; }

bool table_plan::is_key(std::size_t column) const noexcept {
    return std::find(key_.begin(), key_.end(), column) != key_.end();
}

std::optional<sql::expression> table_plan::live_rows(std::string qualifier) const {
    if (roles_.deleted_at == no_member) return std::nullopt;
    return sql::postfix(sql::column(column_name(roles_.deleted_at), std::move(qualifier)), "is null");
}

sql::expression table_plan::kept(std::size_t column, sql::expression given) const {
    const sql_type& type = table_->columns[column].stored_type();
    if (type.kind != type_kind::numeric || type.precision == 0 || type.array) return given;
    auto text =
        schema::sql_text("$1").on("sqlite", fmt::format("rowan_numeric($1, {}, {})", type.precision, type.scale));
    return sql::closed(std::move(text), {std::move(given)});
}

std::vector<sql::expression> table_plan::kept(std::span<const std::size_t> columns) const {
    std::vector<sql::expression> result;
    for (const std::size_t each : columns) result.push_back(kept(each));
    return result;
}

sql::assignment table_plan::kept(sql::assignment change) const {
    for (std::size_t i = 0; i != table_->columns.size(); ++i) {
        if (column_name(i) == change.column) change.to = kept(i, std::move(change.to));
    }
    return change;
}

const table_statements& table_plan::statements(const dialect& of) const {
    return cache_->get(of, [&] { return make_table_statements(of, *this); });
}

const std::vector<std::string>& table_plan::key_columns() const noexcept {
    static const std::vector<std::string> none;
    return table_->primary_key ? table_->primary_key->columns : none;
}

sql::expression table_plan::key_condition() const { return bound_key_condition(*this, {}); }

std::vector<sql::order_term> table_plan::key_order() const {
    std::vector<sql::order_term> result;
    for (const auto& column : key_columns()) result.push_back({sql::column(column)});
    return result;
}

void table_plan::throw_not_found() const {
    throw not_found("no row of " + quoted(*table_) + " is there for what was asked");
}

shape_plan::shape_plan(const table_plan& of, std::span<const std::size_t> columns)
    : of_(&of), columns_(columns.begin(), columns.end()), cache_(new cache) {}

shape_plan::~shape_plan() { delete cache_; }

std::vector<sql::expression> shape_plan::columns(const std::string& qualifier) const {
    std::vector<sql::expression> result;
    for (const std::size_t column : columns_) result.push_back(sql::column(of_->column_name(column), qualifier));
    return result;
}

namespace {

shape_statements render_statements(const dialect& of, const shape_plan& plan) {
    sql::select what{.columns = plan.columns(), .from = plan.of().name()};
    shape_statements result;
    if (!plan.of().key_columns().empty()) {
        what.where = sql::all_of(plan.of().key_condition(), plan.of().live_rows());
        result.by_key = statement_text(of.render(what).sql);
    }
    what.where = plan.of().live_rows();
    what.order_by = plan.of().key_order();
    result.everything = statement_text(of.render(what).sql);
    return result;
}

}  // namespace

const statement_text& shape_plan::by_key(const dialect& of) const {
    return cache_->get(of, [&] { return render_statements(of, *this); }).by_key;
}

const statement_text& shape_plan::everything(const dialect& of) const {
    return cache_->get(of, [&] { return render_statements(of, *this); }).everything;
}

statement_text shape_plan::by_list(const dialect& of, const std::string& column) const {
    sql::select what{.columns = columns(), .from = of_->name()};
    what.columns.push_back(sql::column(column));
    what.where = sql::all_of(sql::any_of(sql::column(column), sql::placeholder()), of_->live_rows());
    what.order_by = of_->key_order();
    return statement_text(of.render(what).sql);
}

statement run(session& in, const rendered& text) {
    statement result = in.prepare(text.sql);
    for (std::size_t i = 0; i != text.parameters.size(); ++i) text.parameters[i].write(result.parameters(), i);
    result.execute();
    return result;
}

statement run(session& in, const sql::select& what) { return run(in, in.dialect().render(what)); }
statement run(session& in, const sql::update& what) { return run(in, in.dialect().render(what)); }
statement run(session& in, const sql::erase& what) { return run(in, in.dialect().render(what)); }

std::uint64_t update_rows(session& in, const sql::update& what) {
    return what.set.empty() ? 0 : run(in, what).affected_rows();
}

sql::update update_by(const table_plan& of, const std::vector<sql::assignment>& set,
                      std::optional<sql::expression> where) {
    sql::update result{.table = of.name(), .set = {}, .where = std::move(where)};
    for (const sql::assignment& each : set) result.set.push_back(of.kept(each));
    if (set.empty()) return result;
    const auto is_set = [&](const std::string& column) {
        return std::any_of(set.begin(), set.end(), [&](const sql::assignment& one) { return one.column == column; });
    };
    if (const std::size_t stamp = of.roles().updated_at; stamp != no_member && !is_set(of.column_name(stamp))) {
        result.set.push_back({of.column_name(stamp), sql::parameter(value(timestamp::now()))});
    }
    if (const std::size_t version = of.roles().version; version != no_member && !is_set(of.column_name(version))) {
        const std::string& name = of.column_name(version);
        result.set.push_back({name, sql::infix("+", sql::column(name), sql::closed("1"))});
    }
    return result;
}

std::optional<sql::update> soft_removal(const table_plan& of, std::optional<sql::expression> where) {
    if (of.roles().deleted_at == no_member) return std::nullopt;
    const sql::assignment ends{of.column_name(of.roles().deleted_at), sql::parameter(value(timestamp::now()))};
    return update_by(of, {ends}, sql::all_of(std::move(where), of.live_rows()));
}

std::uint64_t remove_rows(session& in, const table_plan& of, std::optional<sql::expression> where) {
    if (const auto softly = soft_removal(of, where)) return update_rows(in, *softly);
    return run(in, sql::erase{.from = of.name(), .where = std::move(where)}).affected_rows();
}

sql::expression bound_key_condition(const table_plan& of, std::vector<value> key) {
    const auto& columns = of.key_columns();
    std::optional<sql::expression> result;
    for (std::size_t i = 0; i != columns.size(); ++i) {
        auto equals = sql::infix("=", sql::column(columns[i]),
                                 key.empty() ? sql::placeholder() : sql::parameter(std::move(key[i])));
        result = result ? sql::infix("and", std::move(*result), std::move(equals)) : std::move(equals);
    }
    if (!result)
        throw usage_error(quoted(of.table()) + " has no primary key: add .primary_key<…>() to its rowan::table_of");
    return *std::move(result);
}

void throw_beyond(std::string_view member) {
    throw mapping_error("the value for member \"" + std::string(member) + "\" is beyond the range of its type");
}

void throw_window_refused(const schema::table& in) {
    throw usage_error("an update or delete of " + quoted(in) +
                      " by condition takes no limit and no offset: select the keys first");
}

void throw_missing_keys(const schema::table& in, std::size_t asked, std::size_t found) {
    throw not_found(std::to_string(asked - found) + " of the " + std::to_string(asked) + " rows of " + quoted(in) +
                    " that were asked for are not there");
}

void throw_too_deep(const schema::table& in) {
    throw usage_error("a relation of " + quoted(in) + " goes " + std::to_string(1000) +
                      " levels deep: its rows refer to each other in a circle");
}

void throw_missing_related(const schema::table& in) {
    throw not_found("a row of " + quoted(in) +
                    " that another row refers to is not there: is the foreign key in place?");
}

}  // namespace rowan::detail
