#include "dialect/ddl.hpp"

#include <algorithm>
#include <utility>

namespace rowan {

namespace {

std::string_view words_of(schema::referential_action action) {
    switch (action) {
        case schema::referential_action::no_action: return {};
        case schema::referential_action::restrict: return "restrict";
        case schema::referential_action::cascade: return "cascade";
        case schema::referential_action::set_null: return "set null";
        case schema::referential_action::set_default: return "set default";
    }
    return {};
}

// Others give their constraints names, or nobody could speak of them later.
bool was_read(const schema::table& table) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [](const schema::column& each) { return each.declared_type.has_value(); });
}

}  // namespace

class dialect::ddl::constraint_rule {
public:
    constraint_rule(const ddl& by, const schema::table& in) : by_(by), in_(in) {}

    std::string operator()(const schema::primary_key& what) const {
        return ("primary key " + by_.identifiers(what.columns) + kept_by(what)).append(deferred(what));
    }
    std::string operator()(const schema::unique& what) const {
        if (what.nulls_not_distinct && !by_.by_.can().index_methods) throw needs_distinct_nulls(what.name);
        std::string text = what.nulls_not_distinct ? "unique nulls not distinct " : "unique ";
        return (text += by_.identifiers(what.columns) + kept_by(what)).append(deferred(what));
    }
    std::string operator()(const schema::check& what) const {
        const bool alone = what.no_inherit && by_.by_.can().inheritance;
        return "check (" + by_.words(what.expression) + (alone ? ") no inherit" : ")");
    }
    std::string operator()(const schema::foreign_key& what) const;
    std::string operator()(const schema::exclude& what) const;

private:
    std::string referenced_table(const schema::foreign_key& what) const;
    dialect_error needs_distinct_nulls(const std::string& name) const {
        return dialect_error("constraint \"" + name + "\" on \"" + in_.name + "\": to " + std::string(by_.by_.name()) +
                             " two rows with NULL are always different");
    }
    // Its index, or what happens where it is broken.
    template <class Key>
    std::string kept_by(const Key& what) const {
        std::string text;
        if (by_.by_.can().index_methods) {
            if (!what.include.empty()) text += " include " + by_.identifiers(what.include);
            text += by_.options(what.options);
        }
        return text += by_.conflict(what.on_conflict);
    }
    template <class Constraint>
    static std::string_view deferred(const Constraint& what) {
        if (!what.deferrable) return {};
        return what.initially_deferred ? " deferrable initially deferred" : " deferrable";
    }

    const ddl& by_;
    const schema::table& in_;
};

std::string dialect::ddl::definition(const schema::table& in, const schema::constraint& what) const {
    const std::string rule = std::visit(constraint_rule(*this, in), what);
    const std::string& name = schema::name_of(what);
    return name.empty() && was_read(in) ? rule : constraint(name, rule);
}

std::string dialect::ddl::constraint_rule::referenced_table(const schema::foreign_key& what) const {
    const dialect& by = by_.by_;
    if (by.can().schemas) return by_.table(what.referenced_schema, what.referenced_table);
    if (what.referenced_schema != in_.schema_name) {
        throw dialect_error("foreign key \"" + what.name + "\" leads from schema \"" + in_.schema_name + "\" to \"" +
                            what.referenced_schema + "\": on " + std::string(by.name()) +
                            " both tables must be in one");
    }
    return by_.identifier(what.referenced_table);
}

std::string dialect::ddl::constraint_rule::operator()(const schema::foreign_key& what) const {
    std::string text = "foreign key " + by_.identifiers(what.columns);
    text += " references " + referenced_table(what) + ' ' + by_.identifiers(what.referenced_columns);
    if (what.match_full) text += " match full";
    if (const auto action = words_of(what.on_delete); !action.empty()) (text += " on delete ") += action;
    if (!what.on_delete_sets.empty()) text += ' ' + by_.identifiers(what.on_delete_sets);
    if (const auto action = words_of(what.on_update); !action.empty()) (text += " on update ") += action;
    return text += deferred(what);
}

std::string dialect::ddl::constraint_rule::operator()(const schema::exclude& what) const {
    if (!by_.by_.can().exclude_constraints) {
        throw dialect_error("constraint \"" + what.name + "\" on \"" + in_.name + "\": " + std::string(by_.by_.name()) +
                            " has no exclude constraints; keep the rule there by a trigger, as op.sql(…)");
    }
    std::string text = "exclude using " + by_.identifier(what.method);
    std::string_view before = " (";
    for (const auto& each : what.keys) {
        text += std::exchange(before, ", ");
        text += by_.index_key(each.key) + " with " + each.with;
    }
    text += ')';
    if (!what.include.empty()) text += " include " + by_.identifiers(what.include);
    text += by_.options(what.options);
    if (what.where) text += " where (" + by_.words(*what.where) + ')';
    return text += deferred(what);
}

}  // namespace rowan
