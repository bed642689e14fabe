#include <rowan/session/catalog_questions.hpp>
#include <rowan/session/driver.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include "session/extension_package.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rowan {
namespace {
// A driver that has no short ones, or not this one, is asked for all of its catalog instead.
std::string_view question(session& in, std::string_view catalog_questions::*which) {
    const catalog_questions* const known = detail::driver_of(in).questions();
    return known == nullptr ? std::string_view() : known->*which;
}

bool has_questions(session& in) { return detail::driver_of(in).questions() != nullptr; }

std::vector<table_columns> columns_in_catalog(session& in, const std::vector<std::string>& tables) {
    std::vector<table_columns> result;
    for (const schema::table& each : introspect(in, {.only_tables = true}).tables) {
        if (std::find(tables.begin(), tables.end(), each.name) == tables.end()) continue;
        auto& found = result.emplace_back(table_columns{each.schema_name, each.name, {}});
        for (const schema::column& column : each.columns) found.columns.push_back(column.name);
    }
    return result;
}

/// Of rows as `catalog_questions::columns` has them.
std::vector<table_columns> tables_of(statement rows) {
    std::vector<table_columns> result;
    while (rows.next()) {
        auto place = rows.get<std::string>(0);
        auto name = rows.get<std::string>(1);
        if (result.empty() || result.back().name != name || result.back().schema_name != place)
            result.push_back({std::move(place), std::move(name), {}});
        result.back().columns.push_back(rows.get<std::string>(2));
    }
    return result;
}
}  // namespace

std::optional<schema::enum_type> introspect_enum(session& in, std::string_view name) {
    const std::string_view sql = question(in, &catalog_questions::enum_labels);
    if (sql.empty()) return std::nullopt;
    schema::enum_type result{.name = std::string(name)};
    for (auto rows = in.query(sql, name); rows.next();) result.labels.push_back(rows.get<std::string>(0));
    if (result.labels.empty()) return std::nullopt;
    return result;
}

std::optional<std::string> introspect_domain(session& in, std::string_view name) {
    const std::string_view sql = question(in, &catalog_questions::domain);
    if (sql.empty()) return std::nullopt;
    statement row = in.query(sql, name);
    if (!row.next()) return std::nullopt;
    return row.get<std::string>(0);
}

std::string domain_in_words(session& in, schema::domain which) {
    if (!in.dialect().can().domains) throw usage_error(fmt::format("{} has no domains", in.dialect().name()));
    transaction passing(in);
    which.name = "rowan_domain_in_words";
    in.apply(schema::create_domain{which});
    return introspect_domain(in, which.name).value();
}

extension_state introspect_extension(session& in, std::string_view name) {
    const std::string_view sql = question(in, &catalog_questions::extension);
    if (sql.empty()) throw usage_error(fmt::format("{} has no extensions", in.dialect().name()));
    statement row = in.query(sql, name);
    row.next();
    return {row.get<bool>(0), row.get<bool>(1), detail::extension_package(name, row.get<std::int32_t>(2))};
}

bool table_exists(session& in, std::string_view name) {
    if (!has_questions(in)) return !columns_in_catalog(in, {std::string(name)}).empty();
    return in.query(question(in, &catalog_questions::table_exists), name).next();
}

schema::database introspect(session& in, const introspect_options& options) {
    schema::database result = detail::driver_of(in).catalog(in, options);
    const auto leave = [&](const std::string& table) {
        const auto& names = options.without_tables;
        return std::find(names.begin(), names.end(), table) != names.end();
    };
    std::erase_if(result.tables, [&](const schema::table& each) { return leave(each.name); });
    std::erase_if(result.sequences, [&](const schema::sequence& each) { return leave(each.owner_table); });
    std::erase_if(result.triggers, [&](const schema::trigger& each) { return leave(each.table); });
    std::erase_if(result.policies, [&](const schema::policy& each) { return leave(each.table); });
    std::erase_if(result.others, [&](const schema::other_object& each) { return leave(each.table); });
    std::erase_if(result.order, [&](const schema::object_name& each) {
        return each.what == schema::object_kind::table && leave(each.name);
    });
    return result;
}

std::vector<schema::table> introspect_tables(session& in) {
    std::vector<schema::table> result = introspect(in, {.only_tables = true}).tables;
    std::erase_if(result, [](const schema::table& each) { return each.columns.empty() && !each.statement.empty(); });
    for (schema::table& each : result) {
        each.partitions.clear();
        if (!each.primary_key) continue;
        for (schema::column& column : each.columns) {
            const auto& key = each.primary_key->columns;
            if (std::find(key.begin(), key.end(), column.name) != key.end()) column.nullable = false;
        }
    }
    return result;
}

std::vector<table_columns> introspect_columns(session& in, const std::vector<std::string>& tables) {
    if (tables.empty()) return {};
    if (!has_questions(in)) return columns_in_catalog(in, tables);
    std::string sql(question(in, &catalog_questions::columns));
    for (std::size_t i = 0; i != tables.size(); ++i) {
        sql += i == 0 ? "(" : ", ";
        in.dialect().append_literal(sql, tables[i]);
    }
    sql.append(")").append(question(in, &catalog_questions::by_table));
    return tables_of(in.query(sql));
}

std::vector<table_columns> columns_of_type(session& in, std::string_view type) {
    const std::string_view sql = question(in, &catalog_questions::columns_of_type);
    if (sql.empty()) return {};
    return tables_of(in.query(sql, type));
}

std::vector<std::string> schemas_like(session& in, std::string_view pattern) {
    std::vector<std::string> result;
    const std::string_view sql = question(in, &catalog_questions::schemas_like);
    if (sql.empty()) return result;
    for (auto rows = in.query(sql, pattern); rows.next();) result.push_back(rows.get<std::string>(0));
    return result;
}

}  // namespace rowan
