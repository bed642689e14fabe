#include <rowan/query/aggregate.hpp>
#include <rowan/query/conditional.hpp>
#include <rowan/query/function.hpp>

#include "dialect/words.hpp"

#include <string_view>
#include <utility>

namespace rowan::detail {

namespace {

std::vector<sql::expression> list_of(sql::expression only) {
    std::vector<sql::expression> result;
    result.push_back(std::move(only));
    return result;
}

void append_order(std::string& to, std::vector<sql::expression>& operands, const std::vector<sql::order_term>& by) {
    for (std::size_t i = 0; i != by.size(); ++i) {
        operands.push_back(by[i].by);
        to += (i == 0 ? "order by $" : ", $") + std::to_string(operands.size());
        to += sql::order_words(by[i]);
    }
}

// A call or something in parentheses; other words may be torn apart by an operator beside them.
bool reads_as_one(std::string_view words) {
    const std::size_t opening = words.find('(');
    const std::string_view name = words.substr(0, opening);
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";
    return words.empty() || (name.find_first_not_of(letters) == std::string_view::npos &&
                             opening != std::string_view::npos && sql_words::is_enclosed(words.substr(opening)));
}

}  // namespace

sql::expression in_words(const sql_literal& words, std::vector<sql::expression> arguments) {
    schema::sql_text text{words.text};
    if (!words.postgresql.empty()) text.on("postgresql", std::string(words.postgresql));
    if (!words.sqlite.empty()) text.on("sqlite", std::string(words.sqlite));
    sql::expression result = sql::words(std::move(text), std::move(arguments));
    result.closed = reads_as_one(words.text) && reads_as_one(words.postgresql) && reads_as_one(words.sqlite);
    return result;
}

sql::expression time_part(const char* field, sql::expression of, bool is_date) {
    const std::string name(field);
    // The seconds have a fraction on PostgreSQL; this is the whole ones.
    const std::string zone = is_date ? "" : " at time zone 'UTC'";
    auto text = schema::sql_text("cast(floor(extract(" + name + " from $1" + zone + ")) as integer)")
                    .on("sqlite", "rowan_timestamp_part('" + name + "', $1)");
    return sql::closed(std::move(text), list_of(std::move(of)));
}

sql::expression time_truncated(const char* field, sql::expression of, bool is_date) {
    const std::string name(field);
    auto text = schema::sql_text(is_date ? "cast(date_trunc('" + name + "', cast($1 as timestamp)) as date)"
                                         : "date_trunc('" + name + "', $1, 'UTC')")
                    .on("sqlite", "rowan_timestamp_truncate('" + name + "', $1)");
    return sql::closed(std::move(text), list_of(std::move(of)));
}

sql::expression rounded(sql::expression number, std::int32_t digits, bool exact) {
    const std::string places = std::to_string(digits);
    // PostgreSQL rounds a double to the even neighbour; through numeric it is as everywhere else.
    auto text = exact ? schema::sql_text("round($1, " + places + ")").on("sqlite", "rowan_round($1, " + places + ")")
                      : schema::sql_text("cast(round(cast($1 as numeric), " + places + ") as double precision)")
                            .on("sqlite", "round($1, " + places + ")");
    return sql::closed(std::move(text), list_of(std::move(number)));
}

sql::expression chosen_case(std::vector<sql::expression> parts, bool has_otherwise) {
    std::string text = "case";
    const std::size_t pairs = parts.size() / 2;
    for (std::size_t i = 0; i != pairs; ++i) {
        text += " when $" + std::to_string(2 * i + 1) + " then $" + std::to_string(2 * i + 2);
    }
    if (has_otherwise) text += " else $" + std::to_string(parts.size());
    return sql::closed(text + " end", std::move(parts));
}

sql::expression greater_of_two(bool greatest, bool nullable, sql::expression left, sql::expression right) {
    const std::string name = greatest ? "greatest" : "least";
    const std::string call = name + "($1, $2)";
    // PostgreSQL leaves a NULL out of the comparison; every other function of it is NULL then.
    auto text = schema::sql_text(nullable ? "case when $1 is not null and $2 is not null then " + call + " end" : call)
                    .on("sqlite", greatest ? "max($1, $2)" : "min($1, $2)");
    std::vector<sql::expression> both = list_of(std::move(left));
    both.push_back(std::move(right));
    return sql::closed(std::move(text), std::move(both));
}

sql::expression over(sql::expression function, const window_part& window) {
    std::vector<sql::expression> operands = list_of(std::move(function));
    std::string inner;
    for (const auto& one : window.operands) {
        operands.push_back(one);
        inner += (inner.empty() ? "partition by $" : ", $") + std::to_string(operands.size());
    }
    if (!inner.empty() && !window.order.empty()) inner += ' ';
    append_order(inner, operands, window.order);
    if (!window.frame.empty()) inner += (inner.empty() ? "" : " ") + window.frame;
    return sql::closed("$1 over (" + inner + ')', std::move(operands));
}

sql::expression filtered(sql::expression aggregate, sql::expression condition) {
    std::vector<sql::expression> operands = list_of(std::move(aggregate));
    operands.push_back(std::move(condition));
    return sql::closed("$1 filter (where $2)", std::move(operands));
}

sql::expression with_result(sql::expression value, const char* type) {
    if (*type == 0) return value;
    return sql::closed(schema::sql_text("$1").on("postgresql", "cast($1 as " + std::string(type) + ')'),
                       list_of(std::move(value)));
}

sql::expression number_aggregate(const char* name, sql::expression of, bool exact) {
    auto text = schema::sql_text(std::string(name) + "($1)");
    if (exact) text.on("sqlite", "rowan_" + std::string(name) + "($1)");
    return sql::closed(std::move(text), list_of(std::move(of)));
}

sql::expression ordered_aggregate(std::string name, std::vector<sql::expression> arguments,
                                  const std::vector<sql::order_term>& by) {
    std::string listed;
    for (std::size_t i = 0; i != arguments.size(); ++i) listed += (i == 0 ? "$" : ", $") + std::to_string(i + 1);
    std::string on_sqlite = "rowan_" + name + '(' + listed;
    std::string order;
    append_order(order, arguments, by);
    if (!by.empty()) {
        // SQLite 3.40 knows no order of an aggregate's rows: the driver's sorts them, by a letter for each key.
        std::string directions;
        std::string keys;
        for (std::size_t i = 0; i != by.size(); ++i) {
            const bool descending = by[i].order == schema::sort_order::descending;
            const bool exact = is_in_order_of_numbers(by[i].by);
            directions += exact ? (descending ? 'D' : 'A') : (descending ? 'd' : 'a');
            keys += ", $" + std::to_string(arguments.size() - by.size() + i + 1);
        }
        on_sqlite += ", '" + directions + '\'' + keys;
    }
    const std::string text = name + '(' + listed + (order.empty() ? "" : " " + order) + ')';
    return sql::closed(schema::sql_text(text).on("sqlite", on_sqlite + ')'), std::move(arguments));
}

}  // namespace rowan::detail
