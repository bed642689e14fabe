#pragma once

#include <rowan/query/expression.hpp>

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include <rowan/export.hpp>

namespace rowan {

template <class Signature>
class function;

namespace detail {
ROWAN_EXPORT sql::expression in_words(const sql_literal& words, std::vector<sql::expression> arguments);

/// An argument where the function says its type.
template <class Parameter, class X>
sql::expression argument(const X& x) {
    if constexpr (term<X>) {
        constexpr bool of_one_type = comparable<Parameter, type_of<X>>;
        static_assert(of_one_type, "an argument is of another type than the function's parameter");
        return x.tree();
    } else {
        return typed_parameter(comparison_value<Parameter>(x), column_type_of<Parameter>());
    }
}
}  // namespace detail

/// A function of the database, yours or one that rowan does not know, by its name or in words with holes for its
/// arguments:
///
///     inline constexpr auto similarity = rowan::function<double(std::string, std::string)>("similarity");
///     inline constexpr auto year = rowan::function<int(rowan::date)>(
///         {.postgresql = "cast(extract(year from $1) as integer)", .sqlite = "cast(strftime('%Y', $1) as integer)"});
///
/// The result is NULL where an argument is; `std::optional` in front says that it may always be.
template <class R, class... A>
class function<R(A...)> {
public:
    constexpr explicit function(std::string_view name) : name_(name) {}
    constexpr explicit function(const sql_literal& words) : words_(words) {}

    template <class... X>
    auto operator()(const X&... arguments) const {
        static_assert(sizeof...(X) == sizeof...(A), "this function takes another number of arguments");
        using result = expression<detail::null_if_any<R, X...>, detail::sources_in<X...>>;
        std::vector<sql::expression> list;
        list.reserve(sizeof...(X));
        if constexpr (sizeof...(X) == sizeof...(A)) (list.push_back(detail::argument<A>(arguments)), ...);
        return result(name_.empty() ? detail::in_words(words_, std::move(list))
                                    : sql::call(std::string(name_), std::move(list)));
    }

private:
    std::string_view name_{};
    sql_literal words_{};
};

// Text.

inline constexpr function<std::string(std::string)> lower("lower");     ///< SQLite: a to z only
inline constexpr function<std::string(std::string)> upper("upper");     ///< SQLite: a to z only
inline constexpr function<std::int32_t(std::string)> length("length");  ///< in characters
inline constexpr function<std::string(std::string)> trim("trim");
inline constexpr function<std::string(std::string)> trim_left("ltrim");
inline constexpr function<std::string(std::string)> trim_right("rtrim");
inline constexpr function<std::string(std::string, std::string, std::string)> replace("replace");
/// Characters from a position that counts from 1, and how many.
inline constexpr function<std::string(std::string, std::int32_t, std::int32_t)> substring("substr");
/// Position of the second text in the first, from 1; 0 where it is not there.
inline constexpr function<std::int32_t(std::string, std::string)> position(sql_literal{.postgresql = "strpos($1, $2)",
                                                                                       .sqlite = "instr($1, $2)"});

// Times. Fields are those of UTC.

inline constexpr function<timestamp()> now(sql_literal{.postgresql = "now()",
                                                       .sqlite = "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')"});
inline constexpr function<date()> today(sql_literal{.postgresql = "cast(now() at time zone 'UTC' as date)",
                                                    .sqlite = "date('now')"});
/// The day that an instant falls on.
inline constexpr function<date(timestamp)> date_of(sql_literal{.postgresql = "cast($1 at time zone 'UTC' as date)",
                                                               .sqlite = "date($1)"});

inline constexpr function<timestamp(timestamp, std::int64_t)> add_seconds(sql_literal{
    .postgresql = "$1 + make_interval(secs => $2)", .sqlite = "rowan_add_seconds($1, $2)"});
/// Whole seconds from the first instant to the second, rounded down.
inline constexpr function<std::int64_t(timestamp, timestamp)> seconds_between(sql_literal{
    .postgresql = "cast(floor(extract(epoch from $2 - $1)) as bigint)", .sqlite = "rowan_seconds_between($1, $2)"});
inline constexpr function<date(date, std::int32_t)> add_days(sql_literal{.postgresql = "$1 + $2",
                                                                         .sqlite = "date($1, ($2) || ' days')"});
/// Days from the first to the second.
inline constexpr function<std::int32_t(date, date)> days_between(sql_literal{
    .postgresql = "$2 - $1", .sqlite = "cast(julianday($2) - julianday($1) as integer)"});

namespace detail {
/// `field` is a word of the library's: year, month, …
ROWAN_EXPORT sql::expression time_part(const char* field, sql::expression of, bool is_date);
ROWAN_EXPORT sql::expression time_truncated(const char* field, sql::expression of, bool is_date);

template <term X>
inline constexpr bool is_date = std::is_same_v<type_of<X>, date>;

struct time_part_function {
    const char* field;
    template <term X>
    auto operator()(const X& of) const {
        static_assert(is_date<X> || std::is_same_v<type_of<X>, timestamp>,
                      "only a rowan::timestamp or a rowan::date has such a part");
        return expression<null_if_any<std::int32_t, X>, typename X::source_list>(
            time_part(field, of.tree(), is_date<X>));
    }
};
struct time_truncating_function {
    const char* field;
    template <term X>
    auto operator()(const X& of) const {
        static_assert(is_date<X> || std::is_same_v<type_of<X>, timestamp>,
                      "only a rowan::timestamp or a rowan::date can be truncated so");
        return expression<typename X::value_type, typename X::source_list>(
            time_truncated(field, of.tree(), is_date<X>));
    }
};
}  // namespace detail

inline constexpr detail::time_part_function year{"year"};
inline constexpr detail::time_part_function quarter{"quarter"};
inline constexpr detail::time_part_function month{"month"};
inline constexpr detail::time_part_function week{"week"};  ///< ISO 8601
inline constexpr detail::time_part_function day{"day"};
inline constexpr detail::time_part_function day_of_week{"isodow"};  ///< Monday is 1
inline constexpr detail::time_part_function hour{"hour"};
inline constexpr detail::time_part_function minute{"minute"};
inline constexpr detail::time_part_function second{"second"};
inline constexpr detail::time_truncating_function start_of_year{"year"};
inline constexpr detail::time_truncating_function start_of_quarter{"quarter"};
inline constexpr detail::time_truncating_function start_of_month{"month"};
inline constexpr detail::time_truncating_function start_of_week{"week"};  ///< Monday
inline constexpr detail::time_truncating_function start_of_day{"day"};
inline constexpr detail::time_truncating_function start_of_hour{"hour"};

// Numbers.

namespace detail {
/// A function of one number that is of the number's own type; exact numbers have one of the driver's own on SQLite.
struct number_function {
    const char* words;
    const char* exact_on_sqlite;
    template <term X>
    auto operator()(const X& of) const {
        static_assert(std::is_arithmetic_v<type_of<X>> || std::is_same_v<type_of<X>, decimal>,
                      "only a number has this");
        auto text = schema::sql_text(words);
        if constexpr (std::is_same_v<type_of<X>, decimal>) text.on("sqlite", exact_on_sqlite);
        return expression<typename X::value_type, typename X::source_list>(sql::closed(std::move(text), {of.tree()}));
    }
};
ROWAN_EXPORT sql::expression rounded(sql::expression number, std::int32_t digits, bool exact);
}  // namespace detail

inline constexpr detail::number_function abs{"abs($1)", "rowan_abs($1)"};
inline constexpr detail::number_function floor{"floor($1)", "rowan_floor($1)"};
inline constexpr detail::number_function ceil{"ceil($1)", "rowan_ceil($1)"};

/// To `digits` after the point, half away from zero.
template <term X>
auto round(const X& number, std::int32_t digits = 0) {
    static_assert(std::is_floating_point_v<detail::type_of<X>> || std::is_same_v<detail::type_of<X>, decimal>,
                  "only a number with a point is rounded");
    constexpr bool exact = std::is_same_v<detail::type_of<X>, decimal>;
    return expression<typename X::value_type, typename X::source_list>(detail::rounded(number.tree(), digits, exact));
}

}  // namespace rowan
