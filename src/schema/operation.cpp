#include <rowan/schema/operation.hpp>

namespace rowan::schema {

namespace {

struct reverser {
    using result = std::optional<operation>;

    result operator()(const create_table& op) const { return drop_table{op.table}; }
    result operator()(const drop_table& op) const { return create_table{op.table}; }
    result operator()(const rename_table& op) const { return rename_table{op.to, op.from, op.schema_name}; }
    result operator()(const add_column& op) const { return drop_column{op.table, op.column, op.schema_name}; }
    result operator()(const drop_column& op) const { return add_column{op.table, op.column, op.schema_name}; }
    result operator()(const rename_column& op) const { return rename_column{op.table, op.to, op.from, op.schema_name}; }
    result operator()(const create_index& op) const { return drop_index{op.index}; }
    result operator()(const drop_index& op) const { return create_index{op.index}; }
    result operator()(const create_enum& op) const { return drop_enum{op.type}; }
    result operator()(const drop_enum& op) const { return create_enum{op.type}; }
    result operator()(const create_domain& op) const { return drop_domain{op.domain}; }
    result operator()(const drop_domain& op) const { return create_domain{op.domain}; }
    result operator()(const create_view& op) const { return drop_view{op.view}; }
    result operator()(const drop_view& op) const { return create_view{op.view}; }
    result operator()(const create_extension& op) const { return drop_extension{op.extension}; }
    result operator()(const drop_extension& op) const { return create_extension{op.extension}; }
    result operator()(const run_sql& op) const {
        if (!op.reverse) return std::nullopt;
        return run_sql{*op.reverse, op.script, op.source};
    }
};

std::string quoted(const std::string& name) { return '"' + name + '"'; }

struct describer {
    std::string operator()(const create_table& op) const { return "create table " + quoted(op.table.name); }
    std::string operator()(const drop_table& op) const { return "drop table " + quoted(op.table.name); }
    std::string operator()(const rename_table& op) const {
        return "rename table " + quoted(op.from) + " to " + quoted(op.to);
    }
    std::string operator()(const add_column& op) const { return "add column " + of_table(op.table, op.column.name); }
    std::string operator()(const drop_column& op) const { return "drop column " + of_table(op.table, op.column.name); }
    std::string operator()(const rename_column& op) const {
        return "rename column " + of_table(op.table, op.from) + " to " + quoted(op.to);
    }
    std::string operator()(const create_index& op) const { return "create " + index_of(op.index); }
    std::string operator()(const drop_index& op) const { return "drop " + index_of(op.index); }
    std::string operator()(const create_enum& op) const { return "create enum " + quoted(op.type.name); }
    std::string operator()(const drop_enum& op) const { return "drop enum " + quoted(op.type.name); }
    std::string operator()(const create_domain& op) const { return "create domain " + quoted(op.domain.name); }
    std::string operator()(const drop_domain& op) const { return "drop domain " + quoted(op.domain.name); }
    std::string operator()(const create_view& op) const { return "create view " + quoted(op.view.name); }
    std::string operator()(const drop_view& op) const { return "drop view " + quoted(op.view.name); }
    std::string operator()(const create_extension& op) const { return "create extension " + quoted(op.extension.name); }
    std::string operator()(const drop_extension& op) const { return "drop extension " + quoted(op.extension.name); }
    std::string operator()(const run_sql& op) const {
        return op.source.empty() ? "run SQL" : "run SQL from " + op.source;
    }

private:
    static std::string of_table(const std::string& table, const std::string& column) {
        return quoted(table) + '.' + quoted(column);
    }
    static std::string index_of(const index& what) {
        return (what.unique ? "unique index " : "index ") + quoted(what.name) + " on " + quoted(what.table);
    }
};

}  // namespace

std::optional<operation> reverse(const operation& what) { return std::visit(reverser{}, what); }

std::string describe(const operation& what) { return std::visit(describer{}, what); }

}  // namespace rowan::schema
