#include <rowan/migrate/operations.hpp>

#include "migrate/make_index.hpp"

#include <algorithm>

namespace rowan::migrate {

operations::operations() = default;
operations::operations(const operations&) = default;
operations::operations(operations&&) noexcept = default;
operations& operations::operator=(const operations&) = default;
operations& operations::operator=(operations&&) noexcept = default;
operations::~operations() = default;

void operations::add(schema::operation operation) { list_.push_back(std::move(operation)); }

void operations::add_created(table_builder described) {
    faults_.insert(faults_.end(), described.faults().begin(), described.faults().end());
    add(schema::create_table{described.table()});
}

void operations::add_dropped(table_builder described) {
    faults_.insert(faults_.end(), described.faults().begin(), described.faults().end());
    add(schema::drop_table{described.table()});
}

void operations::rename_table(std::string from, std::string to) {
    add(schema::rename_table{std::move(from), std::move(to)});
}

void operations::add_columns(table_builder described) {
    const schema::table& table = described.table();
    expect_columns_only(table, "add_column");
    for (const schema::column& column : table.columns) add(schema::add_column{table.name, column});
    for (const schema::index& index : table.indexes) add(schema::create_index{index});
}

void operations::drop_columns(table_builder described) {
    const schema::table& table = described.table();
    expect_columns_only(table, "drop_column");
    for (const schema::index& index : table.indexes) add(schema::drop_index{index});
    for (const schema::column& column : table.columns) add(schema::drop_column{table.name, column});
}

void operations::expect_columns_only(const schema::table& described, const char* function) {
    if (!described.primary_key && described.uniques.empty() && described.foreign_keys.empty() &&
        described.checks.empty())
        return;
    faults_.push_back(
        "op." + std::string(function) + "(\"" + described.name +
        "\", …) describes a key or a check; it takes columns and their indexes, write the rest as op.sql(…)");
}

void operations::rename_column(std::string table, std::string from, std::string to) {
    add(schema::rename_column{std::move(table), std::move(from), std::move(to)});
}

index_builder operations::create_index(std::string name, std::string table, index_keys keys) {
    add(schema::create_index{make_index(std::move(name), std::move(table), std::move(keys))});
    return index_builder(std::get<schema::create_index>(list_.back()).index);
}

index_builder operations::drop_index(std::string name, std::string table, index_keys keys) {
    add(schema::drop_index{make_index(std::move(name), std::move(table), std::move(keys))});
    return index_builder(std::get<schema::drop_index>(list_.back()).index);
}

void operations::create_enum(std::string name, std::vector<std::string> labels) {
    add(schema::create_enum{{std::move(name), std::move(labels)}});
}
void operations::drop_enum(std::string name, std::vector<std::string> labels) {
    add(schema::drop_enum{{std::move(name), std::move(labels)}});
}

void operations::create_domain(schema::domain domain) { add(schema::create_domain{std::move(domain)}); }
void operations::drop_domain(schema::domain domain) { add(schema::drop_domain{std::move(domain)}); }

void operations::create_view(std::string name, schema::sql_text query) {
    add(schema::create_view{{std::move(name), std::move(query), {}}});
}
void operations::drop_view(std::string name, schema::sql_text query) {
    add(schema::drop_view{{std::move(name), std::move(query), {}}});
}

void operations::create_extension(std::string name) { add(schema::create_extension{{std::move(name)}}); }
void operations::drop_extension(std::string name) { add(schema::drop_extension{{std::move(name)}}); }

void operations::sql(schema::sql_text script) { add(schema::run_sql{std::move(script), std::nullopt, {}}); }
void operations::sql(schema::sql_text script, schema::sql_text reverse) {
    add(schema::run_sql{std::move(script), std::move(reverse), {}});
}

}  // namespace rowan::migrate
