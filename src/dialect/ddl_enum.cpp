#include "dialect/ddl.hpp"

#include <algorithm>
#include <utility>

namespace rowan {

auto dialect::ddl::operator()(const schema::create_enum& op) const -> statements {
    if (!by_.can().enum_types) return {};
    const std::string name = "type " + table(op.object.schema_name, op.object.name);
    std::string text = "create " + name + " as enum (";
    std::string_view between;
    for (const auto& label : op.object.labels) {
        text += std::exchange(between, ", ");
        by_.append_literal(text, label);
    }
    statements result{text += ')'};
    add_comment(result, name, op.object.comment);
    return result;
}

auto dialect::ddl::operator()(const schema::drop_enum& op) const -> statements {
    if (!by_.can().enum_types) return {};
    return {"drop type " + table(op.object.schema_name, op.object.name)};
}

auto dialect::ddl::operator()(const schema::alter_enum& op) const -> statements {
    if (!by_.can().enum_types) {
        if (op.uses.empty()) return {};
        throw dialect_error("altering the enum \"" + op.name + "\" makes its tables anew on " +
                            std::string(by_.name()) +
                            ", which takes a look at them as they are; session::apply does so");
    }
    statements result;
    schema::alter_enum rest = op;
    for (const auto& [old, now] : renamed_labels(op)) {
        result.push_back("alter type " + table(op.schema_name, op.name) + " rename value " + literal(old) + " to " + literal(now));
        std::replace(rest.from.begin(), rest.from.end(), old, now);
        std::erase(rest.instead, std::pair(old, now));
    }
    auto added = add_labels(rest);
    if (!added) added = swap_labels(rest);
    result.insert(result.end(), added->begin(), added->end());
    return result;
}

auto dialect::ddl::add_labels(const schema::alter_enum& op) const -> std::optional<statements> {
    statements result;
    auto known = op.from.begin();
    for (std::size_t i = 0; i != op.to.size(); ++i) {
        if (known != op.from.end() && *known == op.to[i]) {
            ++known;
            continue;
        }
        std::string text = "alter type " + table(op.schema_name, op.name) + " add value " + literal(op.to[i]);
        if (i != 0) {
            text += " after " + literal(op.to[i - 1]);
        } else if (!op.from.empty()) {
            text += " before " + literal(op.from.front());
        }
        result.push_back(std::move(text));
    }
    if (known != op.from.end()) return std::nullopt;
    return result;
}

// A label leaves a type only with the type.
auto dialect::ddl::swap_labels(const schema::alter_enum& op) const -> statements {
    const std::string old = op.name + "_old";
    statements result{"alter type " + table(op.schema_name, op.name) + " rename to " + identifier(old)};
    for (auto& each : (*this)(schema::create_enum{{op.name, op.to, op.schema_name}})) result.push_back(std::move(each));
    for (const schema::enum_use& use : op.uses) {
        const schema::column after = altered(use.column, op);
        const std::string column = "alter column " + identifier(after.name);
        std::string text = "alter table " + table(use.schema_name, use.table);
        if (after.default_value) text += "\n    " + column + " drop default,";
        text += "\n    " + column + " type " + by_.column_type(after) + " using " + by_.converted(op, after);
        if (after.default_value) text += ",\n    " + column + " set default " + words(*after.default_value);
        result.push_back(std::move(text));
    }
    result.push_back("drop type " + table(op.schema_name, old));
    return result;
}

}  // namespace rowan
