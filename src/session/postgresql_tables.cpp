#include "postgresql_tables.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "catalog_rows.hpp"
#include "dialect/type_text.hpp"

// PostgreSQL manual, 53: System Catalogs.
namespace rowan::detail::postgresql {

namespace {

// Those that a name without a schema means, as `r`.
#define ROWAN_SEEN_TABLES                                                                                      \
    "seen as (select c.oid, c.relname from pg_catalog.pg_class c where c.relkind in ('r', 'p') and not "       \
    "c.relispartition and pg_catalog.pg_table_is_visible(c.oid) and c.relnamespace <> "                        \
    "'pg_catalog'::regnamespace and not exists (select from pg_catalog.pg_depend d where d.objid = c.oid and " \
    "d.classid = 'pg_class'::regclass and d.deptype = 'e')) "

constexpr std::string_view tables_query =
    "with " ROWAN_SEEN_TABLES
    "select oid::bigint, relname::text, pg_catalog.obj_description(oid, 'pg_class') from seen order by relname";

constexpr std::string_view columns_query =
    "with " ROWAN_SEEN_TABLES
    "select a.attrelid::bigint, a.attname::text, pg_catalog.format_type(a.atttypid, a.atttypmod), e.typtype::text, "
    "e.typname::text, a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity::text, "
    "a.attgenerated::text, case when a.attcollation <> t.typcollation then (select collname::text from "
    "pg_catalog.pg_collation where oid = a.attcollation) end, pg_catalog.col_description(a.attrelid, a.attnum), "
    "(select array_agg(l.enumlabel::text order by l.enumsortorder) from pg_catalog.pg_enum l where l.enumtypid = "
    "e.oid), "
    "pg_catalog.format_type(e.typbasetype, e.typtypmod), t.typcategory = 'A' and t.typelem <> 0, e.typnotnull "
    "from seen join pg_catalog.pg_attribute a on a.attrelid = seen.oid and a.attnum > 0 and not a.attisdropped "
    "join pg_catalog.pg_type t on t.oid = a.atttypid "
    "join pg_catalog.pg_type e on e.oid = case when t.typcategory = 'A' and t.typelem <> 0 then t.typelem else t.oid "
    "end "
    "left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum "
    "order by a.attrelid, a.attnum";

constexpr std::string_view constraints_query =
    "with " ROWAN_SEEN_TABLES
    "select k.conrelid::bigint, k.contype::text, k.conname::text, "
    "(select array_agg(a.attname::text order by n) from unnest(k.conkey) with ordinality u(num, n) "
    "join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num), "
    "case when not pg_catalog.pg_table_is_visible(k.confrelid) then (select nspname::text from pg_catalog.pg_namespace "
    "where oid = f.relnamespace) end, f.relname::text, "
    "(select array_agg(a.attname::text order by n) from unnest(k.confkey) with ordinality u(num, n) "
    "join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num), "
    "k.confdeltype::text, k.confupdtype::text, k.condeferrable, k.condeferred, k.convalidated, "
    "pg_catalog.pg_get_expr(k.conbin, k.conrelid) "
    "from seen join pg_catalog.pg_constraint k on k.conrelid = seen.oid left join pg_catalog.pg_class f on f.oid = "
    "k.confrelid "
    "where k.contype in ('p', 'u', 'f', 'c') order by k.conrelid, k.conname";

// One row for each key; the columns that are only included come behind them.
constexpr std::string_view indexes_query =
    "with " ROWAN_SEEN_TABLES
    "select i.indrelid::bigint, c.relname::text, i.indisunique, m.amname::text, pg_catalog.pg_get_expr(i.indpred, "
    "i.indrelid), n > i.indnkeyatts, a.attname::text, pg_catalog.pg_get_indexdef(i.indexrelid, n::int, true), "
    "coalesce(i.indoption[n - 1], 0)::int, case when not o.opcdefault then o.opcname::text end, "
    "(select array_agg(w order by w) from unnest(c.reloptions) w) "
    "from seen join pg_catalog.pg_index i on i.indrelid = seen.oid join pg_catalog.pg_class c on c.oid = i.indexrelid "
    "join pg_catalog.pg_am m on m.oid = c.relam cross join generate_series(1, i.indnatts) n "
    "left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[n - 1] and a.attnum > 0 "
    "left join pg_catalog.pg_opclass o on o.oid = i.indclass[n - 1] "
    "where not exists (select from pg_catalog.pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', "
    "'u', "
    "'x')) order by i.indrelid, c.relname, n";

#undef ROWAN_SEEN_TABLES

schema::referential_action action(std::string_view letter) {
    using enum schema::referential_action;
    switch (letter.empty() ? 'a' : letter.front()) {
        case 'r': return restrict;
        case 'c': return cascade;
        case 'n': return set_null;
        case 'd': return set_default;
        default: return no_action;
    }
}

sql_type type_of(const catalog_rows& row) {
    sql_type result = read_type(row.text(2));
    const std::string kind = row.text(3);
    if (kind != "e" && kind != "d") return result;
    result = {};
    result.kind = kind == "e" ? type_kind::enumeration : type_kind::domain;
    result.name = row.text(4);
    result.array = row.flag(13);
    result.labels = row.texts(11);
    return result;
}

schema::column column_of(const catalog_rows& row) {
    schema::column result;
    result.name = row.text(1);
    result.type = type_of(row);
    result.nullable = !row.flag(5);
    const bool generated = row.text(8) == "s";
    if (!row.is_null(6)) (generated ? result.generated_as : result.default_value) = row.text(6);
    if (row.text(7) == "a") result.identity = schema::identity_kind::always;
    if (row.text(7) == "d") result.identity = schema::identity_kind::by_default;
    result.collation = row.text(9);
    result.comment = row.text(10);
    if (result.type.kind == type_kind::domain)
        result.domain = schema::domain{.name = result.type.name,
                                       .type = read_type(row.text(12)),
                                       .nullable = !row.flag(14),
                                       .default_value = {},
                                       .checks = {}};
    return result;
}

void add_constraint(schema::table& to, const catalog_rows& row) {
    const std::string what = row.text(1);
    if (what == "p") to.primary_key = schema::primary_key{row.text(2), row.texts(3)};
    if (what == "u") to.uniques.push_back({row.text(2), row.texts(3)});
    if (what == "c") to.checks.push_back({.name = row.text(2), .expression = row.text(12), .not_valid = !row.flag(11)});
    if (what != "f") return;
    to.foreign_keys.push_back({.name = row.text(2),
                               .columns = row.texts(3),
                               .referenced_table = row.text(5),
                               .referenced_columns = row.texts(6),
                               .on_delete = action(row.text(7)),
                               .on_update = action(row.text(8)),
                               .deferrable = row.flag(9),
                               .initially_deferred = row.flag(10),
                               .referenced_schema = row.text(4),
                               .not_valid = !row.flag(11)});
}

schema::index index_of(const schema::table& in, const catalog_rows& row) {
    schema::index result;
    result.name = row.text(1);
    result.table = in.name;
    result.unique = row.flag(2);
    if (row.text(3) != "btree") result.method = row.text(3);
    if (!row.is_null(4)) result.where = row.text(4);
    for (const std::string& option : row.texts(10)) {
        const std::size_t equals = option.find('=');
        result.options.emplace_back(option.substr(0, equals), option.substr(equals + 1));
    }
    return result;
}

// Bits of indoption: 1 is descending, 2 is nulls first, which descending is by default.
void add_key(schema::index& to, const catalog_rows& row) {
    if (row.flag(5)) return to.include.push_back(row.text(6));
    schema::index_key key;
    if (row.is_null(6))
        key.expression = row.text(7);
    else
        key.column = row.text(6);
    const bool descending = (row.number(8) & 1) != 0;
    const bool nulls_first = (row.number(8) & 2) != 0;
    if (descending) key.order = schema::sort_order::descending;
    if (descending != nulls_first) key.nulls = nulls_first ? schema::nulls_order::first : schema::nulls_order::last;
    key.operator_class = row.text(9);
    to.keys.push_back(std::move(key));
}

}  // namespace

std::vector<schema::table> tables(driver& in) {
    std::vector<schema::table> result;
    std::map<std::int64_t, std::size_t> places;
    for (catalog_rows row(in, tables_query); row.next();) {
        places.emplace(row.number(0), result.size());
        schema::table& added = result.emplace_back();
        added.name = row.text(1);
        added.comment = row.text(2);
    }
    // A table that came or went between two of the queries is left to the next look.
    const auto each = [&](std::string_view sql, auto&& use) {
        for (catalog_rows row(in, sql); row.next();) {
            if (const auto at = places.find(row.number(0)); at != places.end()) use(result[at->second], row);
        }
    };
    each(columns_query, [](schema::table& of, const catalog_rows& row) { of.columns.push_back(column_of(row)); });
    each(constraints_query, add_constraint);
    each(indexes_query, [](schema::table& of, const catalog_rows& row) {
        if (of.indexes.empty() || of.indexes.back().name != row.text(1)) of.indexes.push_back(index_of(of, row));
        add_key(of.indexes.back(), row);
    });
    return result;
}

}  // namespace rowan::detail::postgresql
