#pragma once

#include <rowan/session/catalog_questions.hpp>

namespace rowan::detail::postgresql {

inline constexpr catalog_questions questions{
    .table_exists =
        "select 1 from pg_catalog.pg_class where relname = $1 and relkind in ('r', 'p') and "
        "pg_table_is_visible(oid)",
    .columns =
        "select case when n.nspname = current_schema() then '' else n.nspname::text end, c.relname::text, "
        "a.attname::text from pg_catalog.pg_class c "
        "join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
        "join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped "
        "where c.relkind in ('r', 'p', 'f') and n.nspname <> 'information_schema' "
        "and n.nspname not like 'pg\\_%' and c.relname in ",
    .by_table = " order by c.oid, a.attnum",
    .enum_labels =
        "select e.enumlabel::text from pg_catalog.pg_type t join pg_catalog.pg_enum e on e.enumtypid = t.oid "
        "where t.typname = $1 and pg_type_is_visible(t.oid) order by e.enumsortorder",
    .extension =
        "select exists (select from pg_catalog.pg_extension where extname = $1), "
        "exists (select from pg_catalog.pg_available_extensions where name = $1), "
        "current_setting('server_version_num')::integer / 10000",
    .schemas_like =
        "select nspname::text from pg_catalog.pg_namespace where nspname like $1 "
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
};

}  // namespace rowan::detail::postgresql
