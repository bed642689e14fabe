#include <rowan/query/arithmetic.hpp>
#include <rowan/query/expression.hpp>

#include <utility>

namespace rowan::detail {

namespace {
std::vector<sql::expression> list(sql::expression first, sql::expression second) {
    std::vector<sql::expression> result;
    result.reserve(2);
    result.push_back(std::move(first));
    result.push_back(std::move(second));
    return result;
}
}  // namespace

sql::expression typed_parameter(value bound, const column_type& type) {
    return sql::cast(sql::parameter(std::move(bound)), type.to_sql_type());
}

namespace {
const schema::sql_text& number_order() {
    static const auto text = schema::sql_text("$1").on("sqlite", "$1 collate \"rowan_decimal\"");
    return text;
}
}  // namespace

sql::expression in_order_of_numbers(sql::expression tree) {
    std::vector<sql::expression> operand;
    operand.push_back(std::move(tree));
    return sql::closed(number_order(), std::move(operand));
}

bool is_in_order_of_numbers(const sql::expression& tree) {
    return tree.what == sql::expression::kind::words && tree.words == number_order();
}

sql::expression in_order_of_labels(sql::expression tree, const enumeration& labels) {
    std::vector<sql::expression> operands;
    operands.push_back(std::move(tree));
    std::string rank = "case $1";
    for (const auto& one : labels.entries) {
        // As text of one length, so that the value of the expression is text on every backend.
        const std::string place = std::to_string(operands.size() + 1000);
        operands.push_back(sql::parameter(value(std::string(one.label))));
        rank += " when $" + std::to_string(operands.size()) + " then '" + place + '\'';
    }
    return sql::closed(schema::sql_text("$1").on("sqlite", rank + " end"), std::move(operands));
}

sql::expression is_any_of(sql::expression operand, value_array values) {
    // JSON, in which a list travels to SQLite, has no bytes: they go one by one.
    const bool has_bytes = !values.empty() && std::holds_alternative<bytes>(values.front().get());
    if (!has_bytes) return sql::any_of(std::move(operand), sql::parameter(value(std::move(values))));
    std::vector<sql::expression> operands;
    std::string text = "$1 in (";
    operands.push_back(std::move(operand));
    for (auto& one : values) {
        operands.push_back(sql::parameter(std::move(one)));
        text += (operands.size() == 2 ? "$" : ", $") + std::to_string(operands.size());
    }
    return sql::words(text + ')', std::move(operands));
}

sql::expression is_between(const sql::expression& operand, sql::expression low, sql::expression high) {
    return sql::infix("and", sql::infix(">=", operand, std::move(low)), sql::infix("<=", operand, std::move(high)));
}

value escaped_pattern(std::string_view before, std::string_view text, std::string_view after) {
    std::string result(before);
    for (const char one : text) {
        if (one == '%' || one == '_' || one == '\\') result += '\\';
        result += one;
    }
    return value(result += after);
}

sql::expression like(sql::expression operand, sql::expression pattern, bool any_case) {
    static const auto exact = schema::sql_text("$1 like $2").on("sqlite", "rowan_like($1, $2)");
    static const auto folded = schema::sql_text("$1 ilike $2").on("sqlite", "rowan_ilike($1, $2)");
    return sql::words(any_case ? folded : exact, list(std::move(operand), std::move(pattern)));
}

sql::expression json_path(sql::expression document, std::vector<std::string> path, bool as_text) {
    static const auto json = schema::sql_text("$1 #> $2").on("sqlite", "rowan_json_path($1, $2)");
    static const auto text = schema::sql_text("$1 #>> $2").on("sqlite", "rowan_json_path_text($1, $2)");
    value_array keys;
    for (auto& key : path) keys.emplace_back(std::move(key));
    auto bound = sql::cast(sql::parameter(value(std::move(keys))), {.kind = type_kind::text, .array = true});
    return sql::words(as_text ? text : json, list(std::move(document), std::move(bound)));
}

namespace {
// A sum that leaves its type is an error, and so is a division by zero: SQLite knows neither.
std::string checked(char op, number_kind kind) {
    const std::string result = op == '/'   ? "rowan_quotient($1, $2)"
                               : op == '%' ? "rowan_remainder($1, $2)"
                                           : std::string("$1 ") + op + " $2";
    const int octets = octets_of(kind);
    return octets == 0 || op == '%' ? result : "rowan_whole(" + result + ", " + std::to_string(octets) + ')';
}

std::string exact_function(char op) {
    switch (op) {
        case '+': return "rowan_add($1, $2)";
        case '-': return "rowan_subtract($1, $2)";
        case '*': return "rowan_multiply($1, $2)";
        case '/': return "rowan_divide($1, $2)";
        default: return "rowan_modulo($1, $2)";
    }
}
}  // namespace

sql::expression calculate(char op, number_kind kind, sql::expression left, sql::expression right) {
    auto text = schema::sql_text(kind == number_kind::text ? std::string("$1 || $2") : std::string("$1 ") + op + " $2");
    if (kind == number_kind::exact) text.on("sqlite", exact_function(op));
    if (octets_of(kind) != 0 || (kind == number_kind::real && op == '/')) text.on("sqlite", checked(op, kind));
    return sql::words(std::move(text), list(std::move(left), std::move(right)));
}

sql::expression narrowed(sql::expression number, number_kind to) {
    auto text = schema::sql_text("$1").on("sqlite", "rowan_whole($1, " + std::to_string(octets_of(to)) + ')');
    return sql::words(std::move(text), {std::move(number)});
}

sql::expression negated(sql::expression number, number_kind kind) {
    auto text = schema::sql_text("(-$1)");
    if (kind == number_kind::exact) text.on("sqlite", "rowan_negate($1)");
    if (const int octets = octets_of(kind); octets != 0)
        text.on("sqlite", "rowan_whole(-$1, " + std::to_string(octets) + ')');
    return sql::closed(std::move(text), {std::move(number)});
}

}  // namespace rowan::detail
