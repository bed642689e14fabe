#include <support/database.hpp>

#include "changes.hpp"

// Changes of what only PostgreSQL has.

using rowan::test::all_go;
using rowan::test::change;
using rowan::test::table;

namespace {

const std::string rows_of_a = "insert into t (id, a) values (1, 1), (2, 2)";
const std::string mood = "create type mood as enum ('sad', 'glad');";
const std::string mood_and_more = "create type mood as enum ('sad', 'glad', 'wild');";
const std::string moods = "insert into t (id, a) values (1, 'sad'), (2, 'glad')";

const std::vector<change> enums{
    {"an enum comes", table(""), mood + table("a mood default 'sad'")},
    {"an enum goes", mood + table("a mood default 'sad'"), table("")},
    {"a label is put behind the others", mood + table("a mood"), mood_and_more + table("a mood"), moods},
    {"a label is put before the others", mood + table("a mood"),
     "create type mood as enum ('wild', 'sad', 'glad');" + table("a mood"), moods},
    {"a label is put between the others", mood + table("a mood"),
     "create type mood as enum ('sad', 'wild', 'glad');" + table("a mood"), moods},
    {"a label goes", mood_and_more + table("a mood"), mood + table("a mood"), moods},
    {"labels change their order", mood + table("a mood"), "create type mood as enum ('glad', 'sad');" + table("a mood"),
     moods},
    {"a label gets another name",
     mood + table("a mood"),
     "create type mood as enum ('sad', 'happy');" + table("a mood"),
     moods,
     {{"rename label mood.glad", "happy"}}},
    {"a label gets another name, and one goes",
     mood_and_more + table("a mood"),
     "create type mood as enum ('sad', 'happy');" + table("a mood"),
     moods,
     {{"rename label mood.glad", "happy"}, {"rename label mood.wild", "dropped"}}},
    {"rows of a label that goes get another one",
     mood_and_more + table("a mood"),
     mood + table("a mood"),
     "insert into t (id, a) values (1, 'wild'), (2, 'glad')",
     {{"rename label mood.wild", "sad"}}},
    {"a label of an array goes", mood_and_more + table("a mood[] default '{sad}'"),
     mood + table("a mood[] default '{sad}'"), "insert into t (id, a) values (1, '{sad,glad}'), (2, '{}')"},
    {"a label that a default, a rule, an index and a view stand on goes",
     mood_and_more + table("a mood default 'sad', constraint quiet check (a <> 'glad' or id > 0)") +
         "create index i on t (id) where a = 'sad'; create view w as select id from t where a = 'glad';",
     mood + table("a mood default 'sad', constraint quiet check (a <> 'glad' or id > 0)") +
         "create index i on t (id) where a = 'sad'; create view w as select id from t where a = 'glad';",
     moods},
    {"a label of two tables goes", mood_and_more + table("a mood") + table("b mood", "u"),
     mood + table("a mood") + table("b mood", "u"), moods},
    {"a label goes in another schema",
     "create schema s; create type s.mood as enum ('sad', 'glad', 'wild');" + table("a s.mood default 'sad'"),
     "create schema s; create type s.mood as enum ('sad', 'glad');" + table("a s.mood default 'sad'"), moods},
    {"a label with a quote comes", mood + table("a mood"),
     "create type mood as enum ('sad', 'it''s', 'glad');" + table("a mood"), moods},
    {"a text becomes an enum", table("a text default 'sad'"), mood + table("a mood default 'sad'"), moods},
    {"an enum becomes a text", mood + table("a mood default 'sad'"), table("a text default 'sad'"), moods},
    {"an enum becomes another one", mood + "create type state as enum ('sad', 'glad');" + table("a mood"),
     mood + "create type state as enum ('sad', 'glad');" + table("a state"), moods},
    {"a comment on an enum changes", mood + table("a mood"), mood + "comment on type mood is 'how';" + table("a mood"),
     moods},
};

const std::string rank = "create domain rank as integer constraint positive check (value > 0);";

const std::vector<change> domains{
    {"a domain comes", table("a integer"), rank + table("a rank"), rows_of_a},
    {"a domain goes", rank + table("a rank"), table("a integer"), rows_of_a},
    {"a domain's rule changes", rank + table("a rank"),
     "create domain rank as integer constraint positive check (value > 0 and value < 9);" + table("a rank"), rows_of_a},
    {"a domain gets a second rule", rank + table("a rank"),
     "create domain rank as integer constraint positive check (value > 0) constraint small check (value < 9);" +
         table("a rank"),
     rows_of_a},
    {"a domain gets a default", rank + table("a rank"),
     "create domain rank as integer default 1 constraint positive check (value > 0);" + table("a rank"), rows_of_a},
    {"a domain takes no null", rank + table("a rank"),
     "create domain rank as integer not null constraint positive check (value > 0);" + table("a rank"), rows_of_a},
    {"a domain has another type", rank + table("a rank"),
     "create domain rank as bigint constraint positive check (value > 0);" + table("a rank"), rows_of_a},
    {"a domain of an array has another type", rank + table("a rank[]"),
     "create domain rank as bigint constraint positive check (value > 0);" + table("a rank[]"),
     "insert into t (id, a) values (1, '{1}'), (2, '{2}')"},
    {"a domain that a default, a rule, an index and a view stand on has another type",
     rank + table("a rank default 1 check (a < 9)") +
         "create index i on t (id) where a > 1; create view w as select a from t;",
     "create domain rank as bigint constraint positive check (value > 0);" + table("a rank default 1 check (a < 9)") +
         "create index i on t (id) where a > 1; create view w as select a from t;",
     rows_of_a},
    {"a domain in another schema changes",
     "create schema s; create domain s.rank as integer check (value > 0);" + table("a s.rank"),
     "create schema s; create domain s.rank as integer check (value > -1);" + table("a s.rank"), rows_of_a},
    {"a comment on a domain changes", rank + table("a rank"),
     rank + "comment on domain rank is 'how';" + table("a rank"), rows_of_a},
};

const std::vector<change> numbers{
    {"a sequence comes", table(""), table("") + "create sequence s start with 5 increment by 2 cache 3;"},
    {"a sequence goes", table("") + "create sequence s as integer maxvalue 100 cycle;", table("")},
    {"a sequence changes", table("") + "create sequence s;",
     table("") + "create sequence s as integer increment by 5 minvalue -50 maxvalue 900 start with 10 cache 3 cycle;"},
    {"a column gets a sequence of its own", table("a integer"),
     "create sequence s as integer;" + table("a integer default nextval('s')") + "alter sequence s owned by t.a;",
     rows_of_a},
    {"a column with a sequence of its own goes", "create table t (id bigint primary key, a serial);", table("")},
    {"a table with a sequence of its own comes", table(""), table("") + "create table u (id serial primary key);"},
    {"a table with a sequence of its own goes", table("") + "create table u (id serial primary key);", table("")},
    {"a column becomes an identity", "create table t (id bigint primary key);",
     "create table t (id bigint generated by default as identity primary key);"},
    {"a column ceases to be an identity", "create table t (id bigint generated by default as identity primary key);",
     "create table t (id bigint primary key);"},
    {"an identity is always given", "create table t (id bigint generated by default as identity primary key);",
     "create table t (id bigint generated always as identity primary key);"},
    {"an identity counts otherwise", "create table t (id bigint generated by default as identity primary key);",
     "create table t (id bigint generated by default as identity (start with 10 increment by 5 maxvalue 1000 cycle) "
     "primary key);"},
    {"an identity column comes", table(""), table("a integer generated always as identity")},
    {"an identity column changes its type", "create table t (id integer generated by default as identity primary key);",
     "create table t (id bigint generated by default as identity primary key);"},
    {"a sequence of a column's own becomes an identity", "create table t (id serial primary key);",
     "create table t (id integer generated by default as identity (sequence name t_number) primary key);"},
    {"keys of two tables go in a circle", table("u_id bigint") + table("t_id bigint", "u"),
     table("u_id bigint") + table("t_id bigint constraint to_t references t (id)", "u") +
         "alter table t add constraint to_u foreign key (u_id) references u (id);"},
    {"tables come whose keys go in a circle", table(""),
     table("") + table("v_id bigint", "u") + table("u_id bigint references u (id)", "v") +
         "alter table u add constraint to_v foreign key (v_id) references v (id);"},
    {"tables go whose keys go in a circle",
     table("") + table("v_id bigint", "u") + table("u_id bigint references u (id)", "v") +
         "alter table u add constraint to_v foreign key (v_id) references v (id);",
     table("")},
};

const std::vector<change> comments{
    {"a comment on a table comes", table("a integer"), table("a integer") + "comment on table t is 'it''s all';"},
    {"a comment on a table changes", table("") + "comment on table t is 'one';",
     table("") + "comment on table t is 'two\nlines';"},
    {"a comment on a table goes", table("") + "comment on table t is 'one';", table("")},
    {"a comment on a column comes", table("a integer"), table("a integer") + "comment on column t.a is 'what';"},
    {"a comment on a column changes", table("a integer") + "comment on column t.a is 'one';",
     table("a integer") + "comment on column t.a is 'two';"},
    {"a comment on a column goes", table("a integer") + "comment on column t.a is 'one';", table("a integer")},
    {"a table with comments comes", table(""),
     table("") + table("a integer", "u") + "comment on table u is 'one'; comment on column u.a is 'two';"},
    {"a column with a comment changes its type", table("a integer") + "comment on column t.a is 'one';",
     table("a bigint") + "comment on column t.a is 'one';", rows_of_a},
    {"comments on what a table has change",
     table("a integer constraint positive check (a > 0)") +
         "create index i on t (a); comment on index i is 'one'; comment on constraint positive on t is 'one'; create "
         "view w as "
         "select a from t; comment on view w is 'one';",
     table("a integer constraint positive check (a > 0)") +
         "create index i on t (a); comment on index i is 'two'; comment on constraint positive on t is 'two'; create "
         "view w as "
         "select a from t; comment on view w is 'two'; comment on column w.a is 'three';",
     rows_of_a},
};

const std::vector<change> types{
    {"a boolean becomes an integer", table("a boolean default true"), table("a integer default 1"),
     "insert into t (id, a) values (1, true), (2, false)"},
    {"an integer becomes a boolean", table("a integer"), table("a boolean"),
     "insert into t (id, a) values (1, 1), (2, 0)"},
    {"a text becomes a uuid", table("a text"), table("a uuid"),
     "insert into t (id, a) values (1, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'), (2, null)"},
    {"a text becomes a jsonb", table("a text"), table("a jsonb"), "insert into t (id, a) values (1, '{}'), (2, '[1]')"},
    {"a json becomes a jsonb", table("a json"), table("a jsonb"), "insert into t (id, a) values (1, '{}'), (2, '[1]')"},
    {"a text becomes an array", table("a text"), table("a text[]"),
     "insert into t (id, a) values (1, '{x}'), (2, '{}')"},
    {"an array has other elements", table("a integer[] default '{}'"), table("a bigint[] default '{}'"),
     "insert into t (id, a) values (1, '{1}'), (2, '{}')"},
    {"an instant gets a zone", table("a timestamp"), table("a timestamptz"),
     "insert into t (id, a) values (1, '2020-01-02 03:04'), (2, null)"},
    {"a text becomes a date", table("a text"), table("a date"),
     "insert into t (id, a) values (1, '2020-01-02'), (2, null)"},
    {"an instant has fewer digits", table("a timestamptz"), table("a timestamptz(3)"), ""},
    {"a text has a collation", table("a text"), table("a text collate \"C\"")},
    {"a collation changes", table("a text collate \"C\"") + "create index i on t (a);",
     table("a text collate \"POSIX\"") + "create index i on t (a);"},
    {"a collation goes", table("a varchar(10) collate \"C\""), table("a varchar(10)")},
    {"a type of another extension's kind", table("a inet"), table("a cidr"),
     "insert into t (id, a) values (1, '10.0.0.0/8')"},
    {"bits, intervals, ranges and money come", table(""),
     table("a bit(3), b interval, c int4range, d money, e bytea, f tsvector, g xml, h point, i macaddr, j timetz, k "
           "oid")},
    {"how a column is stored changes", table("a text"),
     table("a text") + "alter table t alter column a set storage external;"},
};

const std::vector<change> constraints{
    {"nulls are no more distinct", table("a integer, constraint sole unique (a)"),
     table("a integer, constraint sole unique nulls not distinct (a)"), rows_of_a},
    {"a unique constraint carries a column along", table("a integer, constraint sole unique (a)"),
     table("a integer, constraint sole unique (a) include (id)"), rows_of_a},
    {"a unique constraint waits", table("a integer, constraint sole unique (a)"),
     table("a integer, constraint sole unique (a) deferrable initially deferred"), rows_of_a},
    {"a primary key waits", "create table t (id bigint, primary key (id));",
     "create table t (id bigint, primary key (id) deferrable);"},
    {"a foreign key matches in full", table("a bigint, constraint self foreign key (a) references t (id)"),
     table("a bigint, constraint self foreign key (a) references t (id) match full"), rows_of_a},
    {"a foreign key sets one column null",
     table(
         "a bigint, b bigint, constraint pair unique (id, b), constraint self foreign key (a, b) references t (id, b)"),
     table("a bigint, b bigint, constraint pair unique (id, b), constraint self foreign key (a, b) references t (id, "
           "b) on "
           "delete set null (b)")},
    {"a foreign key ceases to wait", table("a bigint, constraint self foreign key (a) references t (id) deferrable"),
     table("a bigint, constraint self foreign key (a) references t (id)"), rows_of_a},
    {"a rule that holds for new rows comes", table("a integer"),
     table("a integer") + "alter table t add constraint positive check (a > 0) not valid;", rows_of_a},
    {"an exclude constraint comes", table("a int4range"),
     table("a int4range, constraint apart exclude using gist (a with &&)")},
    {"an exclude constraint changes", table("a int4range, constraint apart exclude using gist (a with &&)"),
     table("a int4range, constraint apart exclude using gist (a with &&) where (id > 0) deferrable")},
    {"an exclude constraint goes", table("a int4range, constraint apart exclude using gist (a with &&)"),
     table("a int4range")},
    {"a column of an exclude constraint goes", table("a int4range, constraint apart exclude using gist (a with &&)"),
     table("")},
};

const std::vector<change> indexes{
    {"an index carries a column along", table("a integer, b text") + "create index i on t (a);",
     table("a integer, b text") + "create index i on t (a) include (b);", rows_of_a},
    {"an index has another method", table("a integer[]") + "create index i on t (a);",
     table("a integer[]") + "create index i on t using gin (a);"},
    {"an index has an operator class", table("a text") + "create index i on t (a);",
     table("a text") + "create index i on t (a text_pattern_ops);"},
    {"an index has an option", table("a integer") + "create index i on t (a);",
     table("a integer") + "create index i on t (a) with (fillfactor = 70);"},
    {"an index's nulls come first", table("a integer") + "create index i on t (a);",
     table("a integer") + "create index i on t (a nulls first);"},
    {"an index's nulls are not distinct", table("a integer") + "create unique index i on t (a);",
     table("a integer") + "create unique index i on t (a) nulls not distinct;", rows_of_a},
    {"an index has a collation", table("a text") + "create index i on t (a);",
     table("a text") + "create index i on t (a collate \"C\");"},
    {"an index of expressions of different order comes", table("a text, b jsonb"),
     table("a text, b jsonb") + "create index i on t (lower(a) desc nulls last, (b ->> 'x'));"},
    {"an index of a column that carries along another one that goes",
     table("a integer, b text") + "create index i on t (a) include (b);", table("a integer"), rows_of_a},
};

const std::vector<change> views{
    {"a materialised view comes with an index", table("a integer"),
     table("a integer") + "create materialized view w as select id, a from t; create unique index i on w (id);",
     rows_of_a},
    {"a materialised view goes",
     table("a integer") + "create materialized view w as select id, a from t; create index i on w (a);",
     table("a integer"), rows_of_a},
    {"a materialised view changes",
     table("a integer") + "create materialized view w as select id, a from t; create unique index i on w (id);",
     table("a integer") +
         "create materialized view w as select id, a + 1 as a from t; create unique index i on w (id);",
     rows_of_a},
    {"an index of a materialised view changes",
     table("a integer") + "create materialized view w as select id, a from t; create index i on w (id);",
     table("a integer") +
         "create materialized view w as select id, a from t; create index i on w (a); create index j on w (id, a);",
     rows_of_a},
    {"a view becomes a materialised one", table("a integer") + "create view w as select id, a from t;",
     table("a integer") + "create materialized view w as select id, a from t;", rows_of_a},
    {"a column under a materialised view changes its type",
     table("a integer") + "create materialized view w as select id, a from t; create index i on w (a); create view x "
                          "as select a from w;",
     table("a bigint") + "create materialized view w as select id, a from t; create index i on w (a); create view x as "
                         "select a from w;",
     rows_of_a},
    {"a view's options change", table("a integer") + "create view w as select a from t;",
     table("a integer") + "create view w with (security_barrier = true) as select a from t with local check option;",
     rows_of_a},
};

const std::string touch = "create function touch() returns trigger language plpgsql as $$ begin return new; end $$;";
const std::string touch_otherwise =
    "create function touch() returns trigger language plpgsql as $$ begin new.a := 1; return new; end $$;";
const std::string touched = "create trigger touched before update on t for each row execute function touch();";

const std::vector<change> functions{
    {"a function comes", table("a integer"),
     table("a integer") + "create function one(x integer default 1, out y integer) language sql as 'select x';",
     rows_of_a},
    {"a function goes", table("") + "create function one() returns integer language sql as 'select 1';", table("")},
    {"a function's body changes", table("a integer") + touch + touched, table("a integer") + touch_otherwise + touched,
     rows_of_a},
    {"a function of a default changes its body",
     "create function one() returns integer language sql as 'select 1';" + table("a integer default one()"),
     "create function one() returns integer language sql as 'select 2';" + table("a integer default one()"), rows_of_a},
    {"a function of a default has another result",
     "create function one() returns integer language sql as 'select 1';" + table("a integer default one()"),
     "create function one() returns bigint language sql as 'select 1::bigint';" + table("a integer default one()"),
     rows_of_a},
    {"a function of a view has another argument",
     table("a integer") + "create function more(x integer) returns integer language sql as 'select x + 1'; create view "
                          "w as select more(a) as m from t;",
     table("a integer") + "create function more(x bigint) returns bigint language sql as 'select x + 1'; create view w "
                          "as select more(a) as m from t;",
     rows_of_a},
    {"a function of an index and a rule has another argument name",
     "create function ok(x integer) returns boolean language sql immutable as 'select $1 > 0';" +
         table("a integer, constraint fine check (ok(a))") + "create index i on t (id) where ok(a);",
     "create function ok(y integer) returns boolean language sql immutable as 'select $1 > 0';" +
         table("a integer, constraint fine check (ok(a))") + "create index i on t (id) where ok(a);",
     rows_of_a},
    {"a trigger comes with its function", table("a integer"), table("a integer") + touch + touched, rows_of_a},
    {"a trigger goes with its function", table("a integer") + touch + touched, table("a integer"), rows_of_a},
    {"a trigger changes", table("a integer") + touch + touched,
     table("a integer") + touch +
         "create trigger touched before insert or update of a on t for each row when (new.a > 0) execute function "
         "touch();",
     rows_of_a},
    {"a trigger's column changes its type",
     table("a integer") + touch +
         "create trigger touched before update of a on t for each row when (new.a > 0) execute function touch();",
     table("a bigint") + touch +
         "create trigger touched before update of a on t for each row when (new.a > 0) execute function touch();",
     rows_of_a},
    {"a trigger is disabled", table("a integer") + touch + touched,
     table("a integer") + touch + touched + "alter table t disable trigger touched;", rows_of_a},
    {"a procedure comes", table(""), table("") + "create procedure p(x integer) language sql as 'select 1';"},
    {"an aggregate comes and a function it needs", table(""),
     table("") +
         "create function add_up(integer, integer) returns integer language sql as 'select $1 + $2'; create aggregate "
         "total(integer) (sfunc = add_up, stype = integer);"},
    {"a policy comes", table("a integer"),
     table("a integer") + "alter table t enable row level security; create policy p on t for select using (a > 0);",
     rows_of_a},
    {"a policy changes", table("a integer") + "create policy p on t using (a > 0);",
     table("a integer") + "create policy p on t as restrictive for update using (a > 1) with check (a < 9);",
     rows_of_a},
    {"a policy goes", table("a integer") + "create policy p on t using (a > 0);", table("a integer"), rows_of_a},
    {"a policy's column changes its type", table("a integer") + "create policy p on t using (a > 0);",
     table("a bigint") + "create policy p on t using (a > 0);", rows_of_a},
    {"a rule of a table comes", table("a integer"),
     table("a integer") + "create rule r as on delete to t do instead nothing;", rows_of_a},
    {"a composite type comes", table(""), "create type place as (x integer, y integer);" + table("a place")},
    {"statistics come", table("a integer, b integer"),
     table("a integer, b integer") + "create statistics s on a, b from t;"},
    {"statistics' column changes its type", table("a integer, b integer") + "create statistics s on a, b from t;",
     table("a bigint, b integer") + "create statistics s on a, b from t;"},
};

const std::vector<change> places{
    {"a schema comes with a table", table(""), table("") + "create schema s;" + table("a integer", "s.u")},
    {"a schema goes with a table", table("") + "create schema s;" + table("a integer", "s.u"), table("")},
    {"a key to a table of another schema comes", "create schema s;" + table("", "s.u") + table("a bigint"),
     "create schema s;" + table("", "s.u") + table("a bigint, constraint away foreign key (a) references s.u (id)")},
    {"a column of a table of another schema changes", "create schema s;" + table("a integer unique", "s.u") + table(""),
     "create schema s;" + table("a bigint default 3 unique, b text", "s.u") + "create index i on s.u (b);" + table("")},
    {"a table of another schema gets another name",
     "create schema s;" + table("a integer", "s.u") + table(""),
     "create schema s;" + table("a integer", "s.v") + table(""),
     "insert into t (id) values (1)",
     {{"rename table s.u", "v"}}},
    {"a table moves to another schema",
     "create schema s;" + table("a integer", "u") + table(""),
     "create schema s;" + table("a integer", "s.u") + table(""),
     "insert into t (id) values (1)",
     {{"rename table u", "s.u"}}},
    {"a comment on a schema changes", "create schema s;" + table(""),
     "create schema s; comment on schema s is 'what';" + table("")},
    {"a partitioned table comes", table(""),
     table("") + "create table m (at date not null, a integer) partition by range (at); create table m_1 partition of "
                 "m for values "
                 "from ('2020-01-01') to ('2021-01-01');"},
    {"a column of a partitioned table comes",
     table("") + "create table m (at date not null, a integer) partition by range (at); create table m_1 partition of "
                 "m for values "
                 "from ('2020-01-01') to ('2021-01-01');",
     table("") + "create table m (at date not null, a integer, b text default 'x') partition by range (at); create "
                 "table m_1 partition of m "
                 "for values from ('2020-01-01') to ('2021-01-01'); create index i on m (b);"},
    {"a table is no more logged", table("a integer"), "create unlogged table t (id bigint primary key, a integer);",
     rows_of_a},
    {"a table has an option", table("a integer"), table("a integer") + "alter table t set (fillfactor = 70);",
     rows_of_a},
    {"a table tells replicas all", table("a integer"), table("a integer") + "alter table t replica identity full;",
     rows_of_a},
    {"row security is forced", table("a integer"),
     table("a integer") + "alter table t enable row level security; alter table t force row level security;",
     rows_of_a},
    {"an extension comes", table("a text"),
     "create extension pg_trgm;" + table("a text") + "create index i on t using gin (a gin_trgm_ops);"},
    {"an index of vectors has an option",
     "create extension vector;" + table("a vector(3)") + "create index i on t using hnsw (a vector_l2_ops);",
     "create extension vector;" + table("a vector(3)") +
         "create index i on t using hnsw (a vector_l2_ops) with (m = 16);"},
};

}  // namespace

TEST_CASE("enums change, there and back", "[autogenerate]") { all_go("postgresql", enums); }
TEST_CASE("domains change, there and back", "[autogenerate]") { all_go("postgresql", domains); }
TEST_CASE("sequences and identities change, there and back", "[autogenerate]") { all_go("postgresql", numbers); }
TEST_CASE("comments change, there and back", "[autogenerate]") { all_go("postgresql", comments); }
TEST_CASE("types that only PostgreSQL has change, there and back", "[autogenerate]") { all_go("postgresql", types); }
TEST_CASE("constraints that only PostgreSQL has change, there and back", "[autogenerate]") {
    all_go("postgresql", constraints);
}
TEST_CASE("indexes that only PostgreSQL has change, there and back", "[autogenerate]") {
    all_go("postgresql", indexes);
}
TEST_CASE("materialised views change, there and back", "[autogenerate]") { all_go("postgresql", views); }
TEST_CASE("functions, triggers, policies and others change, there and back", "[autogenerate]") {
    all_go("postgresql", functions);
}
TEST_CASE("schemas, partitions and how tables are kept change, there and back", "[autogenerate]") {
    all_go("postgresql", places);
}
