#include "migrate/lint_script.hpp"

#include <algorithm>

namespace rowan::migrate::facts {

namespace {

facts::column column_of(const schema::column& from, const dialect& with) {
    facts::column result{.name = from.name, .type = type_of(with.type_name(from.stored_type()), with.can())};
    result.not_null = !from.nullable;
    result.identity = from.identity != schema::identity_kind::none;
    result.generated = result.stored = from.generated_as.has_value();
    if (from.default_value) result.default_value = with.words(*from.default_value);
    return result;
}

struct constraint_reader {
    const dialect& with;

    facts::constraint operator()(const schema::primary_key& from) const {
        return {.kind = constraint_kind::primary_key, .name = from.name, .columns = from.columns};
    }
    facts::constraint operator()(const schema::unique& from) const {
        return {.kind = constraint_kind::unique, .name = from.name, .columns = from.columns};
    }
    facts::constraint operator()(const schema::foreign_key& from) const {
        facts::constraint result{.kind = constraint_kind::foreign_key, .name = from.name, .columns = from.columns};
        result.referenced_table = from.referenced_table;
        if (from.on_delete == schema::referential_action::cascade) result.on_delete = "cascade";
        if (from.on_delete == schema::referential_action::set_null) result.on_delete = "set null";
        return result;
    }
    facts::constraint operator()(const schema::check& from) const {
        return {
            .kind = constraint_kind::check, .name = from.name, .expression = with.words(from.expression)};
    }
    facts::constraint operator()(const schema::exclude& from) const {
        return {.kind = constraint_kind::exclude, .name = from.name};
    }
};

struct change_reader {
    const dialect& with;
    const std::string& table;
    std::vector<fact>& to;

    fact& add(deed what, std::string name = {}) const {
        to.push_back({.what = what, .table = table, .name = std::move(name)});
        return to.back();
    }
    void operator()(const schema::add_column& from) const {
        add(deed::add_column, from.column.name).column = column_of(from.column, with);
    }
    void operator()(const schema::drop_column& from) const { add(deed::drop_column, from.column.name); }
    void operator()(const schema::rename_column& from) const { add(deed::rename_column, from.from).to = from.to; }
    void operator()(const schema::alter_column& from) const {
        if (from.from.nullable && !from.to.nullable) add(deed::set_not_null, from.to.name);
        if (!from.from.nullable && from.to.nullable) add(deed::drop_not_null, from.to.name);
        if (!with.stores_alike(from.from.stored_type(), from.to.stored_type()))
            add(deed::alter_type, from.to.name).column = column_of(from.to, with);
    }
    void operator()(const schema::add_constraint& from) const {
        add(deed::add_constraint).constraint = std::visit(constraint_reader{with}, from.constraint);
    }
    void operator()(const schema::drop_constraint& from) const {
        fact& made = add(deed::drop_constraint, schema::name_of(from.constraint));
        made.constraint = std::visit(constraint_reader{with}, from.constraint);
    }
    void operator()(const schema::rename_constraint&) const {}
    void operator()(const schema::validate_constraint& from) const { add(deed::validate_constraint, from.name); }
    void operator()(const schema::comment_on_table&) const {}
};

}  // namespace

std::vector<fact> facts_of(const schema::alter_table& from, const dialect& with) {
    const std::string table = from.schema_name.empty() ? from.table : from.schema_name + '.' + from.table;
    std::vector<fact> result{{.what = deed::rebuild, .table = table}};
    for (const schema::table_change& each : from.changes) std::visit(change_reader{with, table, result}, each);
    return result;
}

std::vector<fact> facts_of(const schema::alter_enum& from) {
    std::vector<fact> result;
    const auto renamed = schema::renamed_labels(from);
    for (const std::string& label : from.from) {
        const bool stays = std::find(from.to.begin(), from.to.end(), label) != from.to.end();
        const auto other =
            std::find_if(renamed.begin(), renamed.end(), [&](const auto& one) { return one.first == label; });
        if (stays || other != renamed.end()) continue;
        result.push_back({.what = deed::remove_label, .table = from.name, .name = label});
    }
    return result;
}

}  // namespace rowan::migrate::facts
