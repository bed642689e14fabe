#include "dialect/cases.hpp"

namespace rowan::test {

namespace {

struct value_text {
    std::string operator()(null_value) const { return "null"; }
    std::string operator()(bool from) const { return from ? "true" : "false"; }
    std::string operator()(std::int64_t from) const { return std::to_string(from); }
    std::string operator()(const std::string& from) const { return '\'' + from + '\''; }
    std::string operator()(const value_array& from) const {
        std::string result = "[";
        for (const auto& one : from) result += (result.size() == 1 ? "" : ", ") + std::visit(*this, one.get());
        return result + ']';
    }
    template <class Other>
    std::string operator()(const Other&) const {
        return "?";
    }
};

}  // namespace

std::string text_of(const dialect& by, const operations_case& from) {
    std::string result;
    for (const auto& operation : from.operations) {
        for (const auto& statement : by.render(operation)) result += statement + ";\n";
    }
    return result;
}

rendered render(const dialect& by, const statement_case& from) {
    return std::visit([&](const auto& statement) { return by.render(statement); }, from.statement);
}

std::string text_of(const dialect& by, const statement_case& from) {
    const rendered made = render(by, from);
    std::string result = made.sql + ";\n";
    for (const auto& parameter : made.parameters) result += "-- " + std::visit(value_text{}, parameter.get()) + '\n';
    return result;
}

}  // namespace rowan::test
