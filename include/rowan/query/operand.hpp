#pragma once

#include <rowan/query/source.hpp>
#include <rowan/types/codec.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

/// An expression with the C++ type of its value (`std::optional` where it may be NULL) and the sources that it speaks
/// of. The tree is plain data; the type in front of it makes mistakes compile errors, and takes no part in what is
/// rendered.
template <class V, class Sources>
class expression;

/// What stands for a value that the database computes: `field<&task::title>`, or an expression.
template <class X>
concept term = requires(const X& x) {
    typename X::value_type;
    typename X::source_list;
    { x.tree() } -> std::convertible_to<sql::expression>;
};

/// A condition on rows of the given sources, for `where`. Combine with `&&`, `||`, `!`.
template <class... S>
using condition = expression<bool, sources<S...>>;

/// A term of `order_by`.
template <class Sources>
struct ordering {
    using source_list = Sources;
    sql::order_term term;
};

namespace detail {

template <term X>
using type_of = not_optional<typename X::value_type>;

// A value may be compared with another when they are of one type, or both numbers of one family, or both text.
template <class Left, class Right>
concept comparable = std::is_same_v<Left, Right> ||(plain_integer<Left>&& plain_integer<Right>) ||
                     (std::is_floating_point_v<Left> && (std::is_floating_point_v<Right> || plain_integer<Right>)) ||
                     (std::is_same_v<Left, std::string> && std::is_convertible_v<const Right&, std::string_view>) ||
                     (std::is_same_v<Left, decimal> && plain_integer<Right>);

[[noreturn]] ROWAN_EXPORT void throw_beyond(std::string_view member);

// An integer that the type has no room for: it equals none of its values, and a parameter of that type could not hold
// it.
template <class Type, class Value>
bool is_beyond(const Value& from) {
    if constexpr (plain_integer<Type> && plain_integer<Value>) {
        return !std::in_range<Type>(from);
    } else {
        return false;
    }
}

template <class Type, class Value>
value comparison_value(const Value& from) {
    static_assert(comparable<Type, Value>, "the value is not of the field's type, so the two cannot be compared");
    if constexpr (!comparable<Type, Value>) {
        return value();
    } else if constexpr (plain_integer<Type>) {
        return to_value<Value>(from);
    } else if constexpr (std::is_floating_point_v<Type>) {
        return to_value<double>(static_cast<double>(from));
    } else if constexpr (std::is_same_v<Type, std::string>) {
        return to_value<std::string_view>(std::string_view(from));
    } else {
        return to_value<Type>(Type(from));
    }
}

/// A value beside an expression of type `Type`, from which the database infers the parameter's own.
template <class Type, class Value>
sql::expression comparison_operand(const Value& from) {
    sql::expression result = sql::parameter(comparison_value<Type>(from));
    return is_beyond<Type>(from) ? sql::cast(std::move(result), {.kind = type_kind::bigint}) : result;
}

ROWAN_EXPORT sql::expression typed_parameter(value bound, const column_type& type);
/// Exact numbers are text on SQLite: the driver brings the order that makes numbers of them.
ROWAN_EXPORT sql::expression in_order_of_numbers(sql::expression tree);
ROWAN_EXPORT bool is_in_order_of_numbers(const sql::expression& tree);
/// Enums are text on SQLite: in the order in which they are declared, as on PostgreSQL.
ROWAN_EXPORT sql::expression in_order_of_labels(sql::expression tree, const enumeration& labels);
ROWAN_EXPORT sql::expression is_any_of(sql::expression operand, value_array list);
ROWAN_EXPORT sql::expression is_between(const sql::expression& operand, sql::expression low, sql::expression high);
/// `text` as a pattern of `like` that finds just that, with `before` and `after` around it.
ROWAN_EXPORT value escaped_pattern(std::string_view before, std::string_view text, std::string_view after);
ROWAN_EXPORT sql::expression like(sql::expression operand, sql::expression pattern, bool any_case);
ROWAN_EXPORT sql::expression json_path(sql::expression document, std::vector<std::string> path, bool as_text);

/// The C++ type of a value that stands in an expression.
template <class X>
struct value_type_of {
    using type = X;
};
template <class X>
requires std::is_convertible_v<const X&, std::string_view>
struct value_type_of<X> {
    using type = std::string;
};

/// A term, or a value that nothing beside it gives a type: it says its own.
template <class X>
sql::expression operand_of(const X& x) {
    if constexpr (term<X>) {
        return x.tree();
    } else {
        using type = typename value_type_of<X>::type;
        static_assert(storable<type>, "this is no value that rowan can store, and no expression either");
        if constexpr (storable<type>) return typed_parameter(to_value<type>(type(x)), column_type_of<type>());
    }
}

template <class X>
struct as_term {
    using value_type = typename value_type_of<X>::type;
    using source_list = sources<>;
};
template <term X>
struct as_term<X> {
    using value_type = typename X::value_type;
    using source_list = typename X::source_list;
};
template <class X>
using value_type_in = typename as_term<X>::value_type;
template <class... X>
using sources_in = united<typename as_term<X>::source_list...>;

template <class V, class... X>
using null_if_any = std::conditional_t<(is_optional<value_type_in<X>> || ...), std::optional<not_optional<V>>, V>;

template <term X>
sql::expression comparable_tree(const X& x) {
    if constexpr (std::is_same_v<type_of<X>, decimal>) {
        return in_order_of_numbers(x.tree());
    } else {
        return x.tree();
    }
}

template <class Type>
sql::expression in_order_of_type(sql::expression tree) {
    if constexpr (std::is_same_v<Type, decimal>) {
        return in_order_of_numbers(std::move(tree));
    } else if constexpr (described_enum<Type>) {
        return in_order_of_labels(std::move(tree), enumeration_of<Type>);
    } else {
        return tree;
    }
}

// One side of a comparison or a sum: `Other` is what stands on the other side.
template <class Other, class X>
sql::expression side(const X& x) {
    if constexpr (term<X>) {
        return comparable_tree(x);
    } else {
        return comparison_operand<type_of<Other>>(x);
    }
}

// One side of a comparison that asks which comes first.
template <class Other, class X>
sql::expression ordered_side(const X& x) {
    if constexpr (term<X>) {
        return in_order_of_type<type_of<X>>(x.tree());
    } else if constexpr (described_enum<type_of<Other>>) {
        return in_order_of_type<type_of<Other>>(comparison_operand<type_of<Other>>(x));
    } else {
        return comparison_operand<type_of<Other>>(x);
    }
}

template <class L, class R>
constexpr void check_sides() {
    if constexpr (term<L> && term<R>) {
        constexpr bool of_one_type = comparable<type_of<L>, type_of<R>> || comparable<type_of<R>, type_of<L>>;
        static_assert(of_one_type, "the two fields are not of one type");
    }
}

template <class L, class R>
auto compare(const char* op, const L& left, const R& right) {
    check_sides<L, R>();
    return expression<bool, sources_in<L, R>>(sql::infix(op, side<R>(left), side<L>(right)));
}

template <class L, class R>
auto compare_order(const char* op, const L& left, const R& right) {
    check_sides<L, R>();
    return expression<bool, sources_in<L, R>>(sql::infix(op, ordered_side<R>(left), ordered_side<L>(right)));
}

// `field == std::nullopt` and `field == empty_optional` ask for NULL, which `=` never finds.
template <class L, class R>
auto compare_equal(const char* op, const L& left, const R& right, bool equal) {
    const auto null_test = [&] { return equal ? left.is_null() : left.is_not_null(); };
    if constexpr (std::is_same_v<R, std::nullopt_t>) {
        return null_test();
    } else if constexpr (is_optional<R>) {
        return right ? compare(op, left, *right) : null_test();
    } else {
        return compare(op, left, right);
    }
}

template <class L, class R>
concept operands = term<L> || term<R>;

template <class V>
constexpr type_kind kind_of_values() {
    if constexpr (storable<V>) {
        constexpr column_type type = column_type_of<V>();
        if (!type.array) return type.kind;
    }
    return type_kind::other;
}

/// What a query with one column is to an expression around it.
template <class Q>
concept value_query = requires {
    typename Q::single_type;
};

}  // namespace detail
}  // namespace rowan
