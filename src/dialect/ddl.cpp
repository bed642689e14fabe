#include "dialect/ddl.hpp"
#include "dialect/words.hpp"

#include <algorithm>
#include <utility>

namespace rowan {

namespace {

// A server without the extension has no such functions, and no need of them. Where a transaction makes several tables
// that refer to each other, the machines are spoken to one after the other.
std::string where_distributed(const std::string& call) {
    return "do $rowan$ begin\n    if exists (select from pg_catalog.pg_extension where extname = 'citus') then\n"
           "        perform pg_catalog.set_config('citus.multi_shard_modify_mode', 'sequential', true);\n"
           "        perform " +
           call + ";\n    end if;\nend $rowan$";
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

std::vector<std::string> dialect::render(const schema::operation& operation) const {
    return std::visit(ddl(*this), operation);
}

std::string dialect::definition(const schema::table& in, const schema::column& what) const {
    return ddl(*this).definition(in, what);
}

std::string dialect::definition(const schema::table& in, const schema::constraint& what) const {
    return ddl(*this).definition(in, what);
}

bool dialect::needs_database(const schema::operation& operation) const {
    if (const auto* table = std::get_if<schema::alter_table>(&operation)) {
        return std::any_of(table->changes.begin(), table->changes.end(),
                           [&](const schema::table_change& each) { return needs_new_table(each); });
    }
    if (const auto* type = std::get_if<schema::alter_enum>(&operation)) return !can().enum_types && !type->uses.empty();
    if (const auto* settings = std::get_if<schema::alter_table_settings>(&operation)) {
        return !can().alter_at_once && (settings->from.strict != settings->to.strict ||
                                        settings->from.without_rowid != settings->to.without_rowid);
    }
    return std::holds_alternative<schema::rename_object>(operation) && !can().renames_objects;
}

bool dialect::runs_outside_transaction(const schema::operation& operation) const {
    if (!can().index_methods) return false;
    if (const auto* made = std::get_if<schema::create_index>(&operation)) return made->object.concurrently;
    if (const auto* gone = std::get_if<schema::drop_index>(&operation)) return gone->object.concurrently;
    return false;
}

bool dialect::needs_new_table(const schema::table_change&) const { return false; }

std::string dialect::ddl::identifier(std::string_view name) const {
    std::string result;
    by_.append_identifier(result, name);
    return result;
}

std::string dialect::ddl::identifiers(const std::vector<std::string>& names) const {
    std::string result = "(";
    std::string_view between;
    for (const auto& name : names) {
        result += std::exchange(between, ", ");
        by_.append_identifier(result, name);
    }
    return result += ')';
}

std::string dialect::ddl::table(std::string_view schema_name, std::string_view name) const {
    std::string result;
    by_.append_table(result, {std::string(schema_name), std::string(name)});
    return result;
}

std::string dialect::ddl::literal(std::string_view text) const {
    std::string result;
    by_.append_literal(result, text);
    return result;
}

auto dialect::ddl::operator()(const schema::create_table& op) const -> statements {
    const schema::table& what = op.object;
    std::vector<std::string> lines;
    for (const auto& one : what.columns) {
        if (!one.inherited) lines.push_back(definition(what, one));
    }
    for (const auto& one : constraints_of(what)) {
        if (std::holds_alternative<schema::primary_key>(one) && by_.has_inline_key(what)) continue;
        if (!is_said_again(what, one)) lines.push_back(definition(what, one));
    }

    std::string text = what.unlogged && by_.can().unlogged_tables ? "create unlogged table " : "create table ";
    text += table(what.schema_name, what.name) + " (";
    std::string_view before = "\n    ";
    for (const auto& line : lines) {
        text += std::exchange(before, ",\n    ");
        text += line;
    }
    by_.append_table_options(text += "\n)", what);
    statements result{what.statement.empty() ? std::move(text) : what.statement};
    for (const auto& one : what.indexes) {
        if (index_supported(one)) result.push_back(index(one));
    }
    for (const schema::unique& one : what.uniques) {
        if (is_said_again(what, one))
            result.push_back("alter table " + table(what.schema_name, what.name) + " add " + definition(what, one));
    }
    add_state(result, what);
    if (by_.can().distribution && what.distribution)
        result.push_back(distribute(what.schema_name, what.name, *what.distribution));
    add_comments(result, what);
    add_partitions(result, what);
    return result;
}

void dialect::ddl::add_state(statements& to, const schema::table& of) const {
    const std::string alter = "alter table " + table(of.schema_name, of.name) + ' ';
    for (const auto& each : of.columns) {
        if (!each.storage.empty())
            to.push_back(alter + "alter column " + identifier(each.name) + " set storage " + each.storage);
        add_column_state(to, alter + "alter column " + identifier(each.name), each);
    }
    if (!of.clustered_on.empty()) to.push_back(alter + "cluster on " + identifier(of.clustered_on));
    if (!of.replica_identity.empty()) to.push_back(alter + "replica identity " + of.replica_identity);
    if (!by_.can().policies) return;
    if (of.row_security) to.push_back(alter + "enable row level security");
    if (of.force_row_security) to.push_back(alter + "force row level security");
}

void dialect::ddl::add_column_state(statements& to, const std::string& alter, const schema::column& of) const {
    if (of.statistics) to.push_back(alter + " set statistics " + std::to_string(*of.statistics));
    for (const std::string& each : changed_options({}, of.options)) to.push_back(alter + each);
}

// `create table` makes one index of several that are alike (PostgreSQL), so that all but the first come after it.
bool dialect::ddl::is_said_again(const schema::table& in, const schema::constraint& what) const {
    const auto* one = std::get_if<schema::unique>(&what);
    if (one == nullptr || !by_.can().alter_at_once) return false;
    if (in.primary_key && in.primary_key->columns == one->columns) return true;
    for (const schema::unique& each : in.uniques) {
        if (each.name == one->name) return false;
        if (each.columns == one->columns) return true;
    }
    return false;
}

// A partition is made as a table, so that its keys and indexes keep their names.
void dialect::ddl::add_partitions(statements& to, const schema::table& of) const {
    for (const schema::table& each : of.partitions) {
        for (auto& one : (*this)(schema::create_table{each})) to.push_back(std::move(one));
        to.push_back("alter table " + table(of.schema_name, of.name) + " attach partition " +
                     table(each.schema_name, each.name) + ' ' + each.bounds);
    }
}

auto dialect::ddl::operator()(const schema::drop_table& op) const -> statements {
    return {"drop table " + table(op.object.schema_name, op.object.name)};
}

auto dialect::ddl::operator()(const schema::rename_table& op) const -> statements {
    return {"alter table " + table(op.schema_name, op.from) + " rename to " + identifier(op.to)};
}

std::string dialect::ddl::distribute(const std::string& in, const std::string& name,
                                     const schema::distribution& how) const {
    const std::string which = literal(table(in, name));
    if (how.column.empty()) return where_distributed("create_reference_table(" + which + ')');
    std::string call = "create_distributed_table(" + which + ", " + literal(how.column);
    if (!how.colocate_with.empty()) call += ", colocate_with => " + literal(table(in, how.colocate_with));
    return where_distributed(call + ')');
}

auto dialect::ddl::operator()(const schema::distribute_table& op) const -> statements {
    if (!by_.can().distribution) return {};
    statements result;
    if (op.from)
        result.push_back(where_distributed("undistribute_table(" + literal(table(op.schema_name, op.table)) + ')'));
    if (op.to) result.push_back(distribute(op.schema_name, op.table, *op.to));
    return result;
}

auto dialect::ddl::operator()(const schema::create_index& op) const -> statements {
    if (!index_supported(op.object)) return {};
    statements result{index(op.object)};
    add_comments(result, op.object);
    return result;
}

auto dialect::ddl::operator()(const schema::drop_index& op) const -> statements {
    if (!index_supported(op.object)) return {};
    const bool apart = op.object.concurrently && by_.can().index_methods;
    return {(apart ? "drop index concurrently " : "drop index ") + table(op.object.schema_name, op.object.name)};
}

auto dialect::ddl::operator()(const schema::create_domain& op) const -> statements {
    if (!by_.can().domains) return {};
    const schema::domain& what = op.object;
    const std::string name = "domain " + table(what.schema_name, what.name);
    std::string text = "create " + name + " as " + by_.type_name(what.type);
    text += collated(what);
    if (what.default_value) text += " default " + words(*what.default_value);
    if (!what.nullable) text += " not null";
    for (const auto& one : what.checks) text += "\n    " + check(one);
    statements result{std::move(text)};
    add_comment(result, name, what.comment);
    add_comments(result, name, {what.checks.begin(), what.checks.end()});
    return result;
}

auto dialect::ddl::operator()(const schema::drop_domain& op) const -> statements {
    if (!by_.can().domains) return {};
    return {"drop domain " + table(op.object.schema_name, op.object.name)};
}

auto dialect::ddl::operator()(const schema::run_sql& op) const -> statements {
    const std::string& script = words(op.script);
    if (is_blank(script)) return {};
    return {script};
}

std::string dialect::ddl::definition(const schema::table& in, const schema::column& what) const {
    std::string text = identifier(what.name);
    if (const std::string type = by_.column_type(what); !type.empty()) text += ' ' + type;
    if (!what.compression.empty()) text += " compression " + what.compression;
    text += collated(what);
    if (what.generated_as) text += generated(what);
    if (const schema::sql_text* otherwise = default_of(what)) {
        text += " default ";
        by_.append_default(text, words(*otherwise));
    }
    if (!what.nullable) text += not_null(what);
    if (what.identity != schema::identity_kind::none) {
        by_.append_identity(text, in, what);
        text += numbered(what);
    }
    for (const auto& one : by_.type_checks(in.name, what)) text += ' ' + check(one);
    return text;
}

std::string dialect::ddl::generated(const schema::column& what) const {
    return " generated always as (" + words(*what.generated_as) + (what.generated_on_read ? ") virtual" : ") stored");
}

std::string dialect::ddl::not_null(const schema::column& what) const {
    return (what.not_null_name.empty() ? " not null" : ' ' + constraint(what.not_null_name, "not null"))
        .append(conflict(what.on_null));
}

std::string dialect::ddl::numbered(const schema::column& what) const {
    if (!what.numbers || !by_.can().sequences) return {};
    return " (sequence name " + table(what.numbers->schema_name, what.numbers->name) + numbers(*what.numbers, false) +
           ')';
}

std::string_view dialect::ddl::conflict(schema::conflict_action what) const {
    return by_.can().conflict_clauses ? sql_words::on_conflict(what) : std::string_view();
}

const schema::sql_text* dialect::ddl::default_of(const schema::column& what) const {
    if (what.default_value) return &*what.default_value;
    if (by_.can().domains || !what.domain || !what.domain->default_value) return nullptr;
    return &*what.domain->default_value;
}

std::string dialect::ddl::constraint(std::string_view name, std::string_view rule) const {
    std::string text = "constraint ";
    by_.append_identifier(text, name);
    text += ' ';
    return text += rule;
}

std::string dialect::ddl::check(const schema::check& what) const {
    const bool alone = what.no_inherit && by_.can().inheritance;
    return constraint(what.name, "check (" + words(what.expression) + (alone ? ") no inherit" : ")"));
}

}  // namespace rowan
