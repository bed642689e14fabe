#pragma once

#include <rowan/query/expression.hpp>

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

/// Functions of many rows: counts and sums, of a group or of the window around a row.
namespace rowan {

namespace detail {
struct window_part {
    std::vector<sql::expression> operands{};
    std::vector<sql::order_term> order{};
    std::string frame{};
};
ROWAN_EXPORT sql::expression over(sql::expression function, const window_part& window);
/// On PostgreSQL the value as `type`, where one is named.
ROWAN_EXPORT sql::expression with_result(sql::expression value, const char* type);
ROWAN_EXPORT sql::expression filtered(sql::expression aggregate, sql::expression condition);
ROWAN_EXPORT sql::expression ordered_aggregate(std::string name, std::vector<sql::expression> arguments,
                                               const std::vector<sql::order_term>& by);
}  // namespace detail

/// The rows that a window function looks at: `partition_by(…)`, `order_by(…)`, a frame.
template <class Sources>
class window {
public:
    using source_list = Sources;
    explicit window(detail::window_part part) : part_(std::move(part)) {}

    template <class... Terms>
    auto order_by(const Terms&... terms) const {
        window<detail::united<Sources, typename Terms::source_list...>> result(part_);
        (result.add(terms), ...);
        return result;
    }
    /// From so many rows before this one to so many after it; a window with an order ends at this row by itself.
    window rows_between(std::int64_t before, std::int64_t after) const {
        return frame("rows between " + bound(before, " preceding") + " and " + bound(after, " following"));
    }
    window rows_from_start() const { return frame("rows between unbounded preceding and current row"); }
    window rows_to_end() const { return frame("rows between current row and unbounded following"); }
    window all_rows() const { return frame("rows between unbounded preceding and unbounded following"); }

    const detail::window_part& part() const noexcept { return part_; }

    template <class Other>
    void add(const ordering<Other>& term) {
        part_.order.push_back(term.term);
    }
    template <term X>
    void add(const X& term) {
        add(term.asc());
    }

private:
    static std::string bound(std::int64_t rows, const char* direction) {
        return rows == 0 ? "current row" : std::to_string(rows) + direction;
    }
    window frame(std::string words) const {
        window result(part_);
        result.part_.frame = std::move(words);
        return result;
    }
    detail::window_part part_;
};

template <term... Terms>
auto partition_by(const Terms&... terms) {
    return window<detail::sources_in<Terms...>>(detail::window_part{.operands = {detail::comparable_tree(terms)...}});
}
/// A window over all rows, in an order.
template <class... Terms>
requires requires(const Terms&... terms) { window<sources<>>({}).order_by(terms...); }
auto order_by(const Terms&... terms) { return window<sources<>>({}).order_by(terms...); }

/// A function that needs `over`: `row_number().over(partition_by(field<&task::project_id>))`.
template <class V, class Sources>
class window_function {
public:
    explicit window_function(sql::expression tree) : tree_(std::move(tree)) {}
    template <class Others>
    auto over(const window<Others>& rows) const {
        return expression<V, detail::united<Sources, Others>>(detail::over(tree_, rows.part()));
    }
    auto over() const { return over(window<sources<>>({})); }

private:
    sql::expression tree_;
};

/// A value of a group of rows, or of all; with `over`, of the window around each row.
template <class V, class Sources>
class aggregate : public expression<V, Sources> {
public:
    /// `result` is what the value is made into at last, after filter and window: empty, or the name of a type of
    /// PostgreSQL's.
    explicit aggregate(sql::expression tree, const char* result = "")
        : expression<V, Sources>(detail::with_result(tree, result)), function_(std::move(tree)), result_(result) {}

    /// Of the rows that meet the condition.
    template <detail::truth Condition>
    auto filter(const Condition& condition) const {
        constexpr bool can_be_null = detail::listed<detail::no_rows, Sources>;
        using result = std::conditional_t<can_be_null, std::optional<detail::not_optional<V>>, V>;
        using others = typename detail::made_definite<typename Condition::source_list>::type;
        return aggregate<result, detail::united<Sources, others>>(detail::filtered(function_, condition.tree()),
                                                                  result_);
    }
    template <class Others>
    auto over(const window<Others>& rows) const {
        using own = typename detail::without_tags<Sources>::type;
        using all = detail::united<own, typename detail::made_definite<Others>::type>;
        return expression<V, all>(detail::with_result(detail::over(function_, rows.part()), result_));
    }
    auto over() const { return over(window<sources<>>({})); }

private:
    sql::expression function_;
    const char* result_;
};

namespace detail {

template <class V, class... X>
using aggregate_of = aggregate<null_if_any<V, X...>, united<sources<no_rows, many_rows>, sources_in<X...>>>;
template <term X>
using counted =
    aggregate<std::int64_t, united<sources<many_rows>, typename made_definite<typename X::source_list>::type>>;

template <class V>
inline constexpr bool whole = plain_integer<V>;
template <class V>
inline constexpr bool number = std::is_arithmetic_v<V> && !std::is_same_v<V, bool>;
template <class V>
using sum_type = std::conditional_t<whole<V>, std::int64_t, V>;
template <class V>
using average_type = std::conditional_t<number<V>, double, V>;

/// Exact numbers are text on SQLite: the driver's functions calculate.
ROWAN_EXPORT sql::expression number_aggregate(const char* name, sql::expression of, bool exact);

}  // namespace detail

/// Rows.
inline auto count() { return aggregate<std::int64_t, sources<detail::many_rows>>(sql::closed("count(*)")); }
/// Values that are not NULL.
template <term X>
auto count(const X& of) {
    return detail::counted<X>(sql::call("count", {of.tree()}));
}
template <term X>
auto count_distinct(const X& of) {
    return detail::counted<X>(sql::closed("count(distinct $1)", {detail::comparable_tree(of)}));
}

/// NULL where there is no value: of no rows at all (not in a group, which has one), or of nothing but NULLs. Whole
/// numbers as 64 bits.
template <term X>
auto sum(const X& of) {
    using type = detail::type_of<X>;
    static_assert(detail::number<type> || std::is_same_v<type, decimal>, "only numbers have a sum");
    // PostgreSQL gives the sum of whole numbers a type without limit.
    return detail::aggregate_of<detail::sum_type<type>, X>(
        detail::number_aggregate("sum", of.tree(), std::is_same_v<type, decimal>), detail::whole<type> ? "bigint" : "");
}
/// As `sum`. A double of whole numbers, a decimal of decimals.
template <term X>
auto avg(const X& of) {
    using type = detail::type_of<X>;
    static_assert(detail::number<type> || std::is_same_v<type, decimal>, "only numbers have an average");
    return detail::aggregate_of<detail::average_type<type>, X>(
        detail::number_aggregate("avg", of.tree(), std::is_same_v<type, decimal>),
        detail::number<type> ? "double precision" : "");
}
template <term X>
auto min(const X& of) {
    static_assert(!described_enum<detail::type_of<X>>,
                  "an enum has no least and greatest value that every backend knows: order by it and take the first");
    return detail::aggregate_of<detail::type_of<X>, X>(sql::call("min", {detail::comparable_tree(of)}));
}
template <term X>
auto max(const X& of) {
    static_assert(!described_enum<detail::type_of<X>>,
                  "an enum has no least and greatest value that every backend knows: order by it and take the first");
    return detail::aggregate_of<detail::type_of<X>, X>(sql::call("max", {detail::comparable_tree(of)}));
}
/// True where it is of every row, or of any.
template <detail::truth X>
auto bool_and(const X& of) {
    return detail::aggregate_of<bool, X>(
        sql::closed(schema::sql_text("bool_and($1)").on("sqlite", "min($1)"), {of.tree()}));
}
template <detail::truth X>
auto bool_or(const X& of) {
    return detail::aggregate_of<bool, X>(
        sql::closed(schema::sql_text("bool_or($1)").on("sqlite", "max($1)"), {of.tree()}));
}

/// The texts of the rows in one, in the order of the terms: `string_agg(field<&track::name>, ", ",
/// field<&track::position>)`.
template <term X, class... Order>
auto string_agg(const X& of, std::string_view between, const Order&... by) {
    static_assert(std::is_same_v<detail::type_of<X>, std::string>,
                  "only texts are put together: cast_to<std::string>(…) what is none");
    using all = detail::united<sources<detail::no_rows, detail::many_rows>, typename X::source_list,
                               typename Order::source_list...>;
    return aggregate<typename X::value_type, all>(detail::ordered_aggregate(
        "string_agg", {of.tree(), detail::operand_of(between)}, rowan::order_by(by...).part().order));
}
/// The values of the rows as an array, in the order of the terms.
template <term X, class... Order>
auto array_agg(const X& of, const Order&... by) {
    using all =
        detail::united<sources<detail::no_rows, detail::many_rows>,
                       typename detail::made_definite<typename X::source_list>::type, typename Order::source_list...>;
    return aggregate<std::vector<typename X::value_type>, all>(
        detail::ordered_aggregate("array_agg", {of.tree()}, rowan::order_by(by...).part().order));
}

inline auto row_number() { return window_function<std::int64_t, sources<>>(sql::closed("row_number()")); }
inline auto rank() { return window_function<std::int64_t, sources<>>(sql::closed("rank()")); }
inline auto dense_rank() { return window_function<std::int64_t, sources<>>(sql::closed("dense_rank()")); }
inline auto percent_rank() { return window_function<double, sources<>>(sql::closed("percent_rank()")); }
inline auto cume_dist() { return window_function<double, sources<>>(sql::closed("cume_dist()")); }
inline auto ntile(std::int32_t groups) {
    return window_function<std::int32_t, sources<>>(sql::closed("ntile($1)", {detail::operand_of(groups)}));
}
/// The value so many rows before this one; NULL where there is none.
template <term X>
auto lag(const X& of, std::int32_t rows = 1) {
    return window_function<std::optional<detail::type_of<X>>, typename X::source_list>(
        sql::closed("lag($1, $2)", {of.tree(), detail::operand_of(rows)}));
}
template <term X>
auto lead(const X& of, std::int32_t rows = 1) {
    return window_function<std::optional<detail::type_of<X>>, typename X::source_list>(
        sql::closed("lead($1, $2)", {of.tree(), detail::operand_of(rows)}));
}
template <term X>
auto first_value(const X& of) {
    return window_function<typename X::value_type, typename X::source_list>(sql::call("first_value", {of.tree()}));
}
template <term X>
auto last_value(const X& of) {
    return window_function<typename X::value_type, typename X::source_list>(sql::call("last_value", {of.tree()}));
}
template <term X>
auto nth_value(const X& of, std::int32_t row) {
    return window_function<std::optional<detail::type_of<X>>, typename X::source_list>(
        sql::closed("nth_value($1, $2)", {of.tree(), detail::operand_of(row)}));
}

}  // namespace rowan
