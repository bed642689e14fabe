#include "dialect/ddl.hpp"

#include <algorithm>
#include <utility>

namespace rowan {

namespace {

bool needs_methods(const schema::index& what) {
    const auto special = [](const schema::index_key& key) {
        return !key.operator_class.empty() || key.nulls != schema::nulls_order::by_default;
    };
    return (!what.method.empty() && what.method != "btree") || !what.options.empty() || !what.include.empty() ||
           what.nulls_not_distinct || std::any_of(what.keys.begin(), what.keys.end(), special);
}

}  // namespace

bool dialect::ddl::index_supported(const schema::index& what) const {
    if (by_.can().index_methods || !needs_methods(what)) return true;
    if (what.where_supported) return false;
    throw dialect_error(
        "index \"" + what.name + "\" on \"" + what.table + "\": " + std::string(by_.name()) +
        " has no index methods, operator classes, options, included columns or order of nulls; set where_supported "
        "to leave the index out there");
}

std::string dialect::ddl::index(const schema::index& what) const {
    std::string text = what.unique ? "create unique index " : "create index ";
    if (what.concurrently && by_.can().index_methods) text += "concurrently ";
    text += index_place(what);
    if (!what.method.empty() && what.method != "btree") text += " using " + identifier(what.method);
    std::string_view before = " (";
    for (const auto& key : what.keys) {
        text += std::exchange(before, ", ");
        text += index_key(key);
    }
    text += ')';
    if (!what.include.empty()) text += " include " + identifiers(what.include);
    if (what.nulls_not_distinct) text += " nulls not distinct";
    text += options(what.options);
    if (what.where) text += " where " + words(*what.where);
    return text;
}

// An index is always where its table is: PostgreSQL lets only the table say so, SQLite only the index.
std::string dialect::ddl::index_place(const schema::index& what) const {
    if (by_.can().schemas) return identifier(what.name) + " on " + table(what.schema_name, what.table);
    return table(what.schema_name, what.name) + " on " + identifier(what.table);
}

std::string dialect::ddl::index_key(const schema::index_key& what) const {
    std::string text = what.expression ? '(' + words(*what.expression) + ')' : identifier(what.column);
    text += collated(what);
    text += operator_class(what);
    if (what.order == schema::sort_order::descending) text += " desc";
    if (what.nulls == schema::nulls_order::first) text += " nulls first";
    if (what.nulls == schema::nulls_order::last) text += " nulls last";
    return text;
}

std::string dialect::ddl::operator_class(const schema::index_key& what) const {
    if (what.operator_class.empty()) return {};
    std::string text = ' ' + table(what.operator_class_schema, what.operator_class);
    std::string_view before = " (";
    for (const auto& [name, value] : what.operator_class_options) {
        text += std::exchange(before, ", ");
        text += identifier(name) + " = " + literal(value);
    }
    return what.operator_class_options.empty() ? text : text + ')';
}

std::string dialect::ddl::options(const schema::storage_options& what) const {
    std::string text;
    std::string_view before = " with (";
    for (const auto& [name, value] : what) {
        text += std::exchange(before, ", ");
        text += identifier(name) + " = " + literal(value);
    }
    if (!text.empty()) text += ')';
    return text;
}

void dialect::ddl::add_comments(statements& to, const schema::table& of) const {
    if (!by_.can().comments) return;
    const std::string name = table(of.schema_name, of.name);
    add_comment(to, "table " + name, of.comment);
    for (const auto& one : of.columns) add_comment(to, of, one);
    add_comments(to, name, constraints_of(of));
    for (const auto& one : of.indexes) add_comments(to, one);
}

void dialect::ddl::add_comments(statements& to, const schema::index& of) const {
    add_comment(to, "index " + table(of.schema_name, of.name), of.comment);
}

void dialect::ddl::add_comments(statements& to, const std::string& on,
                                const std::vector<schema::constraint>& of) const {
    for (const schema::constraint& each : of) {
        const std::string& text = std::visit([](const auto& one) -> const std::string& { return one.comment; }, each);
        add_comment(to, "constraint " + identifier(schema::name_of(each)) + " on " + on, text);
    }
}

void dialect::ddl::add_comment(statements& to, const schema::table& in, const schema::column& of) const {
    if (of.comment.empty()) return;
    to.push_back(comment("column " + table(in.schema_name, in.name) + '.' + identifier(of.name), of.comment));
}

void dialect::ddl::add_comment(statements& to, const std::string& what, const std::string& text) const {
    if (by_.can().comments && !text.empty()) to.push_back(comment(what, text));
}

std::string dialect::ddl::comment(std::string_view what, std::string_view text) const {
    return "comment on " + std::string(what) + " is " + literal(text);
}

}  // namespace rowan
