#include <rowan/sql/expression.hpp>

#include <utility>

namespace rowan::sql {

namespace {
expression node(expression::kind what, std::string name) {
    expression result;
    result.what = what;
    result.name = std::move(name);
    return result;
}
}  // namespace

expression column(std::string name, std::string qualifier) {
    expression result = node(expression::kind::column, std::move(name));
    result.qualifier = std::move(qualifier);
    return result;
}

expression parameter(value bound) {
    expression result = node(expression::kind::parameter, {});
    result.bound = std::move(bound);
    return result;
}

expression placeholder() { return node(expression::kind::placeholder, {}); }

expression infix(std::string op, expression left, expression right) {
    expression result = node(expression::kind::infix, std::move(op));
    result.operands.reserve(2);
    result.operands.push_back(std::move(left));
    result.operands.push_back(std::move(right));
    return result;
}

expression prefix(std::string op, expression operand) {
    expression result = node(expression::kind::prefix, std::move(op));
    result.operands.push_back(std::move(operand));
    return result;
}

expression postfix(expression operand, std::string op) {
    expression result = node(expression::kind::postfix, std::move(op));
    result.operands.push_back(std::move(operand));
    return result;
}

expression call(std::string function, std::vector<expression> arguments) {
    expression result = node(expression::kind::call, std::move(function));
    result.operands = std::move(arguments);
    return result;
}

expression cast(expression operand, std::string type) {
    expression result = node(expression::kind::cast, std::move(type));
    result.operands.push_back(std::move(operand));
    return result;
}

expression any_of(expression operand, expression list) {
    expression result = node(expression::kind::any_of, {});
    result.operands.reserve(2);
    result.operands.push_back(std::move(operand));
    result.operands.push_back(std::move(list));
    return result;
}

expression raw(std::string text) { return node(expression::kind::raw, std::move(text)); }

std::optional<expression> all_of(std::optional<expression> left, std::optional<expression> right) {
    if (!left) return right;
    if (!right) return left;
    return infix("and", *std::move(left), *std::move(right));
}

}  // namespace rowan::sql
