#include <rowan/schema/operation.hpp>

#include "schema/quoted.hpp"

#include <utility>

namespace rowan::schema {

namespace {

struct reverser {
    using result = std::optional<operation>;

    template <class Object>
    result operator()(const create<Object>& op) const {
        return drop<Object>{op.object};
    }
    template <class Object>
    result operator()(const drop<Object>& op) const {
        return create<Object>{op.object};
    }
    template <class Object>
    result operator()(const alter<Object>& op) const {
        return alter<Object>{op.to, op.from};
    }
    result operator()(const insert_rows& op) const {
        if (op.object.existing != when_there::fail) return std::nullopt;  // which rows were there is not known
        return delete_rows{op.object};
    }
    result operator()(const alter_table& op) const {
        alter_table back{op.table, {}, op.schema_name};
        for (auto each = op.changes.rbegin(); each != op.changes.rend(); ++each) {
            // A column is computed from its beginning, or not at all.
            const auto* altered = std::get_if<alter_column>(&*each);
            if (altered != nullptr && altered->from.generated_as && !altered->to.generated_as) {
                back.changes.insert(back.changes.end(), {drop_column{altered->to}, add_column{altered->from}});
                continue;
            }
            if (auto reversed = reverse(*each)) back.changes.push_back(*std::move(reversed));
        }
        return back;
    }
    result operator()(const alter_enum& op) const { return reversed(op); }
    result operator()(const rename_table& op) const { return rename_table{op.to, op.from, op.schema_name}; }
    result operator()(const distribute_table& op) const {
        return distribute_table{op.table, op.to, op.from, op.schema_name};
    }
    result operator()(const rename_object& op) const { return rename_object{op.what, op.to, op.from, op.schema_name}; }
    result operator()(const run_sql& op) const {
        if (!op.reverse) return std::nullopt;
        return run_sql{*op.reverse, op.script, op.source};
    }
    result operator()(const backfill& op) const {
        if (!op.stays) return std::nullopt;
        return run_sql{sql_text(), sql_text(), {}};
    }
    result operator()(const run_code& op) const {
        if (op.down == nullptr) return std::nullopt;
        return run_code{op.name, op.down, op.up};
    }
};

// What people call an object.
std::string words_for(const table& what) { return "table " + quoted(what.name); }
std::string words_for(const index& what) {
    return (what.unique ? "unique index " : "index ") + quoted(what.name) + " on " + quoted(what.table);
}
std::string words_for(const enum_type& what) { return "enum " + quoted(what.name); }
std::string words_for(const domain& what) { return "domain " + quoted(what.name); }
std::string words_for(const view& what) { return "view " + quoted(what.name); }
std::string words_for(const extension& what) { return "extension " + quoted(what.name); }

std::string words_for(const named_schema& what) { return "schema " + quoted(what.name); }
std::string words_for(const sequence& what) { return "sequence " + quoted(what.name); }
std::string words_for(const function& what) {
    const std::string_view kind = what.kind == function_kind::aggregate   ? "aggregate "
                                  : what.kind == function_kind::procedure ? "procedure "
                                                                          : "function ";
    return std::string(kind) + quoted(what.name);
}
std::string words_for(const trigger& what) { return "trigger " + quoted(what.name) + " on " + quoted(what.table); }
std::string words_for(const policy& what) { return "policy " + quoted(what.name) + " on " + quoted(what.table); }
std::string words_for(const other_object& what) { return what.kind + ' ' + quoted(what.name); }
std::string words_for(const grant& what) {
    return "grant on " + what.kind + ' ' + quoted(what.name) + " to " + quoted(what.to);
}

struct describer {
    template <class Object>
    std::string operator()(const create<Object>& op) const {
        return "create " + words_for(op.object);
    }
    template <class Object>
    std::string operator()(const drop<Object>& op) const {
        return "drop " + words_for(op.object);
    }
    template <class Object>
    std::string operator()(const alter<Object>& op) const {
        return "alter " + words_for(op.to);
    }
    std::string operator()(const insert_rows& op) const { return "insert rows into " + quoted(op.object.table); }
    std::string operator()(const delete_rows& op) const { return "delete rows from " + quoted(op.object.table); }
    std::string operator()(const alter_table& op) const {
        std::string result = "alter table " + quoted(op.table);
        std::string_view before = ": ";
        for (const auto& each : op.changes) (result += std::exchange(before, ", ")) += describe(each);
        return result;
    }
    std::string operator()(const alter_enum& op) const { return "alter enum " + quoted(op.name); }
    std::string operator()(const rename_table& op) const {
        return "rename table " + quoted(op.from) + " to " + quoted(op.to);
    }
    std::string operator()(const distribute_table& op) const {
        if (!op.to) return "gather the distributed table " + quoted(op.table);
        if (op.to->column.empty()) return "make " + quoted(op.table) + " a reference table";
        return "distribute table " + quoted(op.table) + " by " + quoted(op.to->column);
    }
    std::string operator()(const rename_object& op) const {
        return "rename " + std::string(words_for(op.what)) + ' ' + quoted(op.from) + " to " + quoted(op.to);
    }
    std::string operator()(const run_sql& op) const {
        return op.source.empty() ? "run SQL" : "run SQL from " + op.source;
    }
    std::string operator()(const backfill& op) const { return "back-fill " + quoted(op.table); }
    std::string operator()(const run_code& op) const { return "run C++ " + quoted(op.name); }
};

}  // namespace

std::string_view words_for(object_kind what) noexcept {
    switch (what) {
        case object_kind::index: return "index";
        case object_kind::enum_type: return "type";
        case object_kind::domain: return "domain";
        case object_kind::view: return "view";
        case object_kind::materialized_view: return "materialized view";
        case object_kind::sequence: return "sequence";
        case object_kind::schema: return "schema";
        case object_kind::table: return "table";
        case object_kind::function: return "function";
        case object_kind::other: return "object";
    }
    return {};
}

std::optional<operation> reverse(const operation& what) { return std::visit(reverser{}, what); }

std::string describe(const operation& what) { return std::visit(describer{}, what); }

}  // namespace rowan::schema
