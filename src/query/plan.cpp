#include <rowan/query/field.hpp>
#include <rowan/query/plan.hpp>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <utility>

namespace rowan::detail {

namespace {

/// One `Statements` per dialect, made when it is first asked for. There are as many dialects as backends, so a list will do.
template <class Statements>
class per_dialect {
public:
    template <class Make>
    const Statements& get(const dialect& of, Make make) {
        // Most programs speak to one backend: what was asked for last is found without the lock.
        const entry* const last = last_.load(std::memory_order_acquire);
        if (last != nullptr && last->first == &of) return last->second;
        const std::lock_guard lock(mutex_);
        const auto known = std::find_if(made_.begin(), made_.end(), [&](const auto& one) { return one->first == &of; });
        const entry& found = known != made_.end() ? **known : *made_.emplace_back(std::make_unique<entry>(&of, make()));
        last_.store(&found, std::memory_order_release);
        return found.second;
    }

private:
    using entry = std::pair<const dialect*, Statements>;
    std::mutex mutex_;
    std::vector<std::unique_ptr<const entry>> made_;
    std::atomic<const entry*> last_ = nullptr;
};

struct shape_statements {
    statement_text by_key;
    statement_text everything;
};

std::vector<sql::expression> placeholders(std::size_t count) {
    return std::vector<sql::expression>(count, sql::placeholder());
}

statement_text insert_text(const dialect& of, const table_plan& plan, std::size_t left_out) {
    sql::insert what{.into = plan.name()};
    const auto& columns = plan.table().columns;
    for (std::size_t i = 0; i != columns.size(); ++i) {
        if (i != left_out) what.columns.push_back(columns[i].name);
    }
    what.rows.push_back(placeholders(what.columns.size()));
    if (left_out != no_member) what.returning.push_back(sql::column(columns[left_out].name));
    return statement_text(of.render(what).sql);
}

statement_text update_text(const dialect& of, const table_plan& plan) {
    sql::update what{.table = plan.name()};
    const auto& keys = plan.key_columns();
    const auto& columns = plan.table().columns;
    for (std::size_t i = 0; i != columns.size(); ++i) {
        const bool is_key = std::find(keys.begin(), keys.end(), columns[i].name) != keys.end();
        if (!is_key && i != plan.roles().created_at) what.set.push_back({columns[i].name, sql::placeholder()});
    }
    // A table of nothing but its key: the update still tells whether the row is there.
    if (what.set.empty()) what.set.push_back({keys.front(), sql::column(keys.front())});
    what.where = plan.key_condition();
    return statement_text(of.render(what).sql);
}

table_statements render_statements(const dialect& of, const table_plan& plan) {
    table_statements result;
    result.insert = insert_text(of, plan, no_member);
    if (plan.roles().identity != no_member) result.insert_returning = insert_text(of, plan, plan.roles().identity);
    if (plan.key_columns().empty()) return result;
    result.update = update_text(of, plan);
    result.remove = statement_text(of.render(sql::erase{.from = plan.name(), .where = plan.key_condition()}).sql);
    result.exists = statement_text(of.render(sql::select{.columns = {sql::closed("1")}, .from = plan.name(), .where = plan.key_condition()}).sql);
    return result;
}

std::string quoted(const schema::table& table) {
    return '"' + table.name + '"';
}

statement start(session& in, const rendered& text) {
    statement run = in.prepare(text.sql);
    for (std::size_t i = 0; i != text.parameters.size(); ++i) text.parameters[i].write(run.parameters(), i);
    run.execute();
    return run;
}

}  // namespace

struct table_plan::cache : per_dialect<table_statements> {};
struct shape_plan::cache : per_dialect<shape_statements> {};

table_plan::table_plan(const schema::table& of, const column_roles& roles)
    : table_(&of), roles_(roles), cache_(new cache) {}

table_plan::~table_plan() {
    delete cache_;
}

const table_statements& table_plan::statements(const dialect& of) const {
    return cache_->get(of, [&] { return render_statements(of, *this); });
}

const std::vector<std::string>& table_plan::key_columns() const noexcept {
    static const std::vector<std::string> none;
    return table_->primary_key ? table_->primary_key->columns : none;
}

sql::expression table_plan::key_condition() const {
    return bound_key_condition(*this, {});
}

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

shape_plan::~shape_plan() {
    delete cache_;
}

std::vector<sql::expression> shape_plan::columns() const {
    std::vector<sql::expression> result;
    for (const std::size_t column : columns_) result.push_back(sql::column(of_->table().columns[column].name));
    return result;
}

namespace {

shape_statements render_statements(const dialect& of, const shape_plan& plan) {
    sql::select what{.columns = plan.columns(), .from = plan.of().name()};
    shape_statements result;
    if (!plan.of().key_columns().empty()) {
        what.where = plan.of().key_condition();
        result.by_key = statement_text(of.render(what).sql);
        what.where.reset();
    }
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
    what.where = sql::any_of(sql::column(column), sql::placeholder());
    what.order_by = of_->key_order();
    return statement_text(of.render(what).sql);
}

statement run(session& in, const sql::select& what) {
    return start(in, in.dialect().render(what));
}

std::uint64_t run(session& in, const sql::update& what) {
    if (what.set.empty()) return 0;
    return start(in, in.dialect().render(what)).affected_rows();
}

std::uint64_t run(session& in, const sql::erase& what) {
    return start(in, in.dialect().render(what)).affected_rows();
}

sql::update update_by(const table_plan& of, const std::vector<sql::assignment>& set, std::optional<sql::expression> where) {
    sql::update result{.table = of.name(), .set = set, .where = std::move(where)};
    const std::size_t stamp = of.roles().updated_at;
    if (set.empty() || stamp == no_member) return result;
    const std::string& column = of.table().columns[stamp].name;
    const auto is_stamp = [&](const sql::assignment& one) { return one.column == column; };
    if (std::none_of(set.begin(), set.end(), is_stamp)) result.set.push_back({column, sql::parameter(value(timestamp::now()))});
    return result;
}

sql::expression bound_key_condition(const table_plan& of, std::vector<value> key) {
    const auto& columns = of.key_columns();
    std::optional<sql::expression> result;
    for (std::size_t i = 0; i != columns.size(); ++i) {
        auto equals = sql::infix("=", sql::column(columns[i]), key.empty() ? sql::placeholder() : sql::parameter(std::move(key[i])));
        result = result ? sql::infix("and", std::move(*result), std::move(equals)) : std::move(equals);
    }
    if (!result) throw usage_error(quoted(of.table()) + " has no primary key: add .primary_key<…>() to its rowan::table_of");
    return *std::move(result);
}

std::vector<std::int64_t> take_identities(session& in, const table_plan& of, std::size_t count) {
    const std::string_view sql = in.dialect().take_identities();
    std::vector<std::int64_t> result;
    if (sql.empty()) return result;
    std::string table;
    in.dialect().append_table(table, of.name());
    result.reserve(count);
    statement numbers = in.query(sql, table, of.table().columns[of.roles().identity].name, static_cast<std::int64_t>(count));
    while (numbers.next()) {
        if (numbers.row().is_null(0)) return {};  // the column has no sequence of its own: the rows get their numbers one by one
        result.push_back(numbers.row().get_integer(0));
    }
    return result;
}

std::vector<std::string> column_names(const schema::table& of) {
    std::vector<std::string> result;
    for (const auto& column : of.columns) result.push_back(column.name);
    return result;
}

std::uint64_t count(session& in, sql::select what) {
    what.order_by.clear();
    if (!what.limit && !what.offset) {
        what.columns = {sql::closed("count(*)")};
        statement row = run(in, what);
        return row.next() ? static_cast<std::uint64_t>(row.row().get_integer(0)) : 0;
    }
    what.columns = {sql::closed("1")};
    statement rows = run(in, what);
    std::uint64_t result = 0;
    while (rows.next()) ++result;
    return result;
}

bool exists(session& in, sql::select what) {
    what.order_by.clear();
    what.columns = {sql::closed("1")};
    if (!what.limit || *what.limit > 1) what.limit = 1;
    return run(in, what).next();
}

void throw_beyond(std::string_view member) {
    throw mapping_error("the value for member \"" + std::string(member) + "\" is beyond the range of its type");
}

void throw_identity_range() {
    throw mapping_error("the database's next number is beyond the range of the identity member: give it a wider type");
}

void throw_window_refused(const schema::table& in) {
    throw usage_error("an update or delete of " + quoted(in) + " by condition takes no limit and no offset: select the keys first");
}

void throw_more_than_one(const schema::table& in) {
    throw usage_error("more than one row of " + quoted(in) + " meets the condition where one was asked for: use first() or all()");
}

void throw_too_deep(const schema::table& in) {
    throw usage_error("a relation of " + quoted(in) + " goes " + std::to_string(1000) +
                      " levels deep: its rows refer to each other in a circle");
}

void throw_missing_related(const schema::table& in) {
    throw not_found("a row of " + quoted(in) + " that another row refers to is not there: is the foreign key in place?");
}

}  // namespace rowan::detail
