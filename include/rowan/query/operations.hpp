#pragma once

#include <rowan/query/operand.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace rowan::detail {

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
        static_assert(comparable<type_of<Self>, not_optional<typename Query::single_type>>,
                      "the query's column is of another type");
        using all = united<typename Self::source_list, typename Query::outer_sources>;
        return expression<bool, all>(sql::infix("in", comparable_tree(self()), sql::query(among.select())));
    }
    template <class First, class... Rest>
    requires(!value_query<First> && (sizeof...(Rest) != 0 || !requires(First list) {
        list.begin();
    } || std::is_convertible_v<First, std::string_view>)) auto in(const First& first, const Rest&... rest) const {
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
        return expression<bool, sources_in<Self, Low, High>>(is_between(
            in_order_of_type<type_of<Self>>(self().tree()), ordered_side<Self>(low), ordered_side<Self>(high)));
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
    auto starts_with(std::string_view text) const {
        return match(sql::parameter(escaped_pattern("", text, "%")), false);
    }
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
        return expression<std::optional<std::string>, typename Self::source_list>(
            json_path(self().tree(), {std::string(keys)...}, true));
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
        static const auto text =
            schema::sql_text("$2 = any($1)")
                .on("sqlite", exact ? "rowan_decimal_array_contains($1, $2)" : "rowan_array_contains($1, $2)");
        return expression<bool, sources_in<Self, Element>>(
            sql::words(text, pair(self().tree(), element_operand<Stored>(element))));
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
        const auto text =
            schema::sql_text("$1 " + std::string(words) + " $2").on("sqlite", "$1 " + std::string(on_sqlite) + " $2");
        return expression<bool, sources_in<Self, Other>>(
            sql::words(text, pair(comparable_tree(self()), side<Self>(other))));
    }
    auto order(schema::sort_order direction, schema::nulls_order nulls) const {
        const bool nullable = is_optional<typename Self::value_type>;
        return ordering<typename Self::source_list>{{in_order_of_type<type_of<Self>>(self().tree()), direction,
                                                     nullable ? nulls : schema::nulls_order::by_default,
                                                     kind_of_values<type_of<Self>>()}};
    }
};

}  // namespace rowan::detail
