#include "dialect/ddl.hpp"

#include <utility>

namespace rowan {

namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

std::string dialect::ddl::view_name(const schema::view& what) const {
    return (what.materialized && by_.can().materialized_views ? "materialized view " : "view ") +
           table(what.schema_name, what.name);
}

// A view or script whose text for this dialect is empty belongs to another one.
auto dialect::ddl::operator()(const schema::create_view& op) const -> statements {
    const std::string& query = words(op.object.query);
    if (is_blank(query)) return {};
    std::string text = "create " + view_name(op.object);
    if (!op.object.columns.empty()) text += ' ' + identifiers(op.object.columns);
    if (by_.can().view_options) text += options(op.object.options);
    statements result{text + " as\n" + query};
    if (by_.can().materialized_views) {
        for (const schema::index& each : op.object.indexes) {
            result.push_back(index(each));
            add_comments(result, each);
        }
    }
    add_comment(result, view_name(op.object), op.object.comment);
    const std::string name = table(op.object.schema_name, op.object.name);
    if (by_.can().view_options) {
        for (const auto& [column, value] : op.object.column_defaults)
            result.push_back("alter view " + name + " alter column " + identifier(column) + " set default " + value);
    }
    for (const auto& [column, comment] : op.object.column_comments)
        add_comment(result, "column " + name + '.' + identifier(column), comment);
    return result;
}

auto dialect::ddl::operator()(const schema::drop_view& op) const -> statements {
    if (is_blank(words(op.object.query))) return {};
    return {"drop " + view_name(op.object)};
}

auto dialect::ddl::operator()(const schema::create_extension& op) const -> statements {
    if (!by_.can().extensions) return {};
    const std::string& place = op.object.schema_name;
    return {"create extension if not exists " + identifier(op.object.name) +
            (place.empty() ? "" : " schema " + identifier(place))};
}

auto dialect::ddl::operator()(const schema::drop_extension& op) const -> statements {
    if (!by_.can().extensions) return {};
    return {"drop extension if exists " + identifier(op.object.name)};
}

auto dialect::ddl::operator()(const schema::create_schema& op) const -> statements {
    if (!by_.can().schemas) return {};
    const std::string name = "schema " + identifier(op.object.name);
    statements result{"create " + name};
    add_comment(result, name, op.object.comment);
    return result;
}

auto dialect::ddl::operator()(const schema::drop_schema& op) const -> statements {
    if (!by_.can().schemas) return {};
    return {"drop schema " + identifier(op.object.name)};
}

// Where they may have been otherwise before, all is said.
std::string dialect::ddl::numbers(const schema::sequence& what, bool all) const {
    std::string text = " start with " + std::to_string(what.start);
    text += " increment by " + std::to_string(what.increment);
    const auto bound = [&](std::string_view word, const std::optional<std::int64_t>& at) {
        if (at) ((text += ' ') += word) += ' ' + std::to_string(*at);
        if (!at && all) (text += " no ") += word;
    };
    bound("minvalue", what.minimum);
    bound("maxvalue", what.maximum);
    if (what.cache != 1 || all) text += " cache " + std::to_string(what.cache);
    if (what.cycle) text += " cycle";
    if (!what.cycle && all) text += " no cycle";
    return text;
}

std::string dialect::ddl::settings(const schema::sequence& from, const schema::sequence& to) const {
    std::string text;
    const auto set = [&](const std::string& what) { text += " set " + what; };
    const auto bound = [&](const std::string& word, const std::optional<std::int64_t>& at) {
        set(at ? word + ' ' + std::to_string(*at) : "no " + word);
    };
    if (from.minimum != to.minimum) bound("minvalue", to.minimum);
    if (from.maximum != to.maximum) bound("maxvalue", to.maximum);
    if (from.start != to.start) set("start with " + std::to_string(to.start));
    if (from.increment != to.increment) set("increment by " + std::to_string(to.increment));
    if (from.cache != to.cache) set("cache " + std::to_string(to.cache));
    if (from.cycle != to.cycle) set(to.cycle ? "cycle" : "no cycle");
    return text;
}

std::string dialect::ddl::owner(const schema::sequence& what) const {
    if (what.owner_table.empty()) return " owned by none";
    return " owned by " + table(what.schema_name, what.owner_table) + '.' + identifier(what.owner_column);
}

auto dialect::ddl::operator()(const schema::create_sequence& op) const -> statements {
    if (!by_.can().sequences) return {};
    const schema::sequence& what = op.object;
    const std::string name = "sequence " + table(what.schema_name, what.name);
    std::string text = (what.unlogged && by_.can().unlogged_tables ? "create unlogged " : "create ") + name;
    if (!what.type.empty()) text += " as " + what.type;
    text += numbers(what, false);
    if (!what.owner_table.empty()) text += owner(what);
    statements result{std::move(text)};
    add_comment(result, name, what.comment);
    return result;
}

auto dialect::ddl::operator()(const schema::alter_sequence& op) const -> statements {
    if (!by_.can().sequences) return {};
    const std::string name = "sequence " + table(op.to.schema_name, op.to.name);
    std::string text;
    if (op.from.type != op.to.type) text += " as " + (op.to.type.empty() ? "bigint" : op.to.type);
    if (const std::string all = numbers(op.to, true); all != numbers(op.from, true)) text += all;
    if (const std::string to = owner(op.to); to != owner(op.from)) text += to;
    statements result;
    if (!text.empty()) result.push_back("alter " + name + text);
    if (op.from.unlogged != op.to.unlogged)
        result.push_back("alter " + name + (op.to.unlogged ? " set unlogged" : " set logged"));
    if (op.from.comment != op.to.comment) result.push_back(comment(name, op.to.comment));
    return result;
}

auto dialect::ddl::operator()(const schema::drop_sequence& op) const -> statements {
    if (!by_.can().sequences) return {};
    return {"drop sequence " + table(op.object.schema_name, op.object.name)};
}

std::string dialect::ddl::function_name(const schema::function& what, const std::string& arguments) const {
    const std::string_view kind = what.kind == schema::function_kind::aggregate   ? "aggregate "
                                  : what.kind == schema::function_kind::procedure ? "procedure "
                                                                                  : "function ";
    // An aggregate of no arguments is one of all rows.
    const bool of_all = what.kind == schema::function_kind::aggregate && arguments.empty();
    return std::string(kind) + table(what.schema_name, what.name) + '(' + (of_all ? "*" : arguments) + ')';
}

auto dialect::ddl::operator()(const schema::create_function& op) const -> statements {
    const schema::function& what = op.object;
    if (!by_.can().functions || is_blank(words(what.definition))) return {};
    statements result{"create " + function_name(what, what.arguments) + '\n' + words(what.definition)};
    const std::string& telling = what.identity_arguments.empty() ? what.arguments : what.identity_arguments;
    add_comment(result, function_name(what, telling), what.comment);
    return result;
}

auto dialect::ddl::operator()(const schema::drop_function& op) const -> statements {
    const schema::function& what = op.object;
    if (!by_.can().functions || is_blank(words(what.definition))) return {};
    return {"drop " + function_name(what, what.identity_arguments.empty() ? what.arguments : what.identity_arguments)};
}

namespace {

std::string_view words_of(schema::firing what) {
    switch (what) {
        case schema::firing::origin: return {};
        case schema::firing::disabled: return "disable trigger ";
        case schema::firing::replica: return "enable replica trigger ";
        case schema::firing::always: return "enable always trigger ";
    }
    return {};
}

}  // namespace

// A trigger is where its table is: as with an index, PostgreSQL lets only the table say so, SQLite only the trigger.
auto dialect::ddl::operator()(const schema::create_trigger& op) const -> statements {
    const schema::trigger& what = op.object;
    if (is_blank(words(what.action))) return {};
    const bool by_table = by_.can().schemas;
    const std::string name = by_table ? identifier(what.name) : table(what.schema_name, what.name);
    const std::string place = by_table ? table(what.schema_name, what.table) : identifier(what.table);
    const bool constraint = what.constraint && by_.can().functions;
    statements result{(constraint ? "create constraint trigger " : "create trigger ") + name + ' ' + words(what.event) +
                      " on " + place + '\n' + words(what.action)};
    if (const auto state = words_of(what.firing); !state.empty() && by_.can().functions)
        result.push_back("alter table " + place + ' ' + std::string(state) + name);
    add_comment(result, "trigger " + name + " on " + place, what.comment);
    return result;
}

auto dialect::ddl::operator()(const schema::drop_trigger& op) const -> statements {
    const schema::trigger& what = op.object;
    if (is_blank(words(what.action))) return {};
    if (!by_.can().schemas) return {"drop trigger " + table(what.schema_name, what.name)};
    return {"drop trigger " + identifier(what.name) + " on " + table(what.schema_name, what.table)};
}

auto dialect::ddl::operator()(const schema::create_policy& op) const -> statements {
    if (!by_.can().policies) return {};
    const schema::policy& what = op.object;
    const std::string place = identifier(what.name) + " on " + table(what.schema_name, what.table);
    std::string text = "create policy " + place;
    if (what.restrictive) text += " as restrictive";
    if (!what.command.empty()) text += " for " + what.command;
    std::string_view before = " to ";
    for (const std::string& role : what.roles) (text += std::exchange(before, ", ")) += identifier(role);
    if (what.using_expression) text += "\n    using (" + words(*what.using_expression) + ')';
    if (what.check_expression) text += "\n    with check (" + words(*what.check_expression) + ')';
    statements result{std::move(text)};
    add_comment(result, "policy " + place, what.comment);
    return result;
}

auto dialect::ddl::operator()(const schema::drop_policy& op) const -> statements {
    if (!by_.can().policies) return {};
    return {"drop policy " + identifier(op.object.name) + " on " + table(op.object.schema_name, op.object.table)};
}

// A rule is named within its table, an operator by what it is for as well, everything else within its schema.
std::string dialect::ddl::other_name(const schema::other_object& what) const {
    if (!what.identity.empty()) return what.kind + ' ' + what.identity;
    if (what.table.empty()) return what.kind + ' ' + table(what.schema_name, what.name);
    return what.kind + ' ' + identifier(what.name) + " on " + table(what.schema_name, what.table);
}

auto dialect::ddl::operator()(const schema::create_other& op) const -> statements {
    if (!by_.can().other_objects) return {};
    statements result{op.object.definition};
    add_comment(result, other_name(op.object), op.object.comment);
    return result;
}

auto dialect::ddl::operator()(const schema::drop_other& op) const -> statements {
    if (!by_.can().other_objects) return {};
    return {"drop " + other_name(op.object)};
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
