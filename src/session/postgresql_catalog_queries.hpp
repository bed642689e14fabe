#pragma once

#include <string_view>

/// The questions to PostgreSQL's catalog (manual, 53: System Catalogs). Each takes one parameter, the text of an array:
/// the schemas that are read, or the tables. What belongs to an extension is left to it.
namespace rowan::detail::postgresql::queries {

// Empty where a name without a schema is made.
#define ROWAN_PLACE(n) "case when " n ".nspname = current_schema() then '' else " n ".nspname::text end"
#define ROWAN_QUALIFIED(n, name)                                             \
    "case when " n ".nspname = current_schema() then '' else quote_ident(" n \
    ".nspname) || '.' end || quote_ident(" name ")"
#define ROWAN_NO_EXTENSIONS(catalog, oid)                                                   \
    "not exists (select from pg_catalog.pg_depend x where x.classid = 'pg_catalog." catalog \
    "'::regclass and x.objid = " oid " and x.deptype = 'e') "
#define ROWAN_COMMENT(catalog, oid)                                                                                   \
    "left join pg_catalog.pg_description ds on ds.classoid = 'pg_catalog." catalog "'::regclass and ds.objoid = " oid \
    " and ds.objsubid = 0 "
#define ROWAN_LISTED "in (select unnest ($1::text::oid[])) "

// Empty where it is found without its schema.
#define ROWAN_COLLATION_PLACE(collation)                                                                    \
    "(select cn.nspname::text from pg_catalog.pg_collation cl join pg_catalog.pg_namespace cn on cn.oid = " \
    "cl.collnamespace where cl.oid = " collation " and not pg_catalog.pg_collation_is_visible(cl.oid)) "
#define ROWAN_OPTIONS(list)                                                                                        \
    "coalesce(' options (' || (select string_agg(quote_ident(option_name) || ' ' || quote_literal(option_value), " \
    "', ') from pg_catalog.pg_options_to_table(" list ")) || ')', '')"

// A type, by six columns: its name, those of an enum, domain or what else its elements are, its schema, whether it is
// an array, labels. `t` is the type, `e` its element.
#define ROWAN_TYPE(type, modifier) \
    "pg_catalog.format_type(" type ", " modifier "), e.typtype::text, e.typname::text, " ROWAN_PLACE("en")          \
    ", t.oid <> e.oid, case when e.typtype = 'e' then (select array_agg(l.enumlabel::text order by l.enumsortorder) " \
    "from pg_catalog.pg_enum l where l.enumtypid = e.oid) end"
#define ROWAN_TYPE_TABLES(type)                                                                                   \
    "join pg_catalog.pg_type t on t.oid = " type                                                                  \
    " join pg_catalog.pg_type e on e.oid = case when t.typcategory = 'A' and t.typelem <> 0 then t.typelem else " \
    "t.oid "                                                                                                      \
    "end join pg_catalog.pg_namespace en on en.oid = e.typnamespace "

/// Of the names in the array, an empty one being that of the current one; empty: those of the search path, `*`: all.
constexpr std::string_view schemas =
    "select n.oid::bigint, n.nspname::text, n.nspname = current_schema() or n.nspname = 'public', ds.description, "
    ROWAN_NO_EXTENSIONS("pg_namespace", "n.oid")
    ", exists (select from pg_catalog.pg_extension where extname = 'citus') from pg_catalog.pg_namespace n " ROWAN_COMMENT("pg_namespace", "n.oid")
    "where case when $1::text = '' then n.nspname = any (current_schemas(false)) when $1::text = '*' then n.nspname "
    "not like 'pg\\_%' and n.nspname <> 'information_schema' else n.nspname = any ($1::text::text[]) or "
    "n.nspname = current_schema() and '' = any ($1::text::text[]) end "
    "order by n.nspname";

/// initdb's own (plpgsql) is in every database.
constexpr std::string_view extensions =
    "select x.extname::text, " ROWAN_PLACE("n")
    " from pg_catalog.pg_extension x join pg_catalog.pg_namespace n on n.oid = x.extnamespace where x.oid >= 16384 "
    "order by x.extname";

constexpr std::string_view enums =
    "select t.oid::bigint, " ROWAN_PLACE("n") ", t.typname::text, (select array_agg(l.enumlabel::text order by "
    "l.enumsortorder) from pg_catalog.pg_enum l where l.enumtypid = t.oid), ds.description, t.typarray::bigint "
    "from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace "
    ROWAN_COMMENT("pg_type", "t.oid")
    "where t.typtype = 'e' and n.oid " ROWAN_LISTED "and " ROWAN_NO_EXTENSIONS("pg_type", "t.oid")
    "order by n.nspname, t.typname";

constexpr std::string_view domains =
    "select y.oid::bigint, " ROWAN_PLACE("n") ", y.typname::text, " ROWAN_TYPE("y.typbasetype", "y.typtypmod")
    ", y.typnotnull, pg_catalog.pg_get_expr(y.typdefaultbin, 0), case when y.typcollation <> t.typcollation then "
    "(select collname::text from pg_catalog.pg_collation where oid = y.typcollation) end, ds.description, "
    "y.typarray::bigint, " ROWAN_COLLATION_PLACE("y.typcollation")
    "from pg_catalog.pg_type y join pg_catalog.pg_namespace n on n.oid = y.typnamespace "
    ROWAN_TYPE_TABLES("y.typbasetype") ROWAN_COMMENT("pg_type", "y.oid")
    "where y.typtype = 'd' and n.oid " ROWAN_LISTED "and " ROWAN_NO_EXTENSIONS("pg_type", "y.oid")
    "order by n.nspname, y.typname";

constexpr std::string_view domain_checks =
    "select k.contypid::bigint, k.conname::text, pg_catalog.pg_get_expr(k.conbin, 0), k.convalidated, ds.description "
    "from pg_catalog.pg_constraint k " ROWAN_COMMENT(
        "pg_constraint", "k.oid") "where k.contype = 'c' and k.contypid <> 0 and k.connamespace " ROWAN_LISTED
                                  "order by k.contypid, k.conname";

/// An identity column's are of deptype i, those that go with a column otherwise of a.
constexpr std::string_view sequences =
    "select c.oid::bigint, " ROWAN_PLACE("n") ", c.relname::text, pg_catalog.format_type(s.seqtypid, null), s.seqstart, "
    "s.seqincrement, case when s.seqmin <> case when s.seqincrement > 0 then 1 else w.lowest end then s.seqmin end, "
    "case when s.seqmax <> case when s.seqincrement > 0 then w.highest else -1 end then s.seqmax end, "
    "s.seqcache, s.seqcycle, d.refobjid::bigint, a.attname::text, d.deptype = 'i', ds.description, o.relname::text, c.relpersistence = 'u' "
    "from pg_catalog.pg_sequence s join pg_catalog.pg_class c on c.oid = s.seqrelid "
    "join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
    "join (values (21, -32768, 32767), (23, -2147483648, 2147483647), (20, -9223372036854775808, 9223372036854775807)) "
    "w (type, lowest, highest) on w.type::oid = s.seqtypid "
    "left join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.objsubid "
    "= 0 and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i') "
    "left join pg_catalog.pg_class o on o.oid = d.refobjid "
    "left join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid "
    ROWAN_COMMENT("pg_class", "c.oid")
    "where c.relpersistence <> 't' and n.oid " ROWAN_LISTED "and " ROWAN_NO_EXTENSIONS("pg_class", "c.oid")
    "order by n.nspname, c.relname";

// pg_get_functiondef has the name and the arguments before all else; an aggregate has no such text.
#define ROWAN_AGGREGATE                                                                                               \
    "(select '(sfunc = ' || g.aggtransfn || ', stype = ' || pg_catalog.format_type(g.aggtranstype, null) "            \
    "|| case when g.aggtransspace <> 0 then ', sspace = ' || g.aggtransspace else '' end "                            \
    "|| case when g.aggfinalfn <> 0 then ', finalfunc = ' || g.aggfinalfn else '' end "                               \
    "|| case when g.aggfinalextra then ', finalfunc_extra' else '' end "                                              \
    "|| case when g.aggcombinefn <> 0 then ', combinefunc = ' || g.aggcombinefn else '' end "                         \
    "|| case when g.aggserialfn <> 0 then ', serialfunc = ' || g.aggserialfn else '' end "                            \
    "|| case when g.aggdeserialfn <> 0 then ', deserialfunc = ' || g.aggdeserialfn else '' end "                      \
    "|| coalesce(', initcond = ' || quote_literal(g.agginitval), '') "                                                \
    "|| case when g.aggsortop <> 0 then ', sortop = operator(' || g.aggsortop::regoperator::text || ')' else '' end " \
    "|| case when g.aggkind = 'h' then ', hypothetical' else '' end "                                                 \
    "|| case p.proparallel when 's' then ', parallel = safe' when 'r' then ', parallel = restricted' else '' end "    \
    "|| ')' from pg_catalog.pg_aggregate g where g.aggfnoid = p.oid)"
constexpr std::string_view functions =
    "select p.oid::bigint, " ROWAN_PLACE("n") ", p.proname::text, p.prokind::text, "
    "pg_catalog.pg_get_function_arguments(p.oid), pg_catalog.pg_get_function_identity_arguments(p.oid), "
    "case when p.prokind = 'a' then " ROWAN_AGGREGATE " else btrim(substr(pg_catalog.pg_get_functiondef(p.oid), "
    "length('create or replace ' || case p.prokind when 'p' then 'procedure' else 'function' end || ' ' || "
    "quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '(' || pg_catalog.pg_get_function_arguments(p.oid) || "
    "')') + 1), E' \\n') end, ds.description "
    "from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace "
    ROWAN_COMMENT("pg_proc", "p.oid")
    "where n.oid " ROWAN_LISTED "and " ROWAN_NO_EXTENSIONS("pg_proc", "p.oid")
    "and not exists (select from pg_catalog.pg_depend x where x.classid = 'pg_catalog.pg_proc'::regclass and x.objid = "
    "p.oid and x.deptype = 'i') order by n.nspname, p.proname, 6";

/// Tables, their partitions wherever they are, views.
constexpr std::string_view relations =
    "select c.oid::bigint, " ROWAN_PLACE("n") ", c.relname::text, c.relkind::text, ds.description, c.relpersistence = "
    "'u', c.reloptions, "
    "case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end, "
    "case when c.relispartition then pg_catalog.pg_get_expr(c.relpartbound, c.oid) end, "
    "case when c.relispartition then (select h.inhparent::bigint from pg_catalog.pg_inherits h where h.inhrelid = c.oid) "
    "end, c.relrowsecurity, c.relforcerowsecurity, c.relreplident::text, (select 'using index ' || quote_ident(i.relname) from "
    "pg_catalog.pg_index r join pg_catalog.pg_class i on i.oid = r.indexrelid where r.indrelid = c.oid and "
    "r.indisreplident), c.reltype::bigint, case when c.relkind in ('v', 'm') then pg_catalog.pg_get_viewdef(c.oid) end, "
    "(select i.relname::text from pg_catalog.pg_index r join pg_catalog.pg_class i on i.oid = r.indexrelid where "
    "r.indrelid = c.oid and r.indisclustered) "
    "from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
    ROWAN_COMMENT("pg_class", "c.oid")
    "where c.relkind in ('r', 'p', 'v', 'm') and c.relpersistence <> 't' "
    "and case when c.relispartition then (select r.relnamespace from pg_catalog.pg_class r where r.oid = "
    "pg_catalog.pg_partition_root(c.oid)) else c.relnamespace end " ROWAN_LISTED
    "and " ROWAN_NO_EXTENSIONS("pg_class", "c.oid") "order by n.nspname, c.relname";

/// Where the extension is. Of tables beside each other the one that was there first is what the others name; a table of
/// another schema has no name there.
constexpr std::string_view distributions =
    "with spread as materialized (select c.oid, case when p.partmethod = 'h' then "
    "pg_catalog.column_to_column_name(c.oid, p.partkey) end as by, first_value(c.oid) over beside as first, "
    "first_value(c.relname::text) over beside as first_name "
    "from pg_catalog.pg_dist_partition p join pg_catalog.pg_class c on c.oid = p.logicalrelid "
    "where (p.partmethod = 'h' or p.partmethod = 'n' and p.repmodel = 't') and not c.relispartition "
    "window beside as (partition by p.colocationid, c.relnamespace order by c.oid)) "
    "select oid::bigint, by, case when by is not null and first <> oid then first::bigint end, first_name from spread "
    "where oid " ROWAN_LISTED "order by oid";

constexpr std::string_view parents =
    "select h.inhrelid::bigint, " ROWAN_PLACE("n") ", c.relname::text from pg_catalog.pg_inherits h "
    "join pg_catalog.pg_class c on c.oid = h.inhparent join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
    "where h.inhrelid " ROWAN_LISTED "and c.relkind = 'r' order by h.inhrelid, h.inhseqno";

/// A column has two options (manual, ALTER TABLE); what else a server keeps there is its own.
constexpr std::string_view columns =
    "select a.attrelid::bigint, a.attname::text, " ROWAN_TYPE("a.atttypid", "a.atttypmod")
    ", a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity::text, a.attgenerated::text, "
    "case when a.attcollation <> t.typcollation then (select collname::text from pg_catalog.pg_collation where oid = "
    "a.attcollation) end, ds.description, not a.attislocal, case when a.attstorage <> t.typstorage then a.attstorage::text "
    "end, a.attcompression::text, case when e.typtype = 'd' then pg_catalog.format_type(e.typbasetype, e.typtypmod) end, "
    "e.typnotnull, case when a.attcollation <> t.typcollation then " ROWAN_COLLATION_PLACE("a.attcollation")
    "end, nullif(a.attstattarget, -1)::bigint, "
    "(select array_agg(o) from unnest(a.attoptions) o where o like 'n\\_distinct%') "
    "from pg_catalog.pg_attribute a " ROWAN_TYPE_TABLES("a.atttypid")
    "left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum "
    "left join pg_catalog.pg_description ds on ds.classoid = 'pg_catalog.pg_class'::regclass and ds.objoid = a.attrelid "
    "and ds.objsubid = a.attnum "
    "where a.attrelid " ROWAN_LISTED "and a.attnum > 0 and not a.attisdropped order by a.attrelid, a.attnum";

/// Comments and defaults.
constexpr std::string_view view_columns =
    "select a.attrelid::bigint, a.attname::text, ds.description, pg_catalog.pg_get_expr(d.adbin, d.adrelid) "
    "from pg_catalog.pg_attribute a "
    "left join pg_catalog.pg_description ds on ds.classoid = 'pg_catalog.pg_class'::regclass and ds.objoid = "
    "a.attrelid "
    "and ds.objsubid = a.attnum left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum "
    "where a.attrelid " ROWAN_LISTED
    "and a.attnum > 0 and (ds.description is not null or d.adbin is not null) "
    "order by a.attrelid, a.attnum";

#define ROWAN_COLUMNS(table, numbers)                                      \
    "(select array_agg(a.attname::text order by u.n) from unnest(" numbers \
    ") with ordinality u (number, n) "                                     \
    "join pg_catalog.pg_attribute a on a.attrelid = " table " and a.attnum = u.number)"
/// A foreign key of a partition that comes from its table, and a check that is inherited, come by themselves.
constexpr std::string_view constraints =
    "select k.conrelid::bigint, k.contype::text, k.conname::text, case when k.contype in ('p', 'u', 'f') then "
    ROWAN_COLUMNS("k.conrelid", "k.conkey") " end, "
    ROWAN_PLACE("fn") ", f.relname::text, case when k.contype = 'f' then " ROWAN_COLUMNS("k.confrelid", "k.confkey")
    " end, k.confdeltype::text, k.confupdtype::text, k.condeferrable, k.condeferred, k.convalidated, "
    "case when k.contype = 'c' then pg_catalog.pg_get_expr(k.conbin, k.conrelid) end, k.confmatchtype = 'f', "
    "case when k.confdelsetcols is not null then " ROWAN_COLUMNS("k.conrelid", "k.confdelsetcols")
    " end, k.connoinherit, ds.description "
    "from pg_catalog.pg_constraint k join pg_catalog.pg_class c on c.oid = k.conrelid "
    "left join pg_catalog.pg_class f on f.oid = k.confrelid left join pg_catalog.pg_namespace fn on fn.oid = "
    "f.relnamespace " ROWAN_COMMENT("pg_constraint", "k.oid")
    "where k.conrelid " ROWAN_LISTED "and (k.contype in ('p', 'u', 'x') or k.contype = 'f' and k.conparentid = 0 "
    "or k.contype = 'c' and (k.conislocal or c.relispartition)) order by k.conrelid, k.conname";

/// A row for each key; the columns that are only included come behind them. A constraint's too, with its name and what
/// an exclusion compares by. How many rows an array has the planner cannot know: `materialized` and `offset 0` keep it
/// from compiling (jit) for many.
constexpr std::string_view indexes =
    "with picked as materialized (select i.*, c.relname, c.relam, c.reloptions, k.contype, k.conname, k.conexclop "
    "from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid "
    "left join pg_catalog.pg_constraint k on k.conrelid = i.indrelid and k.conindid = i.indexrelid and k.contype in "
    "('p', 'u', 'x') where i.indrelid " ROWAN_LISTED ") "
    "select i.indrelid::bigint, i.relname::text, i.indisunique, (select m.amname::text from pg_catalog.pg_am m where "
    "m.oid = i.relam), pg_catalog.pg_get_expr(i.indpred, i.indrelid), k.attnum > i.indnkeyatts, a.attname::text, "
    "case when i.indkey[k.attnum - 1] = 0 then pg_catalog.pg_get_indexdef(i.indexrelid, k.attnum, false) end, "
    "coalesce(i.indoption[k.attnum - 1], 0)::int, "
    "case when not o.opcdefault or k.attoptions is not null then o.opcname::text end, i.reloptions, "
    "case when not pg_catalog.pg_opclass_is_visible(o.oid) then (select nspname::text from pg_catalog.pg_namespace where "
    "oid = o.opcnamespace) end, k.attoptions, "
    "case when i.indcollation[k.attnum - 1] <> coalesce(a.attcollation, 100) and i.indcollation[k.attnum - 1] <> 0 then (select "
    "collname::text from pg_catalog.pg_collation where oid = i.indcollation[k.attnum - 1]) end, i.indnullsnotdistinct, "
    "ds.description, i.contype::text, i.conname::text, "
    "case when i.contype = 'x' then (select case when pg_catalog.pg_operator_is_visible(p.oid) then p.oprname::text else 'operator(' || "
    "quote_ident(pn.nspname) || '.' || p.oprname || ')' end from pg_catalog.pg_operator p join pg_catalog.pg_namespace pn "
    "on pn.oid = p.oprnamespace where p.oid = i.conexclop[k.attnum]) end, i.indexrelid::bigint, "
    "case when i.indcollation[k.attnum - 1] <> coalesce(a.attcollation, 100) then "
    ROWAN_COLLATION_PLACE("i.indcollation[k.attnum - 1]") "end "
    "from picked i join pg_catalog.pg_attribute k on k.attrelid = i.indexrelid "
    "left join lateral (select x.attname, x.attcollation from pg_catalog.pg_attribute x where x.attrelid = i.indrelid and "
    "x.attnum = i.indkey[k.attnum - 1] and x.attnum > 0 offset 0) a on true "
    "left join lateral (select x.* from pg_catalog.pg_opclass x where k.attnum <= i.indnkeyatts and x.oid = i.indclass[k.attnum - 1] "
    "offset 0) o on true " ROWAN_COMMENT("pg_class", "i.indexrelid") "order by i.indrelid, i.relname, k.attnum";

/// One that a partition has of its table comes by itself.
constexpr std::string_view triggers =
    "select t.tgname::text, " ROWAN_PLACE("n") ", c.relname::text, pg_catalog.pg_get_triggerdef(t.oid), "
    "t.tgenabled::text, t.tgconstraint <> 0, ds.description from pg_catalog.pg_trigger t "
    "join pg_catalog.pg_class c on c.oid = t.tgrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
    ROWAN_COMMENT("pg_trigger", "t.oid")
    "where not t.tgisinternal and t.tgparentid = 0 and t.tgrelid " ROWAN_LISTED
    "order by n.nspname, c.relname, t.tgname";

constexpr std::string_view policies =
    "select p.polname::text, " ROWAN_PLACE("n") ", c.relname::text, not p.polpermissive, p.polcmd::text, "
    "(select array_agg(r.rolname::text order by r.rolname) from pg_catalog.pg_roles r where r.oid = any (p.polroles)), "
    "pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), ds.description "
    "from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid join pg_catalog.pg_namespace n on "
    "n.oid = c.relnamespace " ROWAN_COMMENT("pg_policy", "p.oid")
    "where p.polrelid " ROWAN_LISTED "order by n.nspname, c.relname, p.polname";

#define ROWAN_COLUMN_COMMENTS \
    "coalesce((select string_agg('; comment on column ' || " ROWAN_QUALIFIED("n", "c.relname")                        \
    " || '.' || quote_ident(a.attname) || ' is ' || quote_literal(cd.description), '' order by a.attnum) from "      \
    "pg_catalog.pg_description cd join pg_catalog.pg_attribute a on a.attrelid = cd.objoid and a.attnum = cd.objsubid " \
    "where cd.classoid = 'pg_catalog.pg_class'::regclass and cd.objoid = c.oid and cd.objsubid > 0), '')"
#define ROWAN_OPERATOR \
    "case when n.nspname = current_schema() then '' else quote_ident(n.nspname) || '.' end || o.oprname"
#define ROWAN_OPERATOR_NAMED(oid)                                                                                     \
    "(select 'operator(' || case when pg_catalog.pg_operator_is_visible(q.oid) then '' else quote_ident(qn.nspname) " \
    "|| '.' end || q.oprname || ')' from pg_catalog.pg_operator q join pg_catalog.pg_namespace qn on qn.oid = "       \
    "q.oprnamespace where q.oid = " oid ")"
// Of a class or family: what goes with it, and with nothing else.
#define ROWAN_OPERATOR_ITEMS(catalog, of)                                                                              \
    "(select string_agg(g.item, ', ' order by g.item) from (select 'operator ' || q.amopstrategy || ' ' || "           \
    "q.amopopr::regoperator || case when q.amopsortfamily <> 0 then ' for order by ' || (select case when "            \
    "pg_catalog.pg_opfamily_is_visible(s.oid) then '' else quote_ident(sn.nspname) || '.' end || "                     \
    "quote_ident(s.opfname) from pg_catalog.pg_opfamily s join pg_catalog.pg_namespace sn on sn.oid = s.opfnamespace " \
    "where s.oid = q.amopsortfamily) else '' end as item from pg_catalog.pg_amop q join pg_catalog.pg_depend h on "    \
    "h.classid = 'pg_catalog.pg_amop'::regclass and h.objid = q.oid and h.refclassid = 'pg_catalog." catalog           \
    "'::regclass and h.refobjid = " of                                                                                 \
    " and h.deptype in ('i', 'a') union all select 'function ' || q.amprocnum || "                                     \
    "' (' || pg_catalog.format_type(q.amproclefttype, null) || ', ' || "                                               \
    "pg_catalog.format_type(q.amprocrighttype, null) || ') ' || q.amproc::regprocedure from pg_catalog.pg_amproc q "   \
    "join pg_catalog.pg_depend h on h.classid = 'pg_catalog.pg_amproc'::regclass and h.objid = q.oid and "             \
    "h.refclassid = 'pg_catalog." catalog "'::regclass and h.refobjid = " of " and h.deptype in ('i', 'a')) g)"
/// Class, number, kind, schema, name, table, text, comment, the type of its arrays, what `drop` calls it. Without
/// class: it comes behind all else.
constexpr std::string_view other_objects =
    "select 'type', c.reltype::bigint, 'type', " ROWAN_PLACE("n") ", c.relname::text, '', 'create type ' || "
    ROWAN_QUALIFIED("n", "c.relname") " || ' as (' || coalesce((select string_agg(quote_ident(a.attname) || ' ' || "
    "pg_catalog.format_type(a.atttypid, a.atttypmod) || case when a.attcollation <> y.typcollation then ' collate ' || "
    "a.attcollation::regcollation else '' end, ', ' order by a.attnum) from pg_catalog.pg_attribute a "
    "join pg_catalog.pg_type y on y.oid = a.atttypid "
    "where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '') || ')' || "
    ROWAN_COLUMN_COMMENTS ", ds.description, t.typarray::bigint, '' "
    "from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
    "join pg_catalog.pg_type t on t.oid = c.reltype " ROWAN_COMMENT("pg_type", "c.reltype")
    "where c.relkind = 'c' and n.oid " ROWAN_LISTED "and " ROWAN_NO_EXTENSIONS("pg_type", "c.reltype")
    "union all "
    "select 'type', t.oid::bigint, 'type', " ROWAN_PLACE("n") ", t.typname::text, '', 'create type ' || "
    ROWAN_QUALIFIED("n", "t.typname") " || ' as range (subtype = ' || pg_catalog.format_type(r.rngsubtype, null) "
    "|| case when not o.opcdefault then ', subtype_opclass = ' || quote_ident(o.opcname) else '' end "
    "|| case when r.rngcollation <> y.typcollation then ', collation = ' || r.rngcollation::regcollation else '' end "
    "|| case when r.rngcanonical <> 0 then ', canonical = ' || r.rngcanonical else '' end "
    "|| case when r.rngsubdiff <> 0 then ', subtype_diff = ' || r.rngsubdiff else '' end "
    "|| ', multirange_type_name = ' || r.rngmultitypid::regtype || ')', ds.description, t.typarray::bigint, '' "
    "from pg_catalog.pg_range r join pg_catalog.pg_type t on t.oid = r.rngtypid "
    "join pg_catalog.pg_type y on y.oid = r.rngsubtype join pg_catalog.pg_opclass o on o.oid = r.rngsubopc "
    "join pg_catalog.pg_namespace n on n.oid = t.typnamespace " ROWAN_COMMENT("pg_type", "t.oid")
    "where n.oid " ROWAN_LISTED "and " ROWAN_NO_EXTENSIONS("pg_type", "t.oid")
    "union all "
    "select 'rule', w.oid::bigint, 'rule', " ROWAN_PLACE("n") ", w.rulename::text, c.relname::text, "
    "rtrim(pg_catalog.pg_get_ruledef(w.oid, true), ';'), ds.description, 0, '' "
    "from pg_catalog.pg_rewrite w join pg_catalog.pg_class c on c.oid = w.ev_class join pg_catalog.pg_namespace n on "
    "n.oid = c.relnamespace " ROWAN_COMMENT("pg_rewrite", "w.oid")
    "where w.rulename <> '_RETURN' and n.oid " ROWAN_LISTED "and " ROWAN_NO_EXTENSIONS("pg_class", "c.oid")
    "union all "
    "select 'statistics', s.oid::bigint, 'statistics', " ROWAN_PLACE("n") ", s.stxname::text, '', "
    "'create statistics ' || " ROWAN_QUALIFIED("n", "s.stxname")
    " || substr(pg_catalog.pg_get_statisticsobjdef(s.oid), length('create statistics ' || quote_ident(n.nspname) || '.' "
    "|| quote_ident(s.stxname)) + 1), ds.description, 0, '' from pg_catalog.pg_statistic_ext s "
    "join pg_catalog.pg_namespace n on n.oid = s.stxnamespace " ROWAN_COMMENT("pg_statistic_ext", "s.oid")
    "where n.oid " ROWAN_LISTED "order by 3, 4, 5, 6";

/// Whether there is anything for `rare_objects`, which takes long to plan.
#define ROWAN_MADE(catalog) \
    "select 'pg_catalog." catalog "'::regclass as c, oid from pg_catalog." catalog " where oid >= 16384 "
constexpr std::string_view has_rare_objects =
    "select exists (select from (" ROWAN_MADE("pg_collation") "union all " ROWAN_MADE("pg_ts_dict") "union all "
    ROWAN_MADE("pg_ts_config") "union all " ROWAN_MADE("pg_cast") "union all " ROWAN_MADE("pg_operator") "union all "
    ROWAN_MADE("pg_opfamily") "union all " ROWAN_MADE("pg_opclass") "union all "
    ROWAN_MADE("pg_foreign_data_wrapper") "union all " ROWAN_MADE("pg_foreign_server") "union all "
    ROWAN_MADE("pg_event_trigger") "union all " ROWAN_MADE("pg_publication")
    ") o where not exists (select from pg_catalog.pg_depend x where x.classid = o.c and x.objid = o.oid and x.deptype = "
    "'e'))";

/// As other_objects: what few databases have of their own.
constexpr std::string_view rare_objects =
    // the names of the columns differ from version to version
    "select 'pg_collation', l.oid::bigint, 'collation', " ROWAN_PLACE("n") ", l.collname::text, '', "
    "'create collation ' || " ROWAN_QUALIFIED("n", "l.collname") " || ' (provider = ' || case l.collprovider when 'i' "
    "then 'icu' when 'b' then 'builtin' else 'libc' end || case when l.collprovider = 'c' then ', lc_collate = ' || "
    "quote_literal(l.collcollate) || ', lc_ctype = ' || quote_literal(l.collctype) else ', locale = ' || "
    "quote_literal(coalesce(to_jsonb(l) ->> 'colllocale', to_jsonb(l) ->> 'colliculocale', l.collcollate::text)) || "
    "coalesce(', rules = ' || quote_literal(to_jsonb(l) ->> 'collicurules'), '') end || case when "
    "l.collisdeterministic then '' else ', deterministic = false' end || ')', ds.description, 0, '' "
    "from pg_catalog.pg_collation l join pg_catalog.pg_namespace n on n.oid = l.collnamespace "
    ROWAN_COMMENT("pg_collation", "l.oid")
    "where n.oid " ROWAN_LISTED "and " ROWAN_NO_EXTENSIONS("pg_collation", "l.oid")
    "union all "
    "select 'pg_ts_dict', z.oid::bigint, 'text search dictionary', " ROWAN_PLACE("n") ", z.dictname::text, '', "
    "'create text search dictionary ' || " ROWAN_QUALIFIED("n", "z.dictname") " || ' (template = ' || case when "
    "pg_catalog.pg_ts_template_is_visible(m.oid) then '' else quote_ident(mn.nspname) || '.' end || "
    "quote_ident(m.tmplname) || coalesce(', ' || z.dictinitoption, '') || ')', ds.description, 0, '' "
    "from pg_catalog.pg_ts_dict z join pg_catalog.pg_namespace n on n.oid = z.dictnamespace "
    "join pg_catalog.pg_ts_template m on m.oid = z.dicttemplate join pg_catalog.pg_namespace mn on mn.oid = "
    "m.tmplnamespace " ROWAN_COMMENT("pg_ts_dict", "z.oid")
    "where n.oid " ROWAN_LISTED "and " ROWAN_NO_EXTENSIONS("pg_ts_dict", "z.oid")
    "union all "
    "select 'pg_ts_config', z.oid::bigint, 'text search configuration', " ROWAN_PLACE("n") ", z.cfgname::text, '', "
    "'create text search configuration ' || " ROWAN_QUALIFIED("n", "z.cfgname") " || ' (parser = ' || case when "
    "pg_catalog.pg_ts_parser_is_visible(m.oid) then '' else quote_ident(mn.nspname) || '.' end || "
    "quote_ident(m.prsname) || ')' || coalesce((select string_agg('; alter text search configuration ' || "
    ROWAN_QUALIFIED("n", "z.cfgname") " || ' add mapping for ' || quote_ident(k.alias) || ' with ' || k.words, '' order "
    "by k.alias) from (select w.alias, string_agg(p.mapdict::regdictionary::text, ', ' order by p.mapseqno) as words "
    "from pg_catalog.pg_ts_config_map p join pg_catalog.ts_token_type(z.cfgparser) w on w.tokid = p.maptokentype where "
    "p.mapcfg = z.oid group by w.alias) k), ''), ds.description, 0, '' "
    "from pg_catalog.pg_ts_config z join pg_catalog.pg_namespace n on n.oid = z.cfgnamespace "
    "join pg_catalog.pg_ts_parser m on m.oid = z.cfgparser join pg_catalog.pg_namespace mn on mn.oid = m.prsnamespace "
    ROWAN_COMMENT("pg_ts_config", "z.oid")
    "where n.oid " ROWAN_LISTED "and " ROWAN_NO_EXTENSIONS("pg_ts_config", "z.oid")
    "union all "
    // without a schema of its own: that of one of the types or of the function
    "select 'pg_cast', z.oid::bigint, 'cast', '', pg_catalog.format_type(z.castsource, null) || ' as ' || "
    "pg_catalog.format_type(z.casttarget, null), '', 'create cast (' || pg_catalog.format_type(z.castsource, null) || "
    "' as ' || pg_catalog.format_type(z.casttarget, null) || ') ' || case z.castmethod when 'f' then 'with function ' "
    "|| z.castfunc::regprocedure when 'i' then 'with inout' else 'without function' end || case z.castcontext when 'a' "
    "then ' as assignment' when 'i' then ' as implicit' else '' end, ds.description, 0, '(' || "
    "pg_catalog.format_type(z.castsource, null) || ' as ' || pg_catalog.format_type(z.casttarget, null) || ')' "
    "from pg_catalog.pg_cast z " ROWAN_COMMENT("pg_cast", "z.oid")
    "where z.oid >= 16384 and not exists (select from pg_catalog.pg_depend x where x.classid = "
    "'pg_catalog.pg_cast'::regclass and x.objid = z.oid and x.deptype = 'i') and (select array_agg(y.typnamespace) from pg_catalog.pg_type y where y.oid in (z.castsource, "
    "z.casttarget)) || (select p.pronamespace from pg_catalog.pg_proc p where p.oid = z.castfunc) && $1::text::oid[] "
    "and " ROWAN_NO_EXTENSIONS("pg_cast", "z.oid")
    "union all "
    "select 'pg_operator', o.oid::bigint, 'operator', " ROWAN_PLACE("n") ", o.oprname::text, '', 'create operator ' || "
    ROWAN_OPERATOR " || ' (function = ' || o.oprcode || case when o.oprleft <> 0 then ', leftarg = ' || "
    "pg_catalog.format_type(o.oprleft, null) else '' end || ', rightarg = ' || pg_catalog.format_type(o.oprright, null) "
    "|| coalesce(', commutator = ' || " ROWAN_OPERATOR_NAMED("o.oprcom") ", '') || coalesce(', negator = ' || "
    ROWAN_OPERATOR_NAMED("o.oprnegate") ", '') || case when o.oprrest <> 0 then ', restrict = ' || o.oprrest else '' end "
    "|| case when o.oprjoin <> 0 then ', join = ' || o.oprjoin else '' end || case when o.oprcanhash then ', hashes' "
    "else '' end || case when o.oprcanmerge then ', merges' else '' end || ')', ds.description, 0, "
    ROWAN_OPERATOR " || '(' || case when o.oprleft <> 0 then pg_catalog.format_type(o.oprleft, null) else 'none' end || "
    "', ' || pg_catalog.format_type(o.oprright, null) || ')' "
    "from pg_catalog.pg_operator o join pg_catalog.pg_namespace n on n.oid = o.oprnamespace "
    ROWAN_COMMENT("pg_operator", "o.oid")
    "where o.oprcode <> 0 and n.oid " ROWAN_LISTED "and " ROWAN_NO_EXTENSIONS("pg_operator", "o.oid")
    "union all "
    // what a family has besides its classes
    "select 'pg_opfamily', f.oid::bigint, 'operator family', " ROWAN_PLACE("n") ", f.opfname::text, '', 'create operator "
    "family ' || " ROWAN_QUALIFIED("n", "f.opfname") " || ' using ' || m.amname || coalesce('; alter operator family ' || "
    ROWAN_QUALIFIED("n", "f.opfname") " || ' using ' || m.amname || ' add ' || " ROWAN_OPERATOR_ITEMS("pg_opfamily", "f.oid")
    ", ''), ds.description, 0, " ROWAN_QUALIFIED("n", "f.opfname") " || ' using ' || m.amname "
    "from pg_catalog.pg_opfamily f join pg_catalog.pg_namespace n on n.oid = f.opfnamespace "
    "join pg_catalog.pg_am m on m.oid = f.opfmethod " ROWAN_COMMENT("pg_opfamily", "f.oid")
    "where n.oid " ROWAN_LISTED "and " ROWAN_NO_EXTENSIONS("pg_opfamily", "f.oid")
    "union all "
    "select 'pg_opclass', c.oid::bigint, 'operator class', " ROWAN_PLACE("n") ", c.opcname::text, '', 'create operator "
    "class ' || " ROWAN_QUALIFIED("n", "c.opcname") " || case when c.opcdefault then ' default' else '' end || ' for type "
    "' || pg_catalog.format_type(c.opcintype, null) || ' using ' || m.amname || ' family ' || case when "
    "pg_catalog.pg_opfamily_is_visible(f.oid) then '' else quote_ident(fn.nspname) || '.' end || quote_ident(f.opfname) "
    "|| ' as ' || concat_ws(', ', case when c.opckeytype <> 0 then 'storage ' || "
    "pg_catalog.format_type(c.opckeytype, null) end, coalesce(" ROWAN_OPERATOR_ITEMS("pg_opclass", "c.oid")
    ", case when c.opckeytype = 0 then 'storage ' || pg_catalog.format_type(c.opcintype, null) end)), ds.description, 0, "
    ROWAN_QUALIFIED("n", "c.opcname") " || ' using ' || m.amname "
    "from pg_catalog.pg_opclass c join pg_catalog.pg_namespace n on n.oid = c.opcnamespace "
    "join pg_catalog.pg_am m on m.oid = c.opcmethod join pg_catalog.pg_opfamily f on f.oid = c.opcfamily "
    "join pg_catalog.pg_namespace fn on fn.oid = f.opfnamespace " ROWAN_COMMENT("pg_opclass", "c.oid")
    "where n.oid " ROWAN_LISTED "and " ROWAN_NO_EXTENSIONS("pg_opclass", "c.oid")
    "union all "
    "select 'pg_foreign_data_wrapper', w.oid::bigint, 'foreign data wrapper', '', w.fdwname::text, '', 'create foreign "
    "data wrapper ' || quote_ident(w.fdwname) || case when w.fdwhandler <> 0 then ' handler ' || w.fdwhandler::regproc "
    "else '' end || case when w.fdwvalidator <> 0 then ' validator ' || w.fdwvalidator::regproc else '' end || "
    ROWAN_OPTIONS("w.fdwoptions") ", ds.description, 0, '' from pg_catalog.pg_foreign_data_wrapper w "
    ROWAN_COMMENT("pg_foreign_data_wrapper", "w.oid")
    "where $1::text <> '{}' and " ROWAN_NO_EXTENSIONS("pg_foreign_data_wrapper", "w.oid")
    "union all "
    "select 'pg_foreign_server', v.oid::bigint, 'server', '', v.srvname::text, '', 'create server ' || "
    "quote_ident(v.srvname) || coalesce(' type ' || quote_literal(v.srvtype), '') || coalesce(' version ' || "
    "quote_literal(v.srvversion), '') || ' foreign data wrapper ' || quote_ident(w.fdwname) || "
    ROWAN_OPTIONS("v.srvoptions") ", ds.description, 0, '' from pg_catalog.pg_foreign_server v "
    "join pg_catalog.pg_foreign_data_wrapper w on w.oid = v.srvfdw " ROWAN_COMMENT("pg_foreign_server", "v.oid")
    "where $1::text <> '{}' and " ROWAN_NO_EXTENSIONS("pg_foreign_server", "v.oid")
    "union all "
    "select 'relation', c.oid::bigint, 'foreign table', " ROWAN_PLACE("n") ", c.relname::text, '', 'create foreign table "
    "' || " ROWAN_QUALIFIED("n", "c.relname") " || ' (' || concat_ws(', ', (select string_agg(quote_ident(a.attname) || "
    "' ' || pg_catalog.format_type(a.atttypid, a.atttypmod) || " ROWAN_OPTIONS("a.attfdwoptions")
    " || case when a.attcollation <> y.typcollation then ' collate ' || a.attcollation::regcollation else '' end || "
    "coalesce(case when a.attgenerated = '' then ' default ' || pg_catalog.pg_get_expr(b.adbin, b.adrelid) else "
    "' generated always as (' || pg_catalog.pg_get_expr(b.adbin, b.adrelid) || ') stored' end, '') || case when "
    "a.attnotnull then ' not null' else '' end, ', ' order by a.attnum) from pg_catalog.pg_attribute a join "
    "pg_catalog.pg_type y on y.oid = a.atttypid left join pg_catalog.pg_attrdef b on b.adrelid = a.attrelid and b.adnum "
    "= a.attnum where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), (select string_agg('constraint ' || "
    "quote_ident(k.conname) || ' ' || pg_catalog.pg_get_constraintdef(k.oid), ', ' order by k.conname) from "
    "pg_catalog.pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conislocal)) || ') server ' || "
    "quote_ident(v.srvname) || " ROWAN_OPTIONS("x.ftoptions") " || coalesce((select '; alter table ' || "
    "h.inhparent::regclass || case when c.relispartition then ' attach partition ' || " ROWAN_QUALIFIED("n", "c.relname")
    " || ' ' || pg_catalog.pg_get_expr(c.relpartbound, c.oid) end from pg_catalog.pg_inherits h where h.inhrelid = c.oid "
    "and c.relispartition), '') || " ROWAN_COLUMN_COMMENTS ", ds.description, c.reltype::bigint, '' "
    "from pg_catalog.pg_foreign_table x join pg_catalog.pg_class c on c.oid = x.ftrelid join pg_catalog.pg_namespace n "
    "on n.oid = c.relnamespace join pg_catalog.pg_foreign_server v on v.oid = x.ftserver "
    ROWAN_COMMENT("pg_class", "c.oid")
    "where n.oid " ROWAN_LISTED "and " ROWAN_NO_EXTENSIONS("pg_class", "c.oid")
    "union all "
    "select '', 0, 'event trigger', '', e.evtname::text, '', 'create event trigger ' || quote_ident(e.evtname) || ' on ' "
    "|| e.evtevent || coalesce(' when tag in (' || (select string_agg(quote_literal(g), ', ') from unnest(e.evttags) g) "
    "|| ')', '') || ' execute function ' || e.evtfoid::regproc || '()' || case e.evtenabled when 'O' then '' else "
    "'; alter event trigger ' || quote_ident(e.evtname) || case e.evtenabled when 'D' then ' disable' when 'R' then "
    "' enable replica' else ' enable always' end end, ds.description, 0, '' from pg_catalog.pg_event_trigger e "
    ROWAN_COMMENT("pg_event_trigger", "e.oid")
    "where $1::text <> '{}' and " ROWAN_NO_EXTENSIONS("pg_event_trigger", "e.oid")
    "union all "
    "select '', 0, 'publication', '', p.pubname::text, '', 'create publication ' || quote_ident(p.pubname) || case when "
    "p.puballtables then ' for all tables' else coalesce(' for ' || (select string_agg(r.what, ', ' order by r.what) "
    "from (select 'table only ' || r.prrelid::regclass || coalesce(' (' || (select string_agg(quote_ident(a.attname), "
    "', ' order by a.attnum) from pg_catalog.pg_attribute a where a.attrelid = r.prrelid and a.attnum = any "
    "(r.prattrs)) || ')', '') || coalesce(' where (' || pg_catalog.pg_get_expr(r.prqual, r.prrelid) || ')', '') as what "
    "from pg_catalog.pg_publication_rel r where r.prpubid = p.oid union all select 'tables in schema ' || "
    "quote_ident(n.nspname) from pg_catalog.pg_publication_namespace r join pg_catalog.pg_namespace n on n.oid = "
    "r.pnnspid where r.pnpubid = p.oid) r), '') end || ' with (publish = ' || quote_literal(concat_ws(', ', case when "
    "p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end, case when p.pubdelete then 'delete' end, "
    "case when p.pubtruncate then 'truncate' end)) || case when p.pubviaroot then ', publish_via_partition_root' else '' "
    "end || ')', ds.description, 0, '' from pg_catalog.pg_publication p " ROWAN_COMMENT("pg_publication", "p.oid")
    "where $1::text <> '{}' and " ROWAN_NO_EXTENSIONS("pg_publication", "p.oid")
    "order by 3, 4, 5, 6, 10";

#define ROWAN_CLASS(of)                                                                                              \
    "case " of                                                                                                       \
    " when 'pg_catalog.pg_class'::regclass then 'relation' when 'pg_catalog.pg_type'::regclass then "                \
    "'type' when 'pg_catalog.pg_proc'::regclass then 'function' when 'pg_catalog.pg_rewrite'::regclass then 'rule' " \
    "when 'pg_catalog.pg_statistic_ext'::regclass then 'statistics' when 'pg_catalog.pg_attrdef'::regclass then "    \
    "'default' when 'pg_catalog.pg_constraint'::regclass then 'constraint' else " of "::regclass::text end"
#define ROWAN_OTHER_CLASSES                                                                                         \
    "'pg_catalog.pg_collation'::regclass, 'pg_catalog.pg_ts_dict'::regclass, 'pg_catalog.pg_ts_config'::regclass, " \
    "'pg_catalog.pg_operator'::regclass, 'pg_catalog.pg_opfamily'::regclass, 'pg_catalog.pg_opclass'::regclass, "   \
    "'pg_catalog.pg_foreign_data_wrapper'::regclass, 'pg_catalog.pg_foreign_server'::regclass"
/// What needs one of the numbers, or a column of it. Foreign keys are left out: they may go in circles, and can be added later.
constexpr std::string_view needs =
    "select " ROWAN_CLASS("d.classid") ", d.objid::bigint, " ROWAN_CLASS("d.refclassid")
    ", d.refobjid::bigint, d.deptype <> 'n', coalesce(a.attname::text, '') from pg_catalog.pg_depend d "
    "left join pg_catalog.pg_attribute a on d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjsubid > 0 and "
    "a.attrelid = d.refobjid and a.attnum = d.refobjsubid "
    "left join pg_catalog.pg_constraint k on d.classid = 'pg_catalog.pg_constraint'::regclass and k.oid = d.objid "
    "where d.refclassid in ('pg_catalog.pg_class'::regclass, 'pg_catalog.pg_type'::regclass, "
    "'pg_catalog.pg_proc'::regclass, " ROWAN_OTHER_CLASSES ") and d.refobjid " ROWAN_LISTED "and d.deptype in ('n', 'a', 'i') "
    "and d.classid in ('pg_catalog.pg_class'::regclass, 'pg_catalog.pg_type'::regclass, 'pg_catalog.pg_proc'::regclass, "
    "'pg_catalog.pg_rewrite'::regclass, 'pg_catalog.pg_statistic_ext'::regclass, 'pg_catalog.pg_attrdef'::regclass, "
    "'pg_catalog.pg_constraint'::regclass, 'pg_catalog.pg_cast'::regclass, 'pg_catalog.pg_amop'::regclass, "
    "'pg_catalog.pg_amproc'::regclass, " ROWAN_OTHER_CLASSES ") and k.contype is distinct from 'f' "
    "order by d.classid, d.objid, d.refclassid, d.refobjid, d.refobjsubid";

#undef ROWAN_PLACE
#undef ROWAN_QUALIFIED
#undef ROWAN_NO_EXTENSIONS
#undef ROWAN_COMMENT
#undef ROWAN_LISTED
#undef ROWAN_TYPE
#undef ROWAN_TYPE_TABLES
#undef ROWAN_AGGREGATE
#undef ROWAN_COLUMNS
#undef ROWAN_CLASS
#undef ROWAN_OTHER_CLASSES
#undef ROWAN_MADE
#undef ROWAN_COLLATION_PLACE
#undef ROWAN_OPTIONS
#undef ROWAN_COLUMN_COMMENTS
#undef ROWAN_OPERATOR
#undef ROWAN_OPERATOR_NAMED
#undef ROWAN_OPERATOR_ITEMS

}  // namespace rowan::detail::postgresql::queries
