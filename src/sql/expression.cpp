#include <rowan/sql/expression.hpp>
#include <rowan/sql/statement.hpp>

#include <utility>

namespace rowan::sql {

expression::expression() = default;
expression::expression(const expression&) = default;
expression::expression(expression&&) noexcept = default;
expression& expression::operator=(const expression&) = default;
expression& expression::operator=(expression&&) noexcept = default;
expression::~expression() = default;

bool operator==(const expression& left, const expression& right) {
    return left.what == right.what && left.name == right.name && left.qualifier == right.qualifier && left.words == right.words &&
           left.bound == right.bound && left.type == right.type && left.operands == right.operands && left.queries == right.queries;
}

bool operator==(const common_table& left, const common_table& right) {
    return left.name == right.name && left.columns == right.columns && left.query == right.query;
}

expression column(std::string name, std::string qualifier) {
    expression result;
    result.what = expression::kind::column;
    result.name = std::move(name);
    result.qualifier = std::move(qualifier);
    return result;
}

expression parameter(value bound) {
    expression result;
    result.what = expression::kind::parameter;
    result.bound = std::move(bound);
    return result;
}

expression placeholder() {
    expression result;
    result.what = expression::kind::placeholder;
    return result;
}

expression words(schema::sql_text text, std::vector<expression> operands) {
    expression result;
    result.what = expression::kind::words;
    result.words = std::move(text);
    result.operands = std::move(operands);
    return result;
}

expression closed(schema::sql_text text, std::vector<expression> operands) {
    expression result = words(std::move(text), std::move(operands));
    result.closed = true;
    return result;
}

namespace {
// An initializer list would copy its elements.
template <class... More>
std::vector<expression> list(More&&... operands) {
    std::vector<expression> result;
    result.reserve(sizeof...(operands));
    (result.push_back(std::forward<More>(operands)), ...);
    return result;
}
}  // namespace

expression infix(std::string op, expression left, expression right) {
    return words("$1 " + std::move(op) + " $2", list(std::move(left), std::move(right)));
}

expression prefix(std::string op, expression operand) { return words(std::move(op) + " $1", list(std::move(operand))); }

expression postfix(expression operand, std::string op) { return words("$1 " + std::move(op), list(std::move(operand))); }

expression call(std::string function, std::vector<expression> arguments) {
    return closed(std::move(function) + "($*)", std::move(arguments));
}

expression cast(expression operand, sql_type type) {
    expression result;
    result.what = expression::kind::cast;
    result.type = std::move(type);
    result.operands.push_back(std::move(operand));
    return result;
}

expression query(select what) {
    expression result;
    result.what = expression::kind::query;
    result.queries.push_back(std::move(what));
    return result;
}

expression any_of(expression operand, expression list_of_values) {
    // SQLite has no arrays: the list comes as JSON text. Its elements have no affinity, so the operand's own rules the comparison.
    static const auto text = schema::sql_text("$1 = any($2)").on("sqlite", "$1 in (select value from json_each($2))");
    return words(text, list(std::move(operand), std::move(list_of_values)));
}

std::optional<expression> all_of(std::optional<expression> left, std::optional<expression> right) {
    if (!left) return right;
    if (!right) return left;
    return infix("and", *std::move(left), *std::move(right));
}

}  // namespace rowan::sql
