#include <rowan/session/driver.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include "session/extension_package.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rowan {
namespace {
/// The questions to a backend's catalog.
struct catalog {
    std::string_view dialect;
    std::string_view table_exists;  ///< one row with 1 or none
    std::string_view enum_labels;   ///< empty where there are no enum types
    std::string_view extension{};   ///< whether it is created, whether it is available, the server's major version
    /// schema, table, column; goes on with the names of the tables in parentheses and `by_table`
    std::string_view columns;
    std::string_view by_table;
    std::string_view schemas_like{};     ///< empty where there are no schemas
    std::string_view domain{};           ///< its definition; empty where there are no domains
    std::string_view columns_of_type{};  ///< as `columns`; empty where types have no names of their own
};

constexpr std::array catalogs{
    catalog{
        .dialect = "sqlite",
        .table_exists = "select 1 from sqlite_master where type = 'table' and name = $1 collate nocase",
        .enum_labels = "",
        .columns = "select '', m.name, c.name from sqlite_master m join pragma_table_xinfo(m.name) c "
                   "where m.type = 'table' and m.name collate nocase in ",
        .by_table = " order by m.name, c.cid",
        .schemas_like = "",
    },
    catalog{
        .dialect = "postgresql",
        .table_exists = "select 1 from pg_catalog.pg_class where relname = $1 and relkind in ('r', 'p') and "
                        "pg_table_is_visible(oid)",
        .enum_labels =
            "select e.enumlabel::text from pg_catalog.pg_type t join pg_catalog.pg_enum e on e.enumtypid = t.oid "
            "where t.typname = $1 and pg_type_is_visible(t.oid) order by e.enumsortorder",
        .extension = "select exists (select from pg_catalog.pg_extension where extname = $1), "
                     "exists (select from pg_catalog.pg_available_extensions where name = $1), "
                     "current_setting('server_version_num')::integer / 10000",
        .columns = "select case when n.nspname = current_schema() then '' else n.nspname::text end, c.relname::text, "
                   "a.attname::text from pg_catalog.pg_class c "
                   "join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
                   "join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped "
                   "where c.relkind in ('r', 'p', 'f') and n.nspname <> 'information_schema' "
                   "and n.nspname not like 'pg\\_%' and c.relname in ",
        .by_table = " order by c.oid, a.attnum",
        .schemas_like = "select nspname::text from pg_catalog.pg_namespace where nspname like $1 "
                        "and nspname <> 'information_schema' and nspname not like 'pg\\_%' order by nspname::text",
        .domain =
            "select pg_catalog.format_type(t.typbasetype, t.typtypmod) "
            "|| case when t.typcollation <> b.typcollation then ' collate ' || quote_ident(l.collname) else '' end "
            "|| coalesce(' default ' || pg_catalog.pg_get_expr(t.typdefaultbin, 0), '') "
            "|| case when t.typnotnull then ' not null' else '' end "
            "|| coalesce((select string_agg(' ' || r.rule, '' order by r.rule) from "
            "(select pg_catalog.pg_get_constraintdef(c.oid) as rule from pg_catalog.pg_constraint c "
            "where c.contypid = t.oid and c.contype = 'c') r), '') "
            "from pg_catalog.pg_type t join pg_catalog.pg_type b on b.oid = t.typbasetype "
            "left join pg_catalog.pg_collation l on l.oid = t.typcollation "
            "where t.typtype = 'd' and t.typname = $1 and pg_type_is_visible(t.oid)",
        .columns_of_type =
            "with recursive made as (select t.oid from pg_catalog.pg_type t "
            "where t.typname = $1 and pg_type_is_visible(t.oid) union "
            "select t.oid from pg_catalog.pg_type t join made on t.typbasetype = made.oid or t.typelem = made.oid) "
            "select case when n.nspname = current_schema() then '' else n.nspname::text end, c.relname::text, "
            "a.attname::text from pg_catalog.pg_class c "
            "join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
            "join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped "
            "where c.relkind in ('r', 'p', 'f') and not c.relispartition and a.atttypid in (select oid from made) "
            "order by n.nspname, c.relname, a.attnum",
    },
};

const catalog& catalog_of(const session& in) {
    for (const auto& one : catalogs) {
        if (one.dialect == in.dialect().name()) return one;
    }
    throw usage_error("there is no catalog query for this dialect");
}

/// Of rows as `catalog::columns` has them.
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
    const auto& catalog = catalog_of(in);
    if (catalog.enum_labels.empty()) return std::nullopt;
    schema::enum_type result{.name = std::string(name)};
    for (auto rows = in.query(catalog.enum_labels, name); rows.next();)
        result.labels.push_back(rows.get<std::string>(0));
    if (result.labels.empty()) return std::nullopt;
    return result;
}

std::optional<std::string> introspect_domain(session& in, std::string_view name) {
    const auto& catalog = catalog_of(in);
    if (catalog.domain.empty()) return std::nullopt;
    statement row = in.query(catalog.domain, name);
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
    const auto& catalog = catalog_of(in);
    if (catalog.extension.empty()) throw usage_error(fmt::format("{} has no extensions", catalog.dialect));
    statement row = in.query(catalog.extension, name);
    row.next();
    return {row.get<bool>(0), row.get<bool>(1), detail::extension_package(name, row.get<std::int32_t>(2))};
}

bool table_exists(session& in, std::string_view name) { return in.query(catalog_of(in).table_exists, name).next(); }

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
    const auto& catalog = catalog_of(in);
    std::string sql(catalog.columns);
    for (std::size_t i = 0; i != tables.size(); ++i) {
        sql += i == 0 ? "(" : ", ";
        in.dialect().append_literal(sql, tables[i]);
    }
    sql.append(")").append(catalog.by_table);
    return tables_of(in.query(sql));
}

std::vector<table_columns> columns_of_type(session& in, std::string_view type) {
    const auto& catalog = catalog_of(in);
    if (catalog.columns_of_type.empty()) return {};
    return tables_of(in.query(catalog.columns_of_type, type));
}

std::vector<std::string> schemas_like(session& in, std::string_view pattern) {
    std::vector<std::string> result;
    const auto& catalog = catalog_of(in);
    if (catalog.schemas_like.empty()) return result;
    for (auto rows = in.query(catalog.schemas_like, pattern); rows.next();) result.push_back(rows.get<std::string>(0));
    return result;
}

}  // namespace rowan
