#include <rowan/migrate/operations.hpp>

#include "migrate/make_index.hpp"

#include <algorithm>
#include <utility>

namespace rowan::migrate {

operations::operations() = default;
operations::operations(const operations&) = default;
operations::operations(operations&&) noexcept = default;
operations& operations::operator=(const operations&) = default;
operations& operations::operator=(operations&&) noexcept = default;
operations::~operations() = default;

void operations::add(schema::operation operation) { list_.push_back(std::move(operation)); }

void operations::take_faults(const table_builder& of) {
    faults_.insert(faults_.end(), of.faults().begin(), of.faults().end());
}

void operations::alter(std::string table, schema::table_change change) {
    add(schema::alter_table{std::move(table), {std::move(change)}});
}

void operations::add_created(table_builder described) {
    take_faults(described);
    add(schema::create_table{described.table()});
}

void operations::add_dropped(table_builder described) {
    take_faults(described);
    add(schema::drop_table{described.table()});
}

void operations::rename_table(std::string from, std::string to) {
    add(schema::rename_table{std::move(from), std::move(to)});
}

void operations::add_parts(table_builder described) {
    take_faults(described);
    const schema::table& table = described.table();
    schema::alter_table all{table.name, {}};
    for (const schema::column& each : table.columns) all.changes.push_back(schema::add_column{each});
    for (const schema::constraint& each : constraints_of(table)) all.changes.push_back(schema::add_constraint{each});
    if (!all.changes.empty()) add(std::move(all));
    for (const schema::index& index : table.indexes) add(schema::create_index{index});
}

void operations::drop_parts(table_builder described) {
    take_faults(described);
    const schema::table& table = described.table();
    for (const schema::index& index : table.indexes) add(schema::drop_index{index});
    schema::alter_table all{table.name, {}};
    for (const schema::constraint& each : constraints_of(table)) all.changes.push_back(schema::drop_constraint{each});
    for (const schema::column& each : table.columns) all.changes.push_back(schema::drop_column{each});
    if (!all.changes.empty()) add(std::move(all));
}

void operations::rename_column(std::string table, std::string from, std::string to) {
    alter(std::move(table), schema::rename_column{std::move(from), std::move(to)});
}

alteration_builder operations::alter_columns(table_builder from, table_builder to) {
    take_faults(from);
    take_faults(to);
    const auto place = [&] { return "op.alter_column(\"" + to.table().name + "\", …)"; };
    if (!constraints_of(from.table()).empty() || !constraints_of(to.table()).empty() || !from.table().indexes.empty() ||
        !to.table().indexes.empty()) {
        faults_.push_back(place() +
                          " describes a key, a check or an index; op.add_constraint, op.drop_constraint, "
                          "op.create_index and op.drop_index change those");
    }
    schema::alter_table all{to.table().name, {}};
    for (const schema::column& column : to.table().columns) {
        if (const schema::column* before = from.table().find_column(column.name))
            all.changes.push_back(schema::alter_column{*before, column});
    }
    if (all.changes.empty() || all.changes.size() != to.table().columns.size() ||
        all.changes.size() != from.table().columns.size()) {
        faults_.push_back(place() + " describes different columns before and after; op.rename_column changes a name");
    }
    add(std::move(all));
    return alteration_builder(std::get<schema::alter_table>(list_.back()));
}

void operations::add_exclude(std::string table, schema::exclude constraint) {
    alter(std::move(table), schema::add_constraint{std::move(constraint)});
}

void operations::drop_exclude(std::string table, schema::exclude constraint) {
    alter(std::move(table), schema::drop_constraint{std::move(constraint)});
}

void operations::rename_constraint(std::string table, std::string from, std::string to) {
    alter(std::move(table), schema::rename_constraint{std::move(from), std::move(to)});
}

void operations::validate_constraint(std::string table, std::string name) {
    alter(std::move(table), schema::validate_constraint{std::move(name)});
}

void operations::comment_on_table(std::string table, std::string from, std::string to) {
    alter(std::move(table), schema::comment_on_table{std::move(from), std::move(to)});
}

index_builder operations::create_index(std::string name, std::string table, index_keys keys) {
    add(schema::create_index{make_index(std::move(name), std::move(table), std::move(keys))});
    return index_builder(std::get<schema::create_index>(list_.back()).object);
}

index_builder operations::drop_index(std::string name, std::string table, index_keys keys) {
    add(schema::drop_index{make_index(std::move(name), std::move(table), std::move(keys))});
    return index_builder(std::get<schema::drop_index>(list_.back()).object);
}

void operations::create_enum(std::string name, std::vector<std::string> labels) {
    add(schema::create_enum{{std::move(name), std::move(labels)}});
}
void operations::alter_enum(std::string name, std::vector<std::string> from, std::vector<std::string> to,
                            std::vector<std::pair<std::string, std::string>> instead) {
    const auto has = [](const std::vector<std::string>& labels, const std::string& one) {
        return std::find(labels.begin(), labels.end(), one) != labels.end();
    };
    for (const auto& [old, now] : instead) {
        if (has(from, old) && !has(to, old) && has(to, now)) continue;
        faults_.push_back("op.alter_enum(\"" + name + "\", …): \"" + old + "\" becoming \"" + now +
                          "\" takes a label that goes and one that is there afterwards");
    }
    add(schema::alter_enum{std::move(name), std::move(from), std::move(to), std::move(instead)});
}
void operations::drop_enum(std::string name, std::vector<std::string> labels) {
    add(schema::drop_enum{{std::move(name), std::move(labels)}});
}

void operations::create_domain(schema::domain domain) { add(schema::create_domain{std::move(domain)}); }
void operations::drop_domain(schema::domain domain) { add(schema::drop_domain{std::move(domain)}); }

void operations::create_view(std::string name, schema::sql_text query) {
    add(schema::create_view{{.name = std::move(name), .query = std::move(query), .comment = {}}});
}
void operations::drop_view(std::string name, schema::sql_text query) {
    add(schema::drop_view{{.name = std::move(name), .query = std::move(query), .comment = {}}});
}

void operations::create_materialized_view(std::string name, schema::sql_text query) {
    add(schema::create_view{{.name = std::move(name), .query = std::move(query), .comment = {}, .materialized = true}});
}
void operations::drop_materialized_view(std::string name, schema::sql_text query) {
    add(schema::drop_view{{.name = std::move(name), .query = std::move(query), .comment = {}, .materialized = true}});
}

void operations::distribute_table(std::string table, std::string column, std::string colocate_with) {
    add(schema::distribute_table{
        std::move(table), std::nullopt, schema::distribution{std::move(column), std::move(colocate_with)}});
}
void operations::make_reference_table(std::string table) {
    add(schema::distribute_table{std::move(table), std::nullopt, schema::distribution{}});
}
void operations::undistribute_table(std::string table, schema::distribution was) {
    add(schema::distribute_table{std::move(table), std::move(was), std::nullopt});
}

void operations::create_schema(std::string name) { add(schema::create_schema{{std::move(name)}}); }
void operations::drop_schema(std::string name) { add(schema::drop_schema{{std::move(name)}}); }
void operations::create_sequence(schema::sequence sequence) { add(schema::create_sequence{std::move(sequence)}); }
void operations::drop_sequence(schema::sequence sequence) { add(schema::drop_sequence{std::move(sequence)}); }
void operations::create_function(schema::function function) { add(schema::create_function{std::move(function)}); }
void operations::drop_function(schema::function function) { add(schema::drop_function{std::move(function)}); }
void operations::create_trigger(schema::trigger trigger) { add(schema::create_trigger{std::move(trigger)}); }
void operations::drop_trigger(schema::trigger trigger) { add(schema::drop_trigger{std::move(trigger)}); }
void operations::grant(schema::grant what) { add(schema::create_grant{std::move(what)}); }
void operations::revoke(schema::grant what) { add(schema::drop_grant{std::move(what)}); }

void operations::insert(schema::row_set rows) { add(schema::insert_rows{std::move(rows)}); }
void operations::delete_rows(schema::row_set rows) { add(schema::delete_rows{std::move(rows)}); }

backfill_builder operations::backfill(std::string table) {
    add(schema::backfill{.table = std::move(table)});
    return backfill_builder(std::get<schema::backfill>(list_.back()));
}

void operations::run(std::string what_it_does, void (*work)(session&), void (*reverse)(session&)) {
    if (work == nullptr) faults_.push_back("op.run(\"" + what_it_does + "\", …) has no function");
    add(schema::run_code{std::move(what_it_does), work, reverse});
}

void operations::rename(schema::object_kind what, std::string from, std::string to) {
    add(schema::rename_object{what, std::move(from), std::move(to)});
}

void operations::create_extension(std::string name) { add(schema::create_extension{{std::move(name)}}); }
void operations::drop_extension(std::string name) { add(schema::drop_extension{{std::move(name)}}); }

void operations::sql(schema::sql_text script) { add(schema::run_sql{std::move(script), std::nullopt, {}}); }
void operations::sql(schema::sql_text script, schema::sql_text reverse) {
    add(schema::run_sql{std::move(script), std::move(reverse), {}});
}

}  // namespace rowan::migrate
