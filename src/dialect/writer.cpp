#include "dialect/writer.hpp"

#include <utility>

namespace rowan {

using kind = sql::expression::kind;

namespace {
const schema::sql_text and_words("$1 and $2");
const schema::sql_text or_words("$1 or $2");
}  // namespace

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
    for (const auto& [group, words] : groups_) {
        if (from == *group) return text(words);
    }
    switch (from.what) {
        case kind::column:
            if (!from.qualifier.empty()) {
                identifier(from.qualifier);
                text(".");
            }
            return identifier(from.name);
        case kind::parameter: return parameter(from.bound);
        case kind::placeholder: return placeholder();
        case kind::words: return words(from);
        case kind::cast:
            text("cast(");
            expression(from.operands.at(0));
            return text(" as " + by_.type_name(from.type) + ')');
        case kind::query:
            text("(");
            select(from.queries.at(0));
            return text(")");
    }
}

void dialect::writer::words(const sql::expression& from) {
    const std::string_view words = by_.words(from.words);
    std::size_t done = 0;
    for (std::size_t at = words.find('$'); at != words.npos; at = words.find('$', at + 1)) {
        std::size_t end = at + 1;
        std::size_t number = 0;
        for (; end != words.size() && words[end] >= '0' && words[end] <= '9'; ++end)
            number = number * 10 + static_cast<std::size_t>(words[end] - '0');
        const bool all = end == at + 1 && words.substr(end).starts_with('*');
        if (number == 0 && !all) continue;
        text(words.substr(done, at - done));
        done = all ? end + 1 : end;
        if (all) {
            list(from.operands);
        } else {
            hole(from, words.substr(0, at), words.substr(done), from.operands.at(number - 1));
        }
    }
    text(words.substr(done));
}

// An operand that stands alone between brackets and commas needs no parentheses, nor one that continues a chain: "a and
// b and c" reads the same whichever way it was put together.
void dialect::writer::hole(const sql::expression& in, std::string_view before, std::string_view after,
                           const sql::expression& operand) {
    const bool opened = before.ends_with('(') || before.ends_with(", ");
    const bool enclosed = opened && (after.starts_with(')') || after.starts_with(','));
    const bool chain = operand.what == kind::words && (operand.words == and_words || operand.words == or_words) &&
                       operand.words == in.words;
    if (enclosed || chain) {
        expression(operand);
    } else {
        this->operand(operand);
    }
}

void dialect::writer::operand(const sql::expression& from) {
    const bool open = from.what == kind::words && !from.closed;
    if (open) text("(");
    expression(from);
    if (open) text(")");
}

void dialect::writer::list(const std::vector<sql::expression>& from) {
    std::string_view between;
    for (const auto& one : from) {
        text(std::exchange(between, ", "));
        expression(one);
    }
}

void dialect::writer::condition(std::string_view keyword, const std::optional<sql::expression>& that) {
    if (!that) return;
    text(keyword);
    expression(*that);
}

void dialect::writer::assignments(const std::vector<sql::assignment>& set) {
    std::string_view before;
    for (const auto& one : set) {
        text(std::exchange(before, ", "));
        identifier(one.column);
        text(" = ");
        expression(one.to);
    }
}

void dialect::writer::returning(const std::vector<sql::expression>& columns) {
    if (columns.empty()) return;
    text(" returning ");
    list(columns);
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
