#pragma once

#include "support/database.hpp"

// Every feature that is read of a catalog, in one schema per backend.

namespace rowan::test {

inline constexpr const char* hard_types = R"(
create schema "Other Place"; comment on schema "Other Place" is 'not here';
create schema zoo;
create type mood as enum ('sad', 'it''s ok', 'happy'); comment on type mood is 'how it is';
create type "Other Place"."select" as enum ('a', 'B');
create domain positive as numeric(10, 2) default 1 constraint above_zero check (value > 0);
comment on domain positive is 'more than nothing'; comment on constraint above_zero on domain positive is 'zero is not';
create domain small_positive as positive not null constraint "below 100" check (value < 100);
create domain "Other Place".code as varchar(8) collate "C" check (value ~ '^[A-Z]+$');
create domain tags as text[] check (cardinality(value) < 10);
create type point_3d as (x double precision, y double precision, "z axis" text collate "C");
comment on type point_3d is 'in space';
create type float_range as range (subtype = float8, subtype_diff = float8mi);
create sequence plain; comment on sequence plain is 'numbers';
create sequence down as smallint increment by -5 minvalue -500 maxvalue 100 start with 50 cache 3 cycle;
create sequence zoo.ticket as integer start with 1000;
)";

/// What few databases have of their own.
inline constexpr const char* hard_rare = R"(
create collation zoo.by_number (provider = icu, locale = 'und-u-kn-true', deterministic = false);
comment on collation zoo.by_number is '2 before 10';
create collation "plain C" (locale = 'C');
create domain zoo.label as text collate zoo.by_number;
create text search dictionary zoo.stems (template = snowball, language = english, stopwords = english);
create text search configuration findable (copy = simple); comment on text search configuration findable is 'to look in';
alter text search configuration findable alter mapping for asciiword, word with zoo.stems, simple;
create function words_of(what text) returns tsvector language sql immutable as $$ select to_tsvector('public.findable', what) $$;
create table zoo.passing_by (id bigint primary key);
create table found (id bigint primary key, name text collate zoo.by_number, plain text collate "plain C", label zoo.label,
    constraint found_once unique (id));
create index found_words on found using gin (words_of(plain));
create index found_by_number on found (plain collate zoo.by_number desc);

create function number_of(what mood) returns integer language sql immutable return array_position(enum_range(null::mood), what);
create cast (mood as integer) with function number_of as assignment; comment on cast (mood as integer) is 'how good';
create cast (point_3d as text) with inout;
create function like_it(mood, mood) returns boolean language sql immutable return $1::text = $2::text;
create operator zoo.=~= (leftarg = mood, rightarg = mood, function = like_it, commutator = operator(zoo.=~=), restrict = eqsel, join = eqjoinsel);
comment on operator zoo.=~= (mood, mood) is 'alike';
create operator family zoo.by_bytes using btree;
create operator class zoo.by_bytes for type text using btree family zoo.by_bytes as operator 1 ~<~, operator 2 ~<=~,
    operator 3 =, operator 4 ~>=~, operator 5 ~>~, function 1 bttext_pattern_cmp(text, text);
create index found_bytes on found (plain zoo.by_bytes);
create view good_moods as select 'happy'::mood::integer as number, 'sad'::mood operator(zoo.=~=) 'happy'::mood as alike;

create foreign data wrapper "no wrapper" options (a 'it''s');
create server elsewhere type 'x' version '1' foreign data wrapper "no wrapper" options (host 'there');
create foreign table zoo.far (id bigint options (key 'true') not null, label text default 'a', constraint far_id check (id > 0))
    server elsewhere options (file 'f'); comment on foreign table zoo.far is 'not here'; comment on column zoo.far.id is 'its number';
create view from_far as select id from zoo.far;
create function watch() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger watching on ddl_command_end when tag in ('DROP TABLE', 'DROP VIEW') execute function watch();
alter event trigger watching enable always; comment on event trigger watching is 'it sees';
create publication news for table found (id, name) where (id > 3), zoo.passing_by with (publish = 'insert, delete', publish_via_partition_root);
comment on column point_3d."z axis" is 'up';
alter view good_moods alter column number set default 7;
alter table found cluster on found_by_number;
alter table found alter column name set statistics 500, alter column plain set (n_distinct = -0.5);
create unlogged table passing (id serial, n bigint generated always as identity);
)";

inline constexpr const char* hard_tables = R"(
create function is_even(n bigint) returns boolean language sql immutable return n % 2 = 0;
create function zoo.initial(name text default 'x') returns text language sql immutable as $$ select left(name, 1) $$;
create function zoo.initial(name text, width integer) returns text language sql immutable as $$ select left(name, width) $$;

create table "Ein ""Haus""" (
    id bigint generated always as identity (start with 7 increment by 2 cache 5) primary key,
    "Name mit Leerzeichen" varchar(40) not null default 'a ''house''',
    "select" integer,
    "größe" numeric(8, 3),
    mood mood not null default 'happy',
    moods mood[],
    other "Other Place"."select",
    price positive,
    small small_positive,
    code "Other Place".code,
    tags tags,
    at_time timestamptz not null default now(),
    local timestamp(3),
    day date, clock time(2) with time zone, lasting interval day to second,
    document jsonb default '{}', raw json, blob bytea, address inet, letters char(3), bit_mask bit varying(5),
    span int4range, stays tstzrange, place point_3d, wide float_range, search tsvector,
    numbers integer[], matrix integer[][],
    area double precision generated always as ("größe" * 2) stored,
    name_c text collate "C", big text, packed text compression pglz,
    constraint "even id" check (is_even(id) or id > 0),
    constraint "not alone" check (price is not null) no inherit,
    constraint "Name once" unique nulls not distinct ("Name mit Leerzeichen", "select") include (day) with (fillfactor = 80),
    constraint later unique (code) deferrable initially deferred,
    constraint no_overlap exclude using gist (span with &&) where (id > 3) deferrable
) with (fillfactor = 70, autovacuum_enabled = false);
comment on table "Ein ""Haus""" is 'it''s a
house \ in two lines';
alter table "Ein ""Haus""" alter column big set storage external;
comment on column "Ein ""Haus"""."größe" is 'm²';
comment on constraint "even id" on "Ein ""Haus""" is 'why not';
create index "house search" on "Ein ""Haus""" using gin (to_tsvector('simple', coalesce(name_c, ''))) with (fastupdate = off);
create index house_mixed on "Ein ""Haus""" (lower(name_c) collate "POSIX" text_pattern_ops desc nulls last, id, name_c collate "POSIX")
    include (day, local) where "select" > 3 and mood <> 'sad';
comment on index house_mixed is 'many things';
create unique index house_nulls on "Ein ""Haus""" ("select" desc, day nulls first) nulls not distinct;
create index house_document on "Ein ""Haus""" using gin (document jsonb_path_ops);
create index house_expression on "Ein ""Haus""" ((id + 1), (document ->> 'a'));
create index house_brin on "Ein ""Haus""" using brin (at_time) with (pages_per_range = 32);
create index house_siglen on "Ein ""Haus""" using gist (search tsvector_ops (siglen = 100));
create statistics house_statistics (dependencies, ndistinct) on id, "select" from "Ein ""Haus""";
alter table "Ein ""Haus""" add constraint old_rows check ("select" <> 13) not valid;

create table rooms (
    id serial primary key,
    house bigint not null, number integer, name varchar(40), part integer, kept bigint,
    constraint rooms_full foreign key (name, number) references "Ein ""Haus""" ("Name mit Leerzeichen", "select") match full,
    constraint "rooms house" foreign key (house) references "Ein ""Haus""" on update cascade on delete restrict deferrable initially deferred,
    unique (id, number)
);
alter table rooms add constraint rooms_self foreign key (part, number) references rooms (id, number) on delete set null (part);
alter table rooms add constraint rooms_unchecked foreign key (kept) references "Ein ""Haus""" not valid;
alter sequence plain owned by rooms.kept;

create table egg (id bigint primary key, hen bigint not null);
create table hen (id bigint primary key, egg bigint not null references egg deferrable initially deferred);
alter table egg add constraint egg_hen foreign key (hen) references hen deferrable initially deferred;

create table zoo.animals (id bigint generated by default as identity primary key,
    ticket integer not null default nextval('zoo.ticket'), house bigint references public."Ein ""Haus""",
    initial text generated always as (zoo.initial('abc'::text)) stored);
alter sequence zoo.ticket owned by zoo.animals.ticket;
create table keeper (animal bigint references zoo.animals on delete cascade, feels "Other Place"."select"[] not null);

create table aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_ (
    bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb_ bigint generated always as identity primary key,
    cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc_ text unique check (cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc_ <> ''));

create unlogged table fast (a integer, b integer) with (toast_tuple_target = 200);
alter table fast replica identity full;
create unique index fast_a on fast (a);

create table parent (id bigint not null, label text default 'p', constraint parent_label check (label <> ''));
create table child (extra integer) inherits (parent);

create table events (id bigint not null, at timestamptz not null, kind text not null default 'x',
    constraint events_kind check (kind <> 'y'), primary key (id, at, kind), house bigint references "Ein ""Haus""") partition by range (at);
create index events_kind_index on events (kind, lower(kind));
create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01') partition by list (kind);
create table events_2025_a partition of events_2025 (constraint only_a check (kind like 'a%')) for values in ('a', 'aa');
create table zoo.events_2025_rest partition of events_2025 default;
create table events_old (id bigint not null, at timestamptz not null, kind text not null default 'old',
    constraint events_kind check (kind <> 'y'), house bigint);
alter table events attach partition events_old for values from (minvalue) to ('2025-01-01');
create index own_index on events_old (house);
comment on table events_old is 'long ago';
create table by_hash (id bigint primary key) partition by hash (id);
create table by_hash_0 partition of by_hash for values with (modulus 2, remainder 0);
)";

inline constexpr const char* hard_rest = R"(
create function whole_house(h "Ein ""Haus""") returns text language sql stable return h.name_c || is_even(h.id)::text;
create function house_rows() returns setof rooms language sql stable as 'select * from rooms';
create view "Über" with (security_barrier = true) as select id, "Name mit Leerzeichen" as name, whole_house(h) as text
    from "Ein ""Haus""" h;
comment on view "Über" is 'a view'; comment on column "Über".name is 'its name';
create view above as select id, name from "Über" where name <> '';
create view zoo.a_first as select a.name, b.id from above a join zoo.animals b on true;
create view editable as select id, number from rooms where number > 0 with local check option;
create materialized view totals with (fillfactor = 90) as select house, count(*) as n from rooms group by house;
create unique index totals_house on totals (house); comment on materialized view totals is 'counted';
create materialized view twice as select n * 2 as n2 from totals;
create view a_function_of_it as select * from house_rows();
create function uses_view(v above) returns integer language plpgsql as $body$ begin return v.id; end $body$;

create procedure "do it"(inout n integer default 3) language plpgsql as $$ begin n := n + 1; end $$;
comment on procedure "do it" is 'does it';
create function rows_of(variadic list integer[], out a integer, out b text) returns setof record language plpgsql
    security definer cost 7 rows 3 set search_path = public as $$ begin return; end $$;
comment on function rows_of(integer[]) is 'many';
create function add_up(state bigint, n integer) returns bigint language sql immutable return state + n;
create aggregate total(integer) (sfunc = add_up, stype = bigint, initcond = '0', parallel = safe);
comment on aggregate total(integer) is 'all of it';
create function touched() returns trigger language plpgsql as $$ begin return new; end $$;

create trigger "before it" before insert or update of house, number on rooms for each row when (new.number > 3) execute function touched('a', 'b''c');
comment on trigger "before it" on rooms is 'first';
create trigger stopped after delete on rooms referencing old table as gone for each statement execute function touched();
alter table rooms disable trigger stopped;
create constraint trigger waits after insert on hen deferrable initially deferred for each row execute function touched();
alter table hen enable always trigger waits;
create trigger on_view instead of insert on "Über" for each row execute function touched();
create trigger on_parts after insert on events for each row execute function touched();

alter table rooms enable row level security; alter table egg enable row level security, force row level security;
create policy mine on rooms as restrictive for update to public using (house > 0) with check (number < 100);
comment on policy mine on rooms is 'not yours';
create policy "see all" on egg for select using (true);
create rule no_delete as on delete to keeper do instead nothing; comment on rule no_delete on keeper is 'kept';
)";

inline void make_hard_postgresql(session& db) {
    db.execute_script(hard_types);
    db.execute_script(hard_tables);
    db.execute_script(hard_rest);
}
/// Some of it is the database's, whatever the schema: only for a database of its own.
inline void make_rare_postgresql(session& db) { db.execute_script(hard_rare); }

inline constexpr const char* hard_sqlite = R"(
create table "Ein ""Haus""" (
    id integer primary key autoincrement,
    "Name mit Leerzeichen" varchar(40) collate nocase constraint named not null on conflict replace default 'a ''house''',
    [select] int default -5, `größe` numeric(8, 3) default (1 + 2), at text default current_timestamp,
    quoted text default "as text", word text default here, anything, flags blob default x'00ff', yes boolean default true,
    area real generated always as ("größe" * 2) stored, lower_name text as (lower("Name mit Leerzeichen")),
    constraint positive check ("größe" > 0), check (([select]) <> 3),
    constraint "Name once" unique ("Name mit Leerzeichen", [select]) on conflict ignore,
    unique (at)
);
create table plain (id integer primary key, name text unique on conflict fail);
create table backwards (id integer primary key desc, name text);
create table keyed (a text, b text not null, n integer, primary key (a, b) on conflict rollback, unique (b collate nocase, n desc));
create table strictly (id integer primary key, name text, anything any) strict;
create table without (name text, number integer, primary key (name, number)) without rowid;
create table both (name text primary key) strict, without rowid;
create table "references" (
    id integer not null constraint the_key primary key,
    house integer constraint of_house references "Ein ""Haus""" on delete cascade on update set null deferrable initially deferred,
    other integer references plain not deferrable initially immediate,
    self integer references "references" deferrable,
    a text, b text, constraint both foreign key (a, b) references keyed (a, b) on delete set default match full
);
create table egg (id integer primary key, hen integer, constraint egg_hen foreign key (hen) references hen (id));
create table hen (id integer primary key, egg integer, constraint hen_egg foreign key (egg) references egg (id));
create table left_wing (id integer primary key, other integer references right_wing);
create table right_wing (id integer primary key, other integer references left_wing);
create unique index house_mixed on "Ein ""Haus""" ("Name mit Leerzeichen" collate binary desc, [select] asc) where [select] > 3;
create index house_expression on "Ein ""Haus""" (lower("Name mit Leerzeichen") desc, ("größe" + 1), anything collate rtrim, quoted || word collate nocase);
create view "Über" (number, "a name") as select id, "Name mit Leerzeichen" from "Ein ""Haus""";
create view above as select number from "zzz" where number > 0;
create view zzz as select number, upper("a name") as name from "Über";
create trigger "before it" before update of "größe", at on "Ein ""Haus""" for each row when new."größe" > 3 begin
    update plain set name = 'on' where id = new.id; select 1;
end;
create trigger on_view instead of insert on "Über" begin select raise(abort, 'no'); end;
create trigger usual delete on plain begin select 1; end;
create virtual table words using fts5 (text, content = '');
create virtual table places using rtree (id, x0, x1);
)";

/// In an empty database.
inline void make_hard(test_database& in) {
    in.is("sqlite") ? in.session().execute_script(hard_sqlite) : make_hard_postgresql(in.session());
}

}  // namespace rowan::test
