#include "query/keyset.hpp"

#include <algorithm>
#include <utility>

namespace rowan::detail {

using schema::nulls_order;
using schema::sort_order;

void reverse_order(std::vector<sql::order_term>& terms) {
    for (auto& one : terms) {
        one.order = one.order == sort_order::ascending ? sort_order::descending : sort_order::ascending;
        if (one.nulls != nulls_order::by_default)
            one.nulls = one.nulls == nulls_order::first ? nulls_order::last : nulls_order::first;
    }
}

namespace {

bool has_own_rows(const sql::select& what) {
    return !what.group_by.empty() || what.having || what.distinct || !what.distinct_on.empty() ||
           !what.operands.empty();
}

/// The expression, or one in it, meets `is_it`.
template <class Test>
bool any_in(const sql::expression& in, Test is_it) {
    return is_it(in) ||
           std::any_of(in.operands.begin(), in.operands.end(), [&](const auto& one) { return any_in(one, is_it); });
}

bool is_window(const sql::expression& one) {
    return one.what == sql::expression::kind::words &&
           one.words.for_dialect("").find(" over (") != std::string_view::npos;
}

std::size_t position_of(const sql::select& in, const sql::expression& column) {
    for (std::size_t i = 0; i != in.columns.size(); ++i) {
        if (in.columns[i] == column) return i;
    }
    if (column.what != sql::expression::kind::column || !column.qualifier.empty()) return no_member;
    const auto at = std::find(in.names.begin(), in.names.end(), column.name);
    return at == in.names.end() ? no_member : static_cast<std::size_t>(at - in.names.begin());
}

/// Puts something else in the place of each column of the result that a term speaks of; true where there was one.
template <class Replace>
bool replace_columns(sql::expression& term, const sql::select& of, Replace replace) {
    if (const std::size_t at = position_of(of, term); at != no_member) {
        term = replace(at);
        return true;
    }
    bool found = false;
    for (auto& one : term.operands) found = replace_columns(one, of, replace) || found;
    return found;
}

constexpr const char* whole_name = "paged";
std::string value_name(std::size_t term) { return "rowan_order_" + std::to_string(term + 1); }

// What a query puts together can be asked about from around it only.
void enclose(sql::select& what, bool reversed) {
    sql::select outer;
    outer.lock = std::exchange(what.lock, {});
    outer.order_by = what.order_by;
    // The order also says which row of a group is the first one.
    if (what.distinct_on.empty()) what.order_by.clear();
    if (reversed) reverse_order(what.order_by);
    if (what.names.empty() && what.operands.empty()) {
        for (std::size_t i = 0; i != what.columns.size(); ++i) what.names.push_back("c" + std::to_string(i + 1));
    }
    // The first of several queries names the columns.
    const sql::select* named = &what;
    while (!named->operands.empty()) named = &named->operands.front();
    const sql::select result{.columns = named->columns, .from = {}, .names = named->names};
    const auto column = [&](std::size_t at) { return sql::column(result.names.at(at), whole_name); };
    for (std::size_t i = 0; i != result.columns.size(); ++i) outer.columns.push_back(column(i));
    outer.names = result.names;
    const bool closed = what.distinct || !what.distinct_on.empty() || !what.operands.empty();
    for (std::size_t i = 0; i != outer.order_by.size(); ++i) {
        auto& by = outer.order_by[i].by;
        if (replace_columns(by, result, column)) continue;
        if (closed)
            throw usage_error(
                "a keyset page of distinct rows, or of several queries put together, is ordered by columns of its "
                "result");
        what.columns.push_back(std::exchange(by, sql::column(value_name(i), whole_name)));
        what.names.push_back(value_name(i));
    }
    outer.from = sql::source(sql::query(std::move(what)), whole_name);
    what = std::move(outer);
}

}  // namespace

void complete_order(sql::select& what, const query_state& of) {
    if (of.root == nullptr || has_own_rows(what) || !of.root->primary_key) return;
    const std::string& qualifier = what.from.alias.empty() ? of.root->name : what.from.alias;
    const auto direction = what.order_by.empty() ? sort_order::ascending : what.order_by.back().order;
    for (const auto& name : of.root->primary_key->columns) {
        const auto column = std::find_if(of.root->columns.begin(), of.root->columns.end(),
                                         [&](const auto& one) { return one.name == name; });
        const sql::expression key = sql::column(name, qualifier);
        const auto is_key = [&](const sql::order_term& one) { return one.by == key; };
        if (std::any_of(what.order_by.begin(), what.order_by.end(), is_key)) continue;
        what.order_by.push_back({key, direction, nulls_order::by_default, column->type.kind});
    }
}

namespace {

const char* comparison(sort_order order, bool including) {
    if (order == sort_order::ascending) return including ? ">=" : ">";
    return including ? "<=" : "<";
}

sql::expression row_of(std::vector<sql::expression> members) { return sql::closed("($*)", std::move(members)); }

sql::expression equals(const sql::order_term& term, const value& at) {
    return at.is_null() ? sql::postfix(term.by, "is null") : sql::infix("=", term.by, sql::parameter(at));
}

/// Values of one term that come behind this one; empty where none can.
std::optional<sql::expression> behind(const sql::order_term& term, const value& at) {
    const bool nulls_behind = term.nulls == nulls_order::last;
    if (at.is_null()) return nulls_behind ? std::nullopt : std::optional(sql::postfix(term.by, "is not null"));
    auto greater = sql::infix(comparison(term.order, false), term.by, sql::parameter(at));
    return nulls_behind ? sql::infix("or", std::move(greater), sql::postfix(term.by, "is null")) : std::move(greater);
}

}  // namespace

sql::expression behind(const std::vector<sql::order_term>& terms, const std::vector<value>& position, bool including) {
    const auto& first = terms.front();
    const bool uniform = std::all_of(terms.begin(), terms.end(), [&](const auto& one) {
        return one.order == first.order && one.nulls == nulls_order::by_default;
    });
    if (uniform) {
        // One comparison, which an index over the columns answers.
        std::vector<sql::expression> left, right;
        for (std::size_t i = 0; i != terms.size(); ++i) {
            left.push_back(terms[i].by);
            right.push_back(sql::parameter(position[i]));
        }
        const char* const op = comparison(first.order, including);
        if (terms.size() == 1) return sql::infix(op, std::move(left[0]), std::move(right[0]));
        return sql::infix(op, row_of(std::move(left)), row_of(std::move(right)));
    }
    std::optional<sql::expression> result;
    for (std::size_t i = terms.size(); i-- != 0;) {
        std::optional<sql::expression> same;
        if (i + 1 != terms.size() || including) same = equals(terms[i], position[i]);
        if (result) same = sql::all_of(std::move(same), std::move(result));
        if (!result && i + 1 != terms.size()) same.reset();
        std::optional<sql::expression> greater = behind(terms[i], position[i]);
        result = greater && same ? sql::infix("or", *std::move(greater), *std::move(same))
                 : greater       ? std::move(greater)
                                 : std::move(same);
    }
    if (!result) return sql::closed("1 = 0");
    // An index knows nothing of `or`: where the first term alone can tell, it is asked first.
    if (first.nulls == nulls_order::by_default) {
        return *sql::all_of(sql::infix(comparison(first.order, true), first.by, sql::parameter(position.front())),
                            std::move(result));
    }
    return *std::move(result);
}

void expose_order(sql::select& what, bool reversed) {
    const auto asks_window = [](const sql::order_term& one) { return any_in(one.by, is_window); };
    for (auto& term : what.order_by) {
        if (!has_own_rows(what)) replace_columns(term.by, what, [&](std::size_t at) { return what.columns[at]; });
    }
    if (has_own_rows(what) || std::any_of(what.order_by.begin(), what.order_by.end(), asks_window))
        enclose(what, reversed);
    for (std::size_t i = 0; i != what.order_by.size(); ++i) {
        what.columns.push_back(what.order_by[i].by);
        if (!what.names.empty()) what.names.push_back(value_name(i));
    }
}

}  // namespace rowan::detail
