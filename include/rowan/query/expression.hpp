#pragma once

#include <rowan/query/source.hpp>
#include <rowan/types/codec.hpp>

#include <concepts>
#include <initializer_list>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

/// An expression with the C++ type of its value (`std::optional` where it may be NULL) and the sources that it speaks of. The tree is
/// plain data; the type in front of it makes mistakes compile errors, and takes no part in what is rendered.
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
concept comparable = std::is_same_v<Left, Right> || (plain_integer<Left> && plain_integer<Right>) ||
                     (std::is_floating_point_v<Left> && (std::is_floating_point_v<Right> || plain_integer<Right>)) ||
                     (std::is_same_v<Left, std::string> && std::is_convertible_v<const Right&, std::string_view>) ||
                     (std::is_same_v<Left, decimal> && plain_integer<Right>);

[[noreturn]] ROWAN_EXPORT void throw_beyond(std::string_view member);

// An integer that the type has no room for: it equals none of its values, and a parameter of that type could not hold it.
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
concept value_query = requires { typename Q::single_type; };

/// The members of every term.
template <class Self>
struct operations {
    auto is_null() const { return postfix("is null"); }
    auto is_not_null() const { return postfix("is not null"); }

    /// Equal to one of `values`; an empty list is matched by nothing.
    template <class Value>
    auto in(const std::vector<Value>& values) const {
        value_array list;
        list.reserve(values.size());
        for (const auto& one : values) add(list, one);
        return result(is_any_of(comparable_tree(self()), std::move(list)));
    }
    /// Equal to a row of a query with one column.
    template <value_query Query>
    auto in(const Query& among) const {
        static_assert(comparable<type_of<Self>, not_optional<typename Query::single_type>>, "the query's column is of another type");
        using all = united<typename Self::source_list, typename Query::outer_sources>;
        return expression<bool, all>(sql::infix("in", comparable_tree(self()), sql::query(among.select())));
    }
    template <class First, class... Rest>
        requires(!value_query<First> && (sizeof...(Rest) != 0 || !requires(First list) { list.begin(); } || std::is_convertible_v<First, std::string_view>))
    auto in(const First& first, const Rest&... rest) const {
        value_array list;
        add(list, first);
        (add(list, rest), ...);
        return result(is_any_of(comparable_tree(self()), std::move(list)));
    }
    template <class Value>
    auto in(std::initializer_list<Value> values) const {
        value_array list;
        for (const auto& one : values) add(list, one);
        return result(is_any_of(comparable_tree(self()), std::move(list)));
    }
    template <class Value>
    auto not_in(std::initializer_list<Value> values) const {
        return !in(values);
    }
    template <class... Values>
    auto not_in(const Values&... values) const {
        return !in(values...);
    }

    /// `low <= this and this <= high`.
    template <class Low, class High>
    auto between(const Low& low, const High& high) const {
        check_sides<Self, Low>();
        check_sides<Self, High>();
        return expression<bool, sources_in<Self, Low, High>>(
            is_between(in_order_of_type<type_of<Self>>(self().tree()), ordered_side<Self>(low), ordered_side<Self>(high)));
    }

    /// As `==` and `!=`, but NULL equals NULL.
    template <class Other>
    auto is_same_as(const Other& other) const {
        return compare_null("is not distinct from", "is", other);
    }
    template <class Other>
    auto is_distinct_from(const Other& other) const {
        return compare_null("is distinct from", "is not", other);
    }

    /// `%` stands for any text, `_` for one character, `\` before them for themselves. Letters are told apart by case.
    template <class Pattern>
    auto like(const Pattern& pattern) const {
        return match(side<Self>(pattern), false);
    }
    /// As `like`; a to z are as A to Z.
    template <class Pattern>
    auto ilike(const Pattern& pattern) const {
        return match(side<Self>(pattern), true);
    }
    auto starts_with(std::string_view text) const { return match(sql::parameter(escaped_pattern("", text, "%")), false); }
    auto ends_with(std::string_view text) const { return match(sql::parameter(escaped_pattern("%", text, "")), false); }
    /// Text: holds `part`. An array: has an element that equals `part`.
    template <class Part>
    auto contains(const Part& part) const {
        if constexpr (std::is_same_v<type_of<Self>, std::string>) {
            return match(sql::parameter(escaped_pattern("%", part, "%")), false);
        } else {
            return has_element(part);
        }
    }

    /// What stands at a path of keys and, in arrays, positions from "0": JSON, NULL where there is nothing.
    template <class... Keys>
    auto at(const Keys&... keys) const {
        using found = std::optional<type_of<Self>>;
        return expression<found, typename Self::source_list>(json_path(self().tree(), {std::string(keys)...}, false));
    }
    /// As `at`, as text: without its quotes where it is a text.
    template <class... Keys>
    auto text_at(const Keys&... keys) const {
        return expression<std::optional<std::string>, typename Self::source_list>(json_path(self().tree(), {std::string(keys)...}, true));
    }
    /// The JSON document has all that `part` has.
    template <class Part>
    auto contains_json(const Part& part) const {
        static const auto text = schema::sql_text("$1 @> $2").on("sqlite", "rowan_json_contains($1, $2)");
        return expression<bool, sources_in<Self, Part>>(sql::words(text, pair(self().tree(), operand_of(part))));
    }
    /// The JSON object has this key.
    auto has_key(std::string_view key) const {
        static const auto text = schema::sql_text("jsonb_exists($1, $2)").on("sqlite", "rowan_json_has_key($1, $2)");
        return result(sql::closed(text, pair(self().tree(), operand_of(key))));
    }

    /// NULL sorts after everything ascending and before everything descending, on every backend.
    auto asc() const { return order(schema::sort_order::ascending, schema::nulls_order::last); }
    auto desc() const { return order(schema::sort_order::descending, schema::nulls_order::first); }

private:
    const Self& self() const { return static_cast<const Self&>(*this); }

    static auto result(sql::expression tree) { return expression<bool, typename Self::source_list>(std::move(tree)); }
    auto postfix(const char* words) const { return result(sql::postfix(self().tree(), words)); }
    static std::vector<sql::expression> pair(sql::expression first, sql::expression second) {
        std::vector<sql::expression> both;
        both.reserve(2);
        both.push_back(std::move(first));
        both.push_back(std::move(second));
        return both;
    }
    template <class Value>
    static void add(value_array& list, const Value& one) {
        if (!is_beyond<type_of<Self>>(one)) list.push_back(comparison_value<type_of<Self>>(one));
    }
    auto match(sql::expression pattern, bool any_case) const {
        static_assert(std::is_same_v<type_of<Self>, std::string>, "only a text can be compared with a pattern");
        return result(detail::like(self().tree(), std::move(pattern), any_case));
    }
    template <class Element>
    auto has_element(const Element& element) const {
        constexpr bool is_array = requires { typename type_of<Self>::allocator_type; };
        static_assert(is_array, "only a text or an array contains something; JSON: contains_json");
        if constexpr (is_array) {
            return is_element<typename type_of<Self>::value_type>(element);
        } else {
            return is_null();
        }
    }
    template <class Stored, class Element>
    auto is_element(const Element& element) const {
        constexpr bool exact = std::is_same_v<not_optional<Stored>, decimal>;
        static const auto text = schema::sql_text("$2 = any($1)")
                                     .on("sqlite", exact ? "rowan_decimal_array_contains($1, $2)" : "rowan_array_contains($1, $2)");
        return expression<bool, sources_in<Self, Element>>(sql::words(text, pair(self().tree(), element_operand<Stored>(element))));
    }
    template <class Stored, class Element>
    static sql::expression element_operand(const Element& element) {
        if constexpr (term<Element>) {
            return element.tree();
        } else {
            return comparison_operand<not_optional<Stored>>(element);
        }
    }
    template <class Other>
    auto compare_null(const char* words, const char* on_sqlite, const Other& other) const {
        check_sides<Self, Other>();
        const auto text = schema::sql_text("$1 " + std::string(words) + " $2").on("sqlite", "$1 " + std::string(on_sqlite) + " $2");
        return expression<bool, sources_in<Self, Other>>(sql::words(text, pair(comparable_tree(self()), side<Self>(other))));
    }
    auto order(schema::sort_order direction, schema::nulls_order nulls) const {
        const bool nullable = is_optional<typename Self::value_type>;
        return ordering<typename Self::source_list>{
            {in_order_of_type<type_of<Self>>(self().tree()), direction, nullable ? nulls : schema::nulls_order::by_default, kind_of_values<type_of<Self>>()}};
    }
};

}  // namespace detail

template <class V, class Sources>
class expression : public detail::operations<expression<V, Sources>> {
public:
    using value_type = V;
    using source_list = Sources;

    explicit expression(sql::expression tree) : tree_(std::move(tree)) {}
    /// One that speaks of fewer sources, or that is never NULL.
    template <class From, class Fewer>
        requires(!std::is_same_v<expression<From, Fewer>, expression> && (std::is_same_v<V, From> || std::is_same_v<V, std::optional<From>>) &&
                 detail::all_among<Fewer, Sources>)
    expression(expression<From, Fewer> from) : tree_(std::move(from).tree()) {}

    const sql::expression& tree() const& noexcept { return tree_; }
    sql::expression tree() && noexcept { return std::move(tree_); }

private:
    sql::expression tree_;
};

template <class L, class R>
    requires detail::operands<L, R>
auto operator==(const L& left, const R& right) {
    if constexpr (term<L>) {
        return detail::compare_equal("=", left, right, true);
    } else {
        return detail::compare_equal("=", right, left, true);
    }
}
template <class L, class R>
    requires detail::operands<L, R>
auto operator!=(const L& left, const R& right) {
    if constexpr (term<L>) {
        return detail::compare_equal("<>", left, right, false);
    } else {
        return detail::compare_equal("<>", right, left, false);
    }
}
template <class L, class R>
    requires detail::operands<L, R>
auto operator<(const L& left, const R& right) {
    return detail::compare_order("<", left, right);
}
template <class L, class R>
    requires detail::operands<L, R>
auto operator<=(const L& left, const R& right) {
    return detail::compare_order("<=", left, right);
}
template <class L, class R>
    requires detail::operands<L, R>
auto operator>(const L& left, const R& right) {
    return detail::compare_order(">", left, right);
}
template <class L, class R>
    requires detail::operands<L, R>
auto operator>=(const L& left, const R& right) {
    return detail::compare_order(">=", left, right);
}

namespace detail {
template <class X>
concept truth = term<X> && std::is_same_v<type_of<X>, bool>;
}

template <detail::truth L, detail::truth R>
auto operator&&(L left, R right) {
    return expression<bool, detail::sources_in<L, R>>(sql::infix("and", std::move(left).tree(), std::move(right).tree()));
}
template <detail::truth L, detail::truth R>
auto operator||(L left, R right) {
    return expression<bool, detail::sources_in<L, R>>(sql::infix("or", std::move(left).tree(), std::move(right).tree()));
}
template <detail::truth T>
auto operator!(T operand) {
    return expression<bool, detail::sources_in<T>>(sql::prefix("not", std::move(operand).tree()));
}

/// A query has a row.
template <class Query>
auto exists(const Query& that) {
    return expression<bool, typename Query::outer_sources>(sql::words("exists $1", {sql::query(that.select_one())}));
}
template <class Query>
auto not_exists(const Query& that) {
    return expression<bool, typename Query::outer_sources>(sql::words("not exists $1", {sql::query(that.select_one())}));
}
/// The only value of a query with one column; NULL where it has no row.
template <detail::value_query Query>
auto scalar(const Query& that) {
    using found = std::optional<detail::not_optional<typename Query::single_type>>;
    return expression<found, typename Query::outer_sources>(sql::query(that.select()));
}

}  // namespace rowan
