#pragma once

#include <rowan/query/expression.hpp>

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

/// Expressions that choose between values: coalesce, nullif, case, the greater of two, casts.
namespace rowan {

namespace detail {

template <class Expected, class X>
constexpr void check_one_type() {
    constexpr bool of_one_type = comparable<not_optional<Expected>, not_optional<value_type_in<X>>>;
    static_assert(of_one_type, "the values to choose from are not of one type");
}

template <class... X>
using last_of = typename decltype((std::type_identity<X>{}, ...))::type;

// A value is written as one of the type that is expected, so that 0 may stand for a decimal.
template <class Expected, class X>
sql::expression choice(const X& x) {
    check_one_type<Expected, X>();
    if constexpr (term<X>) {
        return x.tree();
    } else {
        using type = not_optional<Expected>;
        return typed_parameter(comparison_value<type>(x), column_type_of<type>());
    }
}

ROWAN_EXPORT sql::expression chosen_case(std::vector<sql::expression> conditions_and_values, bool has_otherwise);
ROWAN_EXPORT sql::expression greater_of_two(bool greatest, bool nullable, sql::expression left, sql::expression right);

}  // namespace detail

/// The first of the values that is not NULL. Never NULL where the last one is not.
template <term First, class... Rest>
requires(sizeof...(Rest) != 0) auto coalesce(const First& first, const Rest&... rest) {
    using type = detail::type_of<First>;
    using last = detail::last_of<Rest...>;
    constexpr bool nullable = detail::is_optional<detail::value_type_in<last>>;
    using certain = typename detail::made_definite<detail::sources_in<First, Rest...>>::type;
    using all = detail::united<certain, typename detail::as_term<last>::source_list>;
    std::vector<sql::expression> list;
    list.reserve(1 + sizeof...(Rest));
    list.push_back(first.tree());
    (list.push_back(detail::choice<type>(rest)), ...);
    return expression<std::conditional_t<nullable, std::optional<type>, type>, all>(
        sql::call("coalesce", std::move(list)));
}

/// NULL where the two are equal, else the first.
template <term First, class Second>
auto nullif(const First& first, const Second& second) {
    using type = detail::type_of<First>;
    return expression<std::optional<type>, detail::sources_in<First, Second>>(
        sql::call("nullif", {detail::comparable_tree(first), detail::choice<type>(second)}));
}

/// `case when … then … else … end`: `case_when(a, 1).when(b, 2).otherwise(3)`; `or_null()` without an else.
template <class V, class Sources>
class case_expression {
public:
    explicit case_expression(std::vector<sql::expression> parts) : parts_(std::move(parts)) {}

    template <detail::truth Condition, class Value>
    auto when(const Condition& condition, const Value& then) && {
        parts_.push_back(condition.tree());
        parts_.push_back(detail::choice<V>(then));
        return case_expression<detail::null_if_any<V, Value>,
                               detail::united<Sources, detail::sources_in<Condition, Value>>>(std::move(parts_));
    }
    template <class Value>
    auto otherwise(const Value& last) && {
        parts_.push_back(detail::choice<V>(last));
        using result = std::conditional_t<detail::is_optional<V>, V, detail::null_if_any<V, Value>>;
        return expression<result, detail::united<Sources, detail::sources_in<Value>>>(
            detail::chosen_case(std::move(parts_), true));
    }
    auto or_null() && {
        return expression<std::optional<detail::not_optional<V>>, Sources>(
            detail::chosen_case(std::move(parts_), false));
    }

private:
    std::vector<sql::expression> parts_;
};

template <detail::truth Condition, class Value>
auto case_when(const Condition& condition, const Value& then) {
    std::vector<sql::expression> parts;
    parts.push_back(condition.tree());
    parts.push_back(detail::operand_of(then));
    return case_expression<detail::value_type_in<Value>, detail::sources_in<Condition, Value>>(std::move(parts));
}

/// The greater of two values, in their own order; NULL where one is.
template <term L, class R>
auto greatest(const L& left, const R& right) {
    detail::check_one_type<detail::type_of<L>, R>();
    using type = detail::null_if_any<detail::type_of<L>, L, R>;
    return expression<type, detail::sources_in<L, R>>(detail::greater_of_two(
        true, detail::is_optional<type>, detail::comparable_tree(left), detail::choice<detail::type_of<L>>(right)));
}
template <term L, class R>
auto least(const L& left, const R& right) {
    detail::check_one_type<detail::type_of<L>, R>();
    using type = detail::null_if_any<detail::type_of<L>, L, R>;
    return expression<type, detail::sources_in<L, R>>(detail::greater_of_two(
        false, detail::is_optional<type>, detail::comparable_tree(left), detail::choice<detail::type_of<L>>(right)));
}

/// The value as another type.
template <class To, term X>
auto cast_to(const X& x) {
    static_assert(storable<To> && !detail::is_optional<To>,
                  "cast to a type that a column can have, without std::optional");
    return expression<detail::null_if_any<To, X>, typename X::source_list>(
        sql::cast(x.tree(), column_type_of<To>().to_sql_type()));
}

/// A value as an expression: a column of the result that is the same in every row.
template <class Value>
auto constant(const Value& of) {
    return expression<typename detail::value_type_of<Value>::type>(detail::operand_of(of));
}

}  // namespace rowan
