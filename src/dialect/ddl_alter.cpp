#include "dialect/ddl.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

// Objects that are there become others.
namespace rowan {

namespace {

template <class Kept, class List>
bool contains(const List& all, const Kept& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

template <class Object>
void append(std::vector<std::string>& to, Object&& from) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
}

std::string_view word_for(schema::firing when) {
    switch (when) {
        case schema::firing::origin: return " enable trigger ";
        case schema::firing::disabled: return " disable trigger ";
        case schema::firing::replica: return " enable replica trigger ";
        case schema::firing::always: return " enable always trigger ";
    }
    return {};
}

}  // namespace

void dialect::ddl::change_comment(statements& to, const std::string& what, const std::string& from,
                                  const std::string& now) const {
    if (by_.can().comments && from != now) to.push_back(comment(what, now));
}

std::vector<std::string> dialect::ddl::changed_options(const schema::storage_options& from,
                                                       const schema::storage_options& to) const {
    std::string set;
    std::string reset;
    for (const auto& each : to) {
        if (!contains(from, each)) set += (set.empty() ? "" : ", ") + each.first + " = " + each.second;
    }
    for (const auto& [name, value] : from) {
        const bool stays =
            std::any_of(to.begin(), to.end(), [&, &name = name](const auto& each) { return each.first == name; });
        if (!stays) reset += (reset.empty() ? "" : ", ") + name;
    }
    std::vector<std::string> result;
    if (!reset.empty()) result.push_back(" reset (" + reset + ')');
    if (!set.empty()) result.push_back(" set (" + set + ')');
    return result;
}

auto dialect::ddl::operator()(const schema::alter_domain& op) const -> statements {
    if (!by_.can().domains) return {};
    const std::string name = "domain " + table(op.to.schema_name, op.to.name);
    statements result;
    const auto add = [&](const std::string& action) { result.push_back("alter " + name + ' ' + action); };
    for (const schema::check& each : op.from.checks) {
        if (!contains(op.to.checks, each)) add("drop constraint " + identifier(each.name));
    }
    if (op.from.default_value != op.to.default_value)
        add(op.to.default_value ? "set default " + words(*op.to.default_value) : "drop default");
    if (op.from.nullable != op.to.nullable) add(op.to.nullable ? "drop not null" : "set not null");
    for (const schema::check& each : op.to.checks) {
        if (!contains(op.from.checks, each)) add("add " + check(each));
    }
    change_comment(result, name, op.from.comment, op.to.comment);
    return result;
}

auto dialect::ddl::operator()(const schema::alter_function& op) const -> statements {
    statements result;
    if (!by_.can().functions) return result;
    if (op.from.definition != op.to.definition || op.from.arguments != op.to.arguments) {
        result = (*this)(schema::create_function{op.to});
        constexpr std::string_view create = "create ";
        if (!result.empty() && result.front().starts_with(create)) result.front().insert(create.size(), "or replace ");
        return result;
    }
    const std::string& arguments = op.to.identity_arguments.empty() ? op.to.arguments : op.to.identity_arguments;
    change_comment(result, function_name(op.to, arguments), op.from.comment, op.to.comment);
    return result;
}

// What a view is made of is made anew with it; what is only said of it is said anew.
auto dialect::ddl::operator()(const schema::alter_view& op) const -> statements {
    if (op.from.query != op.to.query || op.from.columns != op.to.columns ||
        op.from.materialized != op.to.materialized) {
        statements result = (*this)(schema::drop_view{op.from});
        append(result, (*this)(schema::create_view{op.to}));
        return result;
    }
    statements result;
    if (!by_.can().comments) return result;
    const std::string name = view_name(op.to);
    for (std::string& each : changed_options(op.from.options, op.to.options))
        result.push_back("alter " + name + std::move(each));
    change_comment(result, name, op.from.comment, op.to.comment);
    const auto change_default = [&](const auto& from, const auto& to, bool set) {
        for (const auto& [column, value] : from) {
            const std::string action = name + " alter column " + identifier(column);
            if (!contains(to, std::pair(column, value)))
                result.push_back("alter " + action + (set ? " set default " + value : " drop default"));
        }
    };
    change_default(op.from.column_defaults, op.to.column_defaults, false);
    change_default(op.to.column_defaults, op.from.column_defaults, true);
    const std::string place = table(op.to.schema_name, op.to.name) + '.';
    for (const auto& [column, text] : op.to.column_comments) {
        if (!contains(op.from.column_comments, std::pair(column, text)))
            result.push_back(comment("column " + place + identifier(column), text));
    }
    for (const auto& [column, text] : op.from.column_comments) {
        const bool stays = std::any_of(op.to.column_comments.begin(), op.to.column_comments.end(),
                                       [&, &name = column](const auto& each) { return each.first == name; });
        if (!stays) result.push_back(comment("column " + place + identifier(column), {}));
    }
    return result;
}

auto dialect::ddl::operator()(const schema::alter_trigger& op) const -> statements {
    schema::trigger said = op.from;
    said.comment = op.to.comment;
    said.firing = op.to.firing;
    statements result;
    if (said != op.to) {
        result = (*this)(schema::drop_trigger{op.from});
        append(result, (*this)(schema::create_trigger{op.to}));
        return result;
    }
    if (!by_.can().comments) return result;
    const std::string place = table(op.to.schema_name, op.to.table);
    if (op.from.firing != op.to.firing)
        result.push_back("alter table " + place + std::string(word_for(op.to.firing)) + identifier(op.to.name));
    change_comment(result, "trigger " + identifier(op.to.name) + " on " + place, op.from.comment, op.to.comment);
    return result;
}

auto dialect::ddl::operator()(const schema::alter_policy& op) const -> statements {
    schema::policy said = op.from;
    said.comment = op.to.comment;
    statements result;
    if (!by_.can().policies) return result;
    if (said != op.to) {
        result = (*this)(schema::drop_policy{op.from});
        append(result, (*this)(schema::create_policy{op.to}));
        return result;
    }
    change_comment(result, "policy " + identifier(op.to.name) + " on " + table(op.to.schema_name, op.to.table),
                   op.from.comment, op.to.comment);
    return result;
}

auto dialect::ddl::operator()(const schema::alter_schema& op) const -> statements {
    statements result;
    if (by_.can().schemas) change_comment(result, "schema " + identifier(op.to.name), op.from.comment, op.to.comment);
    return result;
}

auto dialect::ddl::operator()(const schema::alter_other& op) const -> statements {
    schema::other_object said = op.from;
    said.comment = op.to.comment;
    statements result;
    if (!by_.can().other_objects) return result;
    if (said != op.to) {
        result = (*this)(schema::drop_other{op.from});
        append(result, (*this)(schema::create_other{op.to}));
        return result;
    }
    change_comment(result, other_name(op.to), op.from.comment, op.to.comment);
    return result;
}

auto dialect::ddl::operator()(const schema::comment_on_enum& op) const -> statements {
    statements result;
    if (by_.can().enum_types)
        change_comment(result, "type " + table(op.to.schema_name, op.to.name), op.from.comment, op.to.comment);
    return result;
}

auto dialect::ddl::operator()(const schema::alter_table_settings& op) const -> statements {
    statements result;
    if (by_.needs_database(op)) {
        throw dialect_error("alter table \"" + op.to.name + "\": on " + std::string(by_.name()) +
                            " the table is made anew, which takes a look at it as it is; session::apply does so");
    }
    if (!by_.can().alter_at_once) return result;
    const std::string name = "alter table " + table(op.to.schema_name, op.to.name);
    for (std::string& each : changed_options(op.from.options, op.to.options)) result.push_back(name + std::move(each));
    if (op.from.unlogged != op.to.unlogged) result.push_back(name + (op.to.unlogged ? " set unlogged" : " set logged"));
    if (op.from.row_security != op.to.row_security)
        result.push_back(name + (op.to.row_security ? " enable" : " disable") + " row level security");
    if (op.from.force_row_security != op.to.force_row_security)
        result.push_back(name + (op.to.force_row_security ? " force" : " no force") + " row level security");
    if (op.from.clustered_on != op.to.clustered_on)
        result.push_back(name + (op.to.clustered_on.empty() ? " set without cluster"
                                                            : " cluster on " + identifier(op.to.clustered_on)));
    if (op.from.replica_identity != op.to.replica_identity)
        result.push_back(name + " replica identity " +
                         (op.to.replica_identity.empty() ? "default" : op.to.replica_identity));
    return result;
}

}  // namespace rowan
