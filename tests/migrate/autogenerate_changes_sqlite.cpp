#include <support/database.hpp>

#include "changes.hpp"

// Changes of what only SQLite has, or says in its own way.

using rowan::test::all_go;
using rowan::test::change;
using rowan::test::table;

namespace {

const std::string rows_of_a = "insert into t (id, a) values (1, 1), (2, 2)";
const std::string children = table("t_id bigint references t (id) on delete cascade", "u") +
                             table("t_id bigint references t (id) on delete set null", "v");
const std::string rows_of_children = rows_of_a + "; insert into u values (1, 1); insert into v values (1, 2)";

const std::vector<change> changes{
    {"a table becomes strict", "create table t (id integer primary key, a integer, b text);",
     "create table t (id integer primary key, a integer, b text) strict;", rows_of_a},
    {"a table ceases to be strict", "create table t (id integer primary key, a integer) strict;",
     "create table t (id integer primary key, a integer);", rows_of_a},
    {"a table with types of other names becomes strict", table("a varchar(20), b boolean"),
     "create table t (id integer primary key, a text, b integer) strict;", "insert into t (id, a) values (1, 'x')"},
    {"a table is kept without rowid", table("a integer"),
     "create table t (id bigint primary key, a integer) without rowid;", rows_of_a},
    {"a table without rowid gets one", "create table t (id bigint primary key, a integer) without rowid;",
     table("a integer"), rows_of_a},
    {"a table becomes strict and without rowid", "create table t (id integer primary key, a integer) ;" + children,
     "create table t (id integer primary key, a integer) strict, without rowid;" + children, rows_of_children},
    {"the parent of other tables becomes strict", "create table t (id integer primary key, a integer);" + children,
     "create table t (id integer primary key, a integer) strict;" + children, rows_of_children},
    {"a column of a parent changes its type", table("a integer") + children,
     table("a text not null default 'x'") + children, rows_of_children},
    {"a column of a parent goes", table("a integer, b text check (b <> '')") + children, table("a integer") + children,
     rows_of_children},
    {"a key of children changes what it does", table("a integer") + children,
     table("a integer") + table("t_id bigint references t (id) on delete set null", "u") +
         table("t_id bigint references t (id) on delete cascade", "v"),
     rows_of_children},
    {"a table with triggers, views and indexes is made anew",
     table("a integer, b text") +
         "create index i on t (a) where a > 0; create view w as select id from t where a = 1; create "
         "trigger g after update of b on t begin update t set b = 'x' where id = new.id; end;",
     table("a text, b text") +
         "create index i on t (a) where a > 0; create view w as select id from t where a = 1; create "
         "trigger g after update of b on t begin update t set b = 'x' where id = new.id; end;",
     rows_of_a},
    {"a key gets numbers of its own", "create table t (id integer not null, a integer, primary key (id));",
     "create table t (id integer primary key autoincrement, a integer);", rows_of_a},
    {"a collation comes", table("a text"), table("a text collate nocase")},
    {"a collation goes", table("a text collate nocase unique"), table("a text unique")},
    {"a unique constraint replaces", table("a integer unique"), table("a integer unique on conflict replace"),
     rows_of_a},
    {"a rule of null is ignored", table("a integer not null"), table("a integer not null on conflict ignore"),
     rows_of_a},
    {"a column is computed when it is read", table("a integer"),
     table("a integer, b integer generated always as (a + 1) virtual"), rows_of_a},
    {"a computed column is stored", table("a integer, b integer generated always as (a + 1) virtual"),
     table("a integer, b integer generated always as (a + 1) stored"), rows_of_a},
    {"a trigger comes", table("a integer"),
     table("a integer") +
         "create trigger g after insert on t when new.a > 3 begin delete from t where id = new.id; end;",
     rows_of_a},
    {"a trigger changes", table("a integer") + "create trigger g after insert on t begin select 1; end;",
     table("a integer") + "create trigger g before delete on t begin select 2; end;", rows_of_a},
    {"a trigger of a view comes", table("a integer") + "create view w as select a from t;",
     table("a integer") +
         "create view w as select a from t; create trigger g instead of insert on w begin select 1; end;",
     rows_of_a},
    {"a trigger of another table speaks of one that is made anew",
     table("a integer") + table("", "u") +
         "create trigger g after insert on u begin insert into t (id, a) values (new.id, 1); end;",
     table("a bigint not null") + table("", "u") +
         "create trigger g after insert on u begin insert into t (id, a) values (new.id, 1); end;",
     rows_of_a},
    {"an index has a collation", table("a text") + "create index i on t (a);",
     table("a text") + "create index i on t (a collate nocase desc);"},
    {"a virtual table comes", table(""), table("") + "create virtual table f using fts5 (x);"},
};

}  // namespace

TEST_CASE("what only SQLite has changes, there and back", "[autogenerate]") {
    SECTION("in memory") { all_go("memory", changes); }
    SECTION("in a file") { all_go("file", changes); }
}
