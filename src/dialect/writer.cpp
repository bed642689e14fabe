#include "dialect/writer.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace rowan {

using kind = sql::expression::kind;

void dialect::writer::identifiers(const std::vector<std::string>& names) {
    std::string_view between;
    for (const auto& name : names) {
        text(std::exchange(between, ", "));
        identifier(name);
    }
}

void dialect::writer::placeholder() { by_.append_parameter(out_.sql, ++parameters_); }

void dialect::writer::parameter(value bound) {
    placeholder();
    out_.parameters.push_back(std::move(bound));
}

void dialect::writer::expression(const sql::expression& from) {
    switch (from.what) {
        case kind::column:
            if (!from.qualifier.empty()) {
                identifier(from.qualifier);
                text(".");
            }
            identifier(from.name);
            return from.exact_number ? text(by_.exact_number_order()) : void();
        case kind::parameter: return parameter(from.bound);
        case kind::placeholder: return placeholder();
        case kind::infix:
            infix_operand(from.operands.at(0), from.name);
            text(' ' + from.name + ' ');
            return infix_operand(from.operands.at(1), from.name);
        case kind::prefix: text(from.name + ' '); return operand(from.operands.at(0));
        case kind::postfix: operand(from.operands.at(0)); return text(' ' + from.name);
        case kind::call:
            text(from.name + '(');
            list(from.operands);
            return text(")");
        case kind::cast:
            text("cast(");
            expression(from.operands.at(0));
            return text(" as " + from.name + ')');
        case kind::any_of: return by_.append_any_of(*this, from.operands.at(0), from.operands.at(1));
        case kind::raw: return text(from.name);
    }
}

void dialect::writer::operand(const sql::expression& from) {
    const bool alone = from.what == kind::column || from.what == kind::parameter || from.what == kind::placeholder ||
                       from.what == kind::call || from.what == kind::cast;
    if (!alone) text("(");
    expression(from);
    if (!alone) text(")");
}

void dialect::writer::infix_operand(const sql::expression& from, std::string_view op) {
    // "a and b and c" needs no parentheses, whichever way it was put together.
    const bool same_chain = from.what == kind::infix && from.name == op && (op == "and" || op == "or");
    if (same_chain) {
        expression(from);
    } else {
        operand(from);
    }
}

void dialect::writer::list(const std::vector<sql::expression>& from) {
    std::string_view between;
    for (const auto& one : from) {
        text(std::exchange(between, ", "));
        expression(one);
    }
}

void dialect::writer::where(const std::optional<sql::expression>& condition) {
    if (!condition) return;
    text(" where ");
    expression(*condition);
}

void dialect::writer::order_by(const std::vector<sql::order_term>& terms) {
    std::string_view before = " order by ";
    for (const auto& term : terms) {
        text(std::exchange(before, ", "));
        expression(term.by);
        if (term.order == schema::sort_order::descending) text(" desc");
        if (term.nulls == schema::nulls_order::first) text(" nulls first");
        if (term.nulls == schema::nulls_order::last) text(" nulls last");
    }
}

void dialect::writer::window(const std::optional<std::uint64_t>& limit, const std::optional<std::uint64_t>& offset) {
    // No table has more rows than fit into 63 bits.
    const auto bound = [](std::uint64_t rows) {
        return value(
            static_cast<std::int64_t>(std::min<std::uint64_t>(rows, std::numeric_limits<std::int64_t>::max())));
    };
    if (limit) {
        text(" limit ");
        parameter(bound(*limit));
    }
    if (!offset) return;
    if (!limit) text(by_.no_limit());
    text(" offset ");
    parameter(bound(*offset));
}

rendered dialect::writer::finish() && {
    if (parameters_ > by_.can().max_parameters) {
        throw dialect_error("a statement with " + std::to_string(parameters_) + " parameters is more than " +
                            std::string(by_.name()) + " takes (" + std::to_string(by_.can().max_parameters) +
                            "): run it in several parts");
    }
    return std::move(out_);
}

}  // namespace rowan
