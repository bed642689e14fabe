#include "dialect/ddl.hpp"

#include <utility>

namespace rowan {

namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

std::string dialect::ddl::view_name(const schema::view& what) const {
    return (what.materialized && by_.can().materialized_views ? "materialized view " : "view ") + identifier(what.name);
}

// A view or script whose text for this dialect is empty belongs to another one.
auto dialect::ddl::operator()(const schema::create_view& op) const -> statements {
    const std::string& query = words(op.object.query);
    if (is_blank(query)) return {};
    statements result{"create " + view_name(op.object) + " as\n" + query};
    if (by_.can().comments && !op.object.comment.empty())
        result.push_back(comment(view_name(op.object), op.object.comment));
    return result;
}

auto dialect::ddl::operator()(const schema::drop_view& op) const -> statements {
    if (is_blank(words(op.object.query))) return {};
    return {"drop " + view_name(op.object)};
}

auto dialect::ddl::operator()(const schema::create_extension& op) const -> statements {
    if (!by_.can().extensions) return {};
    return {"create extension if not exists " + identifier(op.object.name)};
}

auto dialect::ddl::operator()(const schema::drop_extension& op) const -> statements {
    if (!by_.can().extensions) return {};
    return {"drop extension if exists " + identifier(op.object.name)};
}

auto dialect::ddl::operator()(const schema::create_schema& op) const -> statements {
    if (!by_.can().schemas) return {};
    return {"create schema " + identifier(op.object.name)};
}

auto dialect::ddl::operator()(const schema::drop_schema& op) const -> statements {
    if (!by_.can().schemas) return {};
    return {"drop schema " + identifier(op.object.name)};
}

auto dialect::ddl::operator()(const schema::create_sequence& op) const -> statements {
    if (!by_.can().sequences) return {};
    return {"create sequence " + table(op.object.schema_name, op.object.name) + " start with " +
            std::to_string(op.object.start) + " increment by " + std::to_string(op.object.increment)};
}

auto dialect::ddl::operator()(const schema::drop_sequence& op) const -> statements {
    if (!by_.can().sequences) return {};
    return {"drop sequence " + table(op.object.schema_name, op.object.name)};
}

auto dialect::ddl::operator()(const schema::create_function& op) const -> statements {
    if (!by_.can().functions || is_blank(words(op.object.definition))) return {};
    return {"create function " + table(op.object.schema_name, op.object.name) + '(' + op.object.arguments + ")\n" +
            words(op.object.definition)};
}

auto dialect::ddl::operator()(const schema::drop_function& op) const -> statements {
    if (!by_.can().functions || is_blank(words(op.object.definition))) return {};
    return {"drop function " + table(op.object.schema_name, op.object.name) + '(' + op.object.arguments + ')'};
}

// A trigger is where its table is: as with an index, PostgreSQL lets only the table say so, SQLite only the trigger.
auto dialect::ddl::operator()(const schema::create_trigger& op) const -> statements {
    const schema::trigger& what = op.object;
    if (is_blank(words(what.action))) return {};
    const bool by_table = by_.can().schemas;
    return {"create trigger " + (by_table ? identifier(what.name) : table(what.schema_name, what.name)) + ' ' +
            words(what.event) + " on " + (by_table ? table(what.schema_name, what.table) : identifier(what.table)) +
            '\n' + words(what.action)};
}

auto dialect::ddl::operator()(const schema::drop_trigger& op) const -> statements {
    const schema::trigger& what = op.object;
    if (is_blank(words(what.action))) return {};
    if (!by_.can().schemas) return {"drop trigger " + table(what.schema_name, what.name)};
    return {"drop trigger " + identifier(what.name) + " on " + table(what.schema_name, what.table)};
}

std::string dialect::ddl::granted(const schema::grant& what) const {
    std::string text;
    for (const std::string& each : what.privileges) text += (text.empty() ? "" : ", ") + each;
    return text + " on " + what.kind + ' ' + table(what.schema_name, what.name);
}

auto dialect::ddl::operator()(const schema::create_grant& op) const -> statements {
    if (!by_.can().grants) return {};
    return {"grant " + granted(op.object) + " to " + identifier(op.object.to)};
}

auto dialect::ddl::operator()(const schema::drop_grant& op) const -> statements {
    if (!by_.can().grants) return {};
    return {"revoke " + granted(op.object) + " from " + identifier(op.object.to)};
}

auto dialect::ddl::operator()(const schema::rename_object& op) const -> statements {
    if (!by_.can().renames_objects) {
        throw dialect_error(describe(op) + ": on " + std::string(by_.name()) +
                            " it is made anew, which takes a look at it as it is; session::apply does so");
    }
    return {"alter " + std::string(words_for(op.what)) + ' ' + table(op.schema_name, op.from) + " rename to " +
            identifier(op.to)};
}

}  // namespace rowan
