#include <rowan/query/projection.hpp>
#include <rowan/query/query_state.hpp>

#include <utility>

namespace rowan::detail {

query_state::query_state(const query_state&) = default;
query_state::query_state(query_state&&) noexcept = default;
query_state& query_state::operator=(const query_state&) = default;
query_state& query_state::operator=(query_state&&) noexcept = default;
query_state::~query_state() = default;

void query_state::where(sql::expression condition) {
    what.where = sql::all_of(std::move(what.where), std::move(condition));
}

void query_state::having(sql::expression condition) {
    what.having = sql::all_of(std::move(what.having), std::move(condition));
}

void query_state::order_by(sql::order_term term, bool absent) {
    if (absent && term.nulls == schema::nulls_order::by_default) {
        term.nulls =
            term.order == schema::sort_order::ascending ? schema::nulls_order::last : schema::nulls_order::first;
    }
    what.order_by.push_back(std::move(term));
}

void query_state::join(sql::join::kind kind, sql::source with, std::optional<sql::expression> on,
                       std::optional<sql::expression> filter) {
    if (filter) live.push_back({what.joins.size(), *std::move(filter)});
    what.joins.push_back({kind, std::move(with), std::move(on)});
}

session& query_state::connection() const {
    if (in != nullptr) return *in;
    throw usage_error(
        "this query was made without a session, to be a part of another one: to run it, start it with "
        "rowan::from<…>(db)");
}

sql::select query_state::finished() const {
    sql::select result = what;
    if (with_deleted) return result;
    for (const auto& one : live) {
        const bool own = one.join == no_member || result.joins[one.join].what == sql::join::kind::cross;
        auto& condition = own ? result.where : result.joins[one.join].on;
        condition = sql::all_of(std::move(condition), one.condition);
    }
    return result;
}

sql::select query_state::finished(std::vector<sql::expression> columns, const std::string& qualifier) const {
    sql::select result = finished();
    for (auto& one : columns) one.qualifier = qualifier;
    result.columns = std::move(columns);
    return result;
}

sql::select put_together(const char* set_operator, sql::select left, sql::select right) {
    sql::select result;
    const bool bare = left.order_by.empty() && !left.limit && !left.offset && left.with.empty();
    if (left.set_operator == set_operator && bare) {
        result = std::move(left);
    } else {
        result.set_operator = set_operator;
        result.operands.push_back(std::move(left));
    }
    result.operands.push_back(std::move(right));
    return result;
}

sql::expression equal_columns(std::string left, std::string left_qualifier, std::string right,
                              std::string right_qualifier) {
    return sql::infix("=", sql::column(std::move(left), std::move(left_qualifier)),
                      sql::column(std::move(right), std::move(right_qualifier)));
}

namespace {
// The rows of a query as the source of another one.
sql::select around(sql::select inner, const char* words) {
    sql::select result;
    result.columns.push_back(sql::closed(words));
    result.from = sql::source(sql::query(std::move(inner)), "counted");
    return result;
}

bool changes_rows(const sql::select& what) {
    return what.limit || what.offset || what.distinct || !what.distinct_on.empty() || !what.group_by.empty() ||
           what.having || !what.operands.empty() || !what.with.empty();
}
}  // namespace

std::uint64_t count_rows(session& in, sql::select what) {
    if (!what.limit && !what.offset && what.distinct_on.empty()) what.order_by.clear();
    what.lock.reset();
    if (changes_rows(what)) {
        if (what.columns.empty() && what.operands.empty()) what.columns = {sql::closed("1")};
        what = around(std::move(what), "count(*)");
    } else {
        what.columns = {sql::closed("count(*)")};
        what.names.clear();
    }
    statement row = run(in, what);
    return row.next() ? static_cast<std::uint64_t>(row.row().get_integer(0)) : 0;
}

bool has_row(session& in, sql::select what) {
    if (what.operands.empty() && !what.distinct && what.distinct_on.empty() && what.group_by.empty()) {
        what.order_by.clear();
        what.names.clear();
        what.columns = {sql::closed("1")};
    }
    if (!what.limit || *what.limit > 1) what.limit = 1;
    return run(in, what).next();
}

std::string explain(session& in, const sql::select& what) {
    rendered text = in.dialect().render(what);
    text.sql.insert(0, in.dialect().explain());
    statement rows = run(in, text);
    std::string result;
    // The step is the last column on every backend, the only one on PostgreSQL.
    while (rows.next()) {
        result += rows.row().get_text(rows.row().column_count() - 1);
        result += '\n';
    }
    return result;
}

bool all_null(const row_reader& from, std::size_t at, std::size_t columns) {
    for (std::size_t i = at; i != at + columns; ++i) {
        if (!from.is_null(i)) return false;
    }
    return true;
}

void throw_more_than_one_row() {
    throw usage_error("more than one row meets the query where one was asked for: use first() or all()");
}

void throw_no_row() {
    throw not_found("no row meets the query where one was asked for: use first() or one_or_none() where that may be");
}

}  // namespace rowan::detail
