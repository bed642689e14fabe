#pragma once

#include <rowan/query/expression.hpp>

#include <string>
#include <type_traits>
#include <utility>

/// `+ - * / %` of expressions, and what an assignment stores.
namespace rowan::detail {

/// The type of a sum of the two: the wider of one family of numbers, text of texts.
template <class L, class R>
struct arithmetic_type {};
template <class L, class R>
requires((plain_integer<L> ||
          std::is_floating_point_v<L>)&&(plain_integer<R> ||
                                         std::is_floating_point_v<R>)) struct arithmetic_type<L, R> {
    using type = std::common_type_t<L, R>;
};
template <class L, class R>
requires((std::is_same_v<L, decimal> && (plain_integer<R> || std::is_same_v<R, decimal>)) ||
         (plain_integer<L> && std::is_same_v<R, decimal>)) struct arithmetic_type<L, R> {
    using type = decimal;
};
template <>
struct arithmetic_type<std::string, std::string> {
    using type = std::string;
};

template <class L, class R>
concept calculable = operands<L, R> && requires {
    typename arithmetic_type<not_optional<value_type_in<L>>, not_optional<value_type_in<R>>>::type;
};
template <class L, class R>
using arithmetic_result =
    null_if_any<typename arithmetic_type<not_optional<value_type_in<L>>, not_optional<value_type_in<R>>>::type, L, R>;

// The value beside a whole number may be a decimal, which makes one of the result.
template <class Other, class X>
sql::expression arithmetic_side(const X& x) {
    if constexpr (term<X>) {
        return x.tree();
    } else if constexpr (comparable<type_of<Other>, X>) {
        return comparison_operand<type_of<Other>>(x);
    } else {
        return operand_of(x);
    }
}

/// Of whole numbers the octets.
enum class number_kind { real = 0, whole_2 = 2, whole_4 = 4, whole_8 = 8, exact = 16, text = 32 };
constexpr int octets_of(number_kind kind) noexcept { return kind > number_kind::whole_8 ? 0 : static_cast<int>(kind); }

template <class V>
constexpr number_kind kind_of() {
    if constexpr (std::is_same_v<V, decimal>) return number_kind::exact;
    if constexpr (std::is_same_v<V, std::string>) return number_kind::text;
    if constexpr (plain_integer<V>) return static_cast<number_kind>(sizeof(V));
    return number_kind::real;
}
/// `op` is one of `+ - * / %`; exact numbers are text on SQLite, where the driver's functions calculate.
ROWAN_EXPORT sql::expression calculate(char op, number_kind kind, sql::expression left, sql::expression right);
ROWAN_EXPORT sql::expression narrowed(sql::expression number, number_kind to);
ROWAN_EXPORT sql::expression negated(sql::expression number, number_kind kind);

// Databases calculate in the types of the operands, C++ in the wider one.
template <class Result, class X>
sql::expression widened(const X&, sql::expression side) {
    if constexpr (term<X>) {
        using own = not_optional<typename X::value_type>;
        if constexpr (plain_integer<Result> && plain_integer<own> && sizeof(own) < sizeof(Result))
            return sql::cast(std::move(side), column_type_of<Result>().to_sql_type());
    }
    return side;
}

template <class L, class R>
auto calculated(char op, const L& left, const R& right) {
    using result = arithmetic_result<L, R>;
    using number = not_optional<result>;
    return expression<result, sources_in<L, R>>(calculate(op, kind_of<number>(),
                                                          widened<number>(left, arithmetic_side<R>(left)),
                                                          widened<number>(right, arithmetic_side<L>(right))));
}

/// What an assignment to a member of type `Member` stores.
template <class Member, class To>
sql::expression assigned(const To& to, std::string_view name) {
    using type = not_optional<Member>;
    if constexpr (term<To>) {
        constexpr bool of_one_type = comparable<type, type_of<To>>;
        static_assert(of_one_type, "the expression is not of the type of the member that it is assigned to");
        constexpr bool takes_it = is_optional<Member> || !is_optional<typename To::value_type>;
        static_assert(takes_it,
                      "an expression that may be NULL is assigned to a member that is not std::optional: use coalesce");
        using number = not_optional<typename To::value_type>;
        if constexpr (plain_integer<type> && plain_integer<number> && sizeof(type) < sizeof(number))
            return narrowed(to.tree(), kind_of<type>());
        return to.tree();
    } else if constexpr (std::is_same_v<To, std::nullopt_t>) {
        static_assert(is_optional<Member>, "only a std::optional member can be set to NULL");
        return sql::parameter(value());
    } else if constexpr (is_optional<To>) {
        static_assert(is_optional<Member>, "only a std::optional member can be set to NULL");
        return to ? assigned<Member>(*to, name) : sql::parameter(value());
    } else {
        if (is_beyond<type>(to)) throw_beyond(name);
        return sql::parameter(comparison_value<type>(to));
    }
}

}  // namespace rowan::detail

namespace rowan {

/// Numbers are added, texts put together.
template <class L, class R>
requires detail::calculable<L, R>
auto operator+(const L& left, const R& right) { return detail::calculated('+', left, right); }
template <class L, class R>
requires detail::calculable<L, R>
auto operator-(const L& left, const R& right) { return detail::calculated('-', left, right); }
template <class L, class R>
requires detail::calculable<L, R>
auto operator*(const L& left, const R& right) { return detail::calculated('*', left, right); }
/// Whole numbers are divided without a remainder, towards zero; exact ones with at least sixteen digits.
template <class L, class R>
requires detail::calculable<L, R>
auto operator/(const L& left, const R& right) { return detail::calculated('/', left, right); }
template <class L, class R>
requires detail::calculable<L, R>
auto operator%(const L& left, const R& right) { return detail::calculated('%', left, right); }
/// A negative number.
template <term X>
requires(std::is_arithmetic_v<detail::type_of<X>> || std::is_same_v<detail::type_of<X>, decimal>) auto operator-(
    const X& number) {
    return expression<typename X::value_type, typename X::source_list>(
        detail::negated(number.tree(), detail::kind_of<detail::type_of<X>>()));
}

}  // namespace rowan
