#pragma once

#include <rowan/schema/table_of.hpp>
#include <rowan/sql/statement.hpp>
#include <rowan/types/codec.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

/// A condition on rows of the given structs, for `where`. Combine with `&&`, `||`, `!`.
template <class... Tables>
class condition {
public:
    explicit condition(sql::expression tree) : tree_(std::move(tree)) {}
    const sql::expression& tree() const& noexcept { return tree_; }
    sql::expression tree() && noexcept { return std::move(tree_); }

private:
    sql::expression tree_;
};

namespace detail {

/// Name of the column behind a member: the table may call it otherwise than the struct does.
template <auto Pointer>
std::string column_name() {
    using owner = meta::class_of<Pointer>;
    if constexpr (entity<owner>) {
        return schema_table<owner>().columns[meta::index_of<owner, Pointer>()].name;
    } else {
        return std::string(meta::name_of<Pointer>);
    }
}

// A value may be compared with a member when it is of the member's type, or both are numbers of one family, or both are text.
template <class Member, class Value>
concept comparable = std::is_same_v<Member, Value> || (plain_integer<Member> && plain_integer<Value>) ||
                     (std::is_floating_point_v<Member> && (std::is_floating_point_v<Value> || plain_integer<Value>)) ||
                     (std::is_same_v<Member, std::string> && std::is_convertible_v<const Value&, std::string_view>) ||
                     (std::is_same_v<Member, decimal> && plain_integer<Value>);

[[noreturn]] ROWAN_EXPORT void throw_beyond(std::string_view member);

// An integer that the member's type has no room for: it equals none, and a parameter of that type could not hold it.
template <class Member, class Value>
bool is_beyond(const Value& from) {
    if constexpr (plain_integer<Member> && plain_integer<Value>) {
        return !std::in_range<Member>(from);
    } else {
        return false;
    }
}

template <class Member, class Value>
value comparison_value(const Value& from) {
    static_assert(comparable<Member, Value>, "the value is not of the field's type, so the two cannot be compared");
    if constexpr (!comparable<Member, Value>) {
        return value();
    } else if constexpr (plain_integer<Member>) {
        return to_value<Value>(from);
    } else if constexpr (std::is_floating_point_v<Member>) {
        return to_value<double>(static_cast<double>(from));
    } else if constexpr (std::is_same_v<Member, std::string>) {
        return to_value<std::string_view>(std::string_view(from));
    } else {
        return to_value<Member>(Member(from));
    }
}

template <class Member, class Value>
sql::expression comparison_operand(const Value& from) {
    sql::expression result = sql::parameter(comparison_value<Member>(from));
    return is_beyond<Member>(from) ? sql::cast(std::move(result), {.kind = type_kind::bigint}) : result;
}

}  // namespace detail

template <auto Pointer>
struct field_of;

namespace detail {
template <class V>
struct is_field : std::false_type {};
template <auto Pointer>
struct is_field<field_of<Pointer>> : std::true_type {};
}  // namespace detail

/// A term of `order_by`.
template <class Table>
struct ordering {
    sql::order_term term;
};

/// A column as a member pointer names it: `field<&task::title>`.
template <auto Pointer>
struct field_of {
    using table = meta::class_of<Pointer>;
    using member = meta::type_of_member<Pointer>;
    using type = detail::not_optional<member>;

    static sql::expression expression() {
        sql::expression result = sql::column(detail::column_name<Pointer>());
        if (column_type_of<type>().kind != type_kind::numeric) return result;
        return sql::closed(schema::sql_text("$1").on("sqlite", "$1 collate \"rowan_decimal\""), {std::move(result)});
    }

    condition<table> is_null() const { return condition<table>(sql::postfix(expression(), "is null")); }
    condition<table> is_not_null() const { return condition<table>(sql::postfix(expression(), "is not null")); }

    /// Equal to one of `values`; an empty list is matched by nothing.
    template <class Value>
    condition<table> in(const std::vector<Value>& values) const {
        value_array list;
        list.reserve(values.size());
        for (const auto& one : values) add(list, one);
        return among(std::move(list));
    }
    template <class First, class... Rest>
        requires(sizeof...(Rest) != 0 || !requires(First list) { list.begin(); } || std::is_convertible_v<First, std::string_view>)
    condition<table> in(const First& first, const Rest&... rest) const {
        value_array list;
        add(list, first);
        (add(list, rest), ...);
        return among(std::move(list));
    }
    /// `low <= field and field <= high`.
    template <class Low, class High>
    condition<table> between(const Low& low, const High& high) const {
        return condition<table>(sql::infix("and",
                                           sql::infix(">=", expression(), detail::comparison_operand<type>(low)),
                                           sql::infix("<=", expression(), detail::comparison_operand<type>(high))));
    }

    /// NULL sorts after everything ascending and before everything descending, on every backend.
    ordering<table> asc() const { return order(schema::sort_order::ascending, schema::nulls_order::last); }
    ordering<table> desc() const { return order(schema::sort_order::descending, schema::nulls_order::first); }

private:
    template <class Value>
    static void add(value_array& list, const Value& one) {
        if (!detail::is_beyond<type>(one)) list.push_back(detail::comparison_value<type>(one));
    }
    static condition<table> among(value_array list) {
        return condition<table>(sql::any_of(expression(), sql::parameter(value(std::move(list)))));
    }
    static ordering<table> order(schema::sort_order direction, schema::nulls_order nulls) {
        return {{expression(), direction, detail::is_optional<member> ? nulls : schema::nulls_order::by_default}};
    }
};

template <auto Pointer>
inline constexpr field_of<Pointer> field{};

namespace detail {

template <auto Pointer, class Value>
auto compare(const char* op, const Value& with) {
    using left = field_of<Pointer>;
    if constexpr (is_field<Value>::value) {
        static_assert(std::is_same_v<typename left::type, typename Value::type>, "the two fields are not of one type");
        return condition<typename left::table, typename Value::table>(sql::infix(op, left::expression(), Value::expression()));
    } else {
        return condition<typename left::table>(
            sql::infix(op, left::expression(), comparison_operand<typename left::type>(with)));
    }
}

// `field == std::nullopt` and `field == empty_optional` ask for NULL, which `=` never finds.
template <auto Pointer, class Value>
auto compare_equal(const char* op, const Value& with, bool equal) {
    using left = field_of<Pointer>;
    const auto null_test = [&] { return equal ? left().is_null() : left().is_not_null(); };
    if constexpr (std::is_same_v<Value, std::nullopt_t>) {
        return null_test();
    } else if constexpr (is_optional<Value>) {
        return with ? compare<Pointer>(op, *with) : null_test();
    } else {
        return compare<Pointer>(op, with);
    }
}

}  // namespace detail

template <auto Pointer, class Value>
auto operator==(field_of<Pointer>, const Value& with) {
    return detail::compare_equal<Pointer>("=", with, true);
}
template <auto Pointer, class Value>
auto operator!=(field_of<Pointer>, const Value& with) {
    return detail::compare_equal<Pointer>("<>", with, false);
}
template <auto Pointer, class Value>
auto operator<(field_of<Pointer>, const Value& with) {
    return detail::compare<Pointer>("<", with);
}
template <auto Pointer, class Value>
auto operator<=(field_of<Pointer>, const Value& with) {
    return detail::compare<Pointer>("<=", with);
}
template <auto Pointer, class Value>
auto operator>(field_of<Pointer>, const Value& with) {
    return detail::compare<Pointer>(">", with);
}
template <auto Pointer, class Value>
auto operator>=(field_of<Pointer>, const Value& with) {
    return detail::compare<Pointer>(">=", with);
}

template <class... L, class... R>
condition<L..., R...> operator&&(condition<L...> left, condition<R...> right) {
    return condition<L..., R...>(sql::infix("and", std::move(left).tree(), std::move(right).tree()));
}
template <class... L, class... R>
condition<L..., R...> operator||(condition<L...> left, condition<R...> right) {
    return condition<L..., R...>(sql::infix("or", std::move(left).tree(), std::move(right).tree()));
}
template <class... T>
condition<T...> operator!(condition<T...> operand) {
    return condition<T...>(sql::prefix("not", std::move(operand).tree()));
}

}  // namespace rowan
