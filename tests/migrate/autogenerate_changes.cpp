#include <support/database.hpp>

#include "changes.hpp"

// The changes that people make to schemas, one by one: from one script to another on tables with rows, and back.

using rowan::test::all_go;
using rowan::test::change;
using rowan::test::table;

namespace {

const std::string rows_of_a = "insert into t (id, a) values (1, 1), (2, 2)";
const std::string rows_of_b = "insert into t (id, b) values (1, 'x'), (2, 'y')";

const std::vector<change> tables{
    {"a table comes", table("a integer"), table("a integer") + table("b text", "u")},
    {"a table with a key to another one comes", table(""), table("") + table("t_id bigint references t (id)", "u")},
    {"tables come of which one has a key to the other", table(""),
     table("") + table("v_id bigint", "u") + table("u_id bigint references u (id)", "v")},
    {"a table with a key to itself comes", table(""), table("") + table("u_id bigint references u (id)", "u")},
    {"a table without a primary key comes", table(""), table("") + "create table u (a integer, b text not null);"},
    {"a table with everything comes", table("a integer unique"),
     table("a integer unique") +
         table("a integer not null default 3 check (a > 0), b varchar(20) not null unique, c integer references t (a), "
               "constraint pair unique (a, b)",
               "u") +
         "create index u_a on u (a desc); create unique index u_b on u (b) where a > 1;"},
    {"a table goes", table("") + table("a integer", "u"), table("")},
    {"a table goes that another one's key leads to", table("", "u") + table("a bigint references u (id)"),
     table("a bigint")},
    {"a table goes with its index", table("") + table("a integer", "u") + "create index u_a on u (a);", table("")},
    {"a table goes and one of its name comes", table("") + table("a integer, b integer", "u"),
     table("") + table("c text, d text", "u"), "insert into t (id) values (1); insert into u (id, a) values (1, 2)"},
    {"a table gets another name",
     table("a integer", "u") + table(""),
     table("a integer", "v") + table(""),
     "insert into t (id) values (1); insert into u (id, a) values (1, 2)",
     {{"rename table u", "v"}}},
    {"a table with an index and keys to it gets another name",
     table("") + table("a integer", "u") + table("u_id bigint references u (id)", "w") + "create index i on u (a);",
     table("") + table("a integer", "v") + table("u_id bigint references v (id)", "w") + "create index i on v (a);",
     "insert into t (id) values (1); insert into u (id, a) values (1, 2); insert into w values (1, 1)",
     {{"rename table u", "v"}}},
    {"a table gets another name, and one with its old name comes",
     table("") + table("a integer, b integer", "u"),
     table("") + table("a integer, b integer", "v"),
     "insert into t (id) values (1)",
     {{"rename table u", "v"}}},
};

const std::vector<change> columns{
    {"a column comes that may be null", table(""), table("a integer")},
    {"a column with a default comes", table(""), table("a integer not null default 7")},
    {"a column with a text as default comes", table(""), table("a varchar(30) not null default 'it''s'")},
    {"a column with an expression as default comes", table(""), table("a integer default (1 + 2)")},
    {"a column of an instant comes", table(""), table("a timestamp default current_timestamp"), ""},
    {"a column with a rule comes", table(""), table("a integer default 1 check (a > 0)")},
    {"a unique column comes", table(""), table("a integer unique")},
    {"a column with a key to its own table comes", table(""), table("a bigint references t (id)")},
    {"several columns come", table(""), table("a integer, b text, c numeric(10, 2) default 0 not null")},
    {"a column goes", table("a integer, b text"), table("a integer"), rows_of_b},
    {"a column goes that has a default", table("a integer not null default 4, b text"), table("b text"), rows_of_b},
    {"a column of an index goes", table("a integer, b text") + "create index t_a on t (a);", table("b text"),
     rows_of_b},
    {"a column of an index of two goes", table("a integer, b text") + "create index t_ab on t (a, b);", table("b text"),
     rows_of_b},
    {"a unique column goes", table("a integer unique, b text"), table("b text"), rows_of_b},
    {"a column with a rule goes", table("a integer check (a > 0), b text"), table("b text"), rows_of_b},
    {"a column of a rule of two goes", table("a integer, b text, constraint both_there check (a > 0 or b <> '')"),
     table("b text"), rows_of_b},
    {"a column with a key goes", table("a bigint references t (id), b text"), table("b text"), rows_of_b},
    {"a column of the primary key goes", "create table t (id bigint, a integer, primary key (id, a));",
     "create table t (id bigint primary key);", ""},
    {"one column comes and another goes", table("a integer"), table("b text"), rows_of_a, {{"rename t.a", "dropped"}}},
    {"a column gets another name",
     table("a integer, b text"),
     table("a integer, c text"),
     rows_of_b,
     {{"rename t.b", "c"}}},
    {"a column of keys, rules and indexes gets another name",
     table("a integer unique, constraint positive check (a > 0)") + "create index i on t (a) where a > 1;" +
         table("x integer references t (a)", "u"),
     table("c integer unique, constraint positive check (c > 0)") + "create index i on t (c) where c > 1;" +
         table("x integer references t (c)", "u"),
     rows_of_a,
     {{"rename t.a", "c"}}},
    {"the column of the primary key gets another name",
     "create table t (id bigint primary key, a bigint references t (id));",
     "create table t (number bigint primary key, a bigint references t (number));",
     rows_of_a,
     {{"rename t.id", "number"}}},
    {"a column that becomes longer gets another name",
     table("b varchar(10)"),
     table("c varchar(20)"),
     rows_of_b,
     {{"rename t.b", "c"}}},
    {"two columns change their names",
     table("a integer, b text"),
     table("c integer, d text"),
     rows_of_b,
     {{"rename t.a", "c"}, {"rename t.b", "d"}}},
};

const std::vector<change> kinds{
    {"a column takes no more null", table("a integer"), table("a integer not null"), rows_of_a},
    {"a column takes no more null, and gets a default", table("a integer"), table("a integer not null default 0"),
     rows_of_a},
    {"rows get a value as a column takes no more null",
     table("a integer"),
     table("a integer not null"),
     "insert into t (id, a) values (1, null), (2, 2)",
     {{"fill nulls t.a", "0"}}},
    {"a column of an index takes no more null", table("a integer") + "create index i on t (a);",
     table("a integer not null") + "create index i on t (a);", rows_of_a},
    {"a column takes null", table("a integer not null"), table("a integer"), rows_of_a},
    {"an integer becomes a bigint", table("a integer"), table("a bigint"), rows_of_a},
    {"a bigint becomes an integer", table("a bigint"), table("a integer"), rows_of_a},
    {"an integer becomes a numeric", table("a integer"), table("a numeric(12, 2)"), rows_of_a},
    {"an integer becomes a text", table("a integer"), table("a text"), rows_of_a},
    {"a text becomes an integer", table("a text"), table("a integer"),
     "insert into t (id, a) values (1, '1'), (2, '2')"},
    {"a text gets a length", table("b text"), table("b varchar(20)"), rows_of_b},
    {"a length grows", table("b varchar(20)"), table("b varchar(200)"), rows_of_b},
    {"a length shrinks", table("b varchar(200)"), table("b varchar(20)"), rows_of_b},
    {"a length goes", table("b varchar(200)"), table("b text"), rows_of_b},
    {"a numeric gets other places", table("a numeric(10, 2)"), table("a numeric(12, 4)"), rows_of_a},
    {"a real becomes a double precision", table("a real"), table("a double precision"), rows_of_a},
    {"a column that is a key changes its type", table("a integer unique") + table("x integer references t (a)", "u"),
     table("a bigint unique") + table("x bigint references t (a)", "u"), rows_of_a + "; insert into u values (1, 2)"},
    {"the primary key changes its type", "create table t (id integer not null, primary key (id));",
     "create table t (id bigint not null, primary key (id));"},
    {"a column of an index, a rule and a default changes its type",
     table("a integer default 3 check (a > 0)") + "create index i on t (a) where a > 1;",
     table("a bigint default 3 check (a > 0)") + "create index i on t (a) where a > 1;", rows_of_a},
    {"a default comes", table("a integer"), table("a integer default 3"), rows_of_a},
    {"a default changes", table("a integer default 3"), table("a integer default 4"), rows_of_a},
    {"a default goes", table("a integer default 3"), table("a integer"), rows_of_a},
    {"a default becomes an expression", table("a integer default 3"), table("a integer default (3 + 4)"), rows_of_a},
    {"a default of a text changes", table("b varchar(10) default 'x'"), table("b varchar(10) default 'it''s'"),
     rows_of_b},
    {"a default, a type and null change at once", table("a integer default 3"), table("a bigint not null default 4"),
     rows_of_a},
};

const std::vector<change> constraints{
    {"a primary key comes", "create table t (id bigint not null, a integer);",
     "create table t (id bigint not null, a integer, primary key (id));"},
    {"a primary key of two columns comes", "create table t (id bigint not null, a integer not null);",
     "create table t (id bigint not null, a integer not null, primary key (id, a));", rows_of_a},
    {"a primary key goes", "create table t (id bigint not null, primary key (id));",
     "create table t (id bigint not null);"},
    {"a primary key becomes one of two columns",
     "create table t (id bigint not null, a integer not null, primary key (id));",
     "create table t (id bigint not null, a integer not null, primary key (id, a));", rows_of_a},
    {"a primary key has its columns in another order",
     "create table t (id bigint not null, a integer not null, primary key (id, a));",
     "create table t (id bigint not null, a integer not null, primary key (a, id));", rows_of_a},
    {"a primary key that others lead to becomes another one",
     "create table t (id bigint not null, a integer not null, primary key (id));" +
         table("x bigint references t (id)", "u"),
     "create table t (id bigint not null unique, a integer not null, primary key (id, a));" +
         table("x bigint references t (id)", "u"),
     rows_of_a + "; insert into u values (1, 2)"},
    {"a unique constraint comes", table("a integer"), table("a integer, constraint sole unique (a)"), rows_of_a},
    {"a unique constraint of two columns comes", table("a integer, b text"),
     table("a integer, b text, constraint sole unique (a, b)"), rows_of_a},
    {"a unique constraint goes", table("a integer, constraint sole unique (a)"), table("a integer"), rows_of_a},
    {"a unique constraint changes its columns", table("a integer, b text, constraint sole unique (a)"),
     table("a integer, b text, constraint sole unique (a, b)"), rows_of_a},
    {"a unique constraint gets another name", table("a integer, constraint one unique (a)"),
     table("a integer, constraint two unique (a)"), rows_of_a},
    {"a unique constraint becomes an index", table("a integer, constraint sole unique (a)"),
     table("a integer") + "create unique index sole_a on t (a);", rows_of_a},
    {"a rule comes", table("a integer"), table("a integer, constraint positive check (a > 0)"), rows_of_a},
    {"a rule changes", table("a integer, constraint positive check (a > 0)"),
     table("a integer, constraint positive check (a > 0 and a < 100)"), rows_of_a},
    {"a rule goes", table("a integer, constraint positive check (a > 0)"), table("a integer"), rows_of_a},
    {"a rule gets another name", table("a integer, constraint one check (a > 0)"),
     table("a integer, constraint two check (a > 0)"), rows_of_a},
    {"a rule gets the name of another one",
     table("a integer, constraint one check (a > 0), constraint two check (a > -1)"),
     table("a integer, constraint two check (a > 0)"), rows_of_a},
    {"a foreign key comes", table("a bigint"), table("a bigint, constraint self foreign key (a) references t (id)"),
     rows_of_a},
    {"a foreign key goes", table("a bigint, constraint self foreign key (a) references t (id)"), table("a bigint"),
     rows_of_a},
    {"a foreign key leads elsewhere",
     table("", "u") + table("", "v") + table("a bigint, constraint to_it foreign key (a) references u (id)"),
     table("", "u") + table("", "v") + table("a bigint, constraint to_it foreign key (a) references v (id)"),
     "insert into u values (1), (2); insert into v values (1), (2); " + rows_of_a},
    {"a foreign key changes what happens on deletion",
     table("a bigint, constraint self foreign key (a) references t (id)"),
     table("a bigint, constraint self foreign key (a) references t (id) on delete cascade"), rows_of_a},
    {"a foreign key changes what happens on update",
     table("a bigint, constraint self foreign key (a) references t (id) on update cascade"),
     table("a bigint, constraint self foreign key (a) references t (id) on update set null"), rows_of_a},
    {"a foreign key that waits comes", table("a bigint"),
     table("a bigint, constraint self foreign key (a) references t (id) deferrable initially deferred"), rows_of_a},
    {"a foreign key waits", table("a bigint, constraint self foreign key (a) references t (id)"),
     table("a bigint, constraint self foreign key (a) references t (id) deferrable initially deferred"), rows_of_a},
    {"a foreign key of two columns comes",
     table("a integer, b text, constraint pair unique (a, b)") + table("x integer, y text", "u"),
     table("a integer, b text, constraint pair unique (a, b)") +
         table("x integer, y text, constraint to_pair foreign key (x, y) references t (a, b) on delete cascade", "u"),
     rows_of_b},
    {"a foreign key of two columns changes their order",
     table("a integer, b integer, constraint one unique (a, b), constraint two unique (b, a)") +
         table("x integer, y integer, constraint to_pair foreign key (x, y) references t (a, b)", "u"),
     table("a integer, b integer, constraint one unique (a, b), constraint two unique (b, a)") +
         table("x integer, y integer, constraint to_pair foreign key (x, y) references t (b, a)", "u"),
     rows_of_a},
    {"a key to another table comes", table("u_id bigint") + table("t_id bigint", "u"),
     table("u_id bigint") + table("t_id bigint, constraint to_t foreign key (t_id) references t (id)", "u")},
};

const std::vector<change> indexes{
    {"an index comes", table("a integer"), table("a integer") + "create index i on t (a);", rows_of_a},
    {"a unique index comes", table("a integer"), table("a integer") + "create unique index i on t (a);", rows_of_a},
    {"an index of two columns comes", table("a integer, b text"),
     table("a integer, b text") + "create index i on t (a, b);", rows_of_a},
    {"an index the other way round comes", table("a integer"), table("a integer") + "create index i on t (a desc);",
     rows_of_a},
    {"an index of mixed order comes", table("a integer, b text"),
     table("a integer, b text") + "create index i on t (a desc, b);", rows_of_a},
    {"a partial index comes", table("a integer"), table("a integer") + "create index i on t (a) where a > 0;",
     rows_of_a},
    {"a unique partial index comes", table("a integer"),
     table("a integer") + "create unique index i on t (a) where a is not null and a <> 3;", rows_of_a},
    {"an index of an expression comes", table("b text"), table("b text") + "create index i on t (lower(b));",
     rows_of_b},
    {"an index goes", table("a integer") + "create index i on t (a);", table("a integer"), rows_of_a},
    {"an index of an expression goes", table("b text") + "create index i on t (lower(b));", table("b text"), rows_of_b},
    {"an index gets another name", table("a integer") + "create index i on t (a);",
     table("a integer") + "create index j on t (a);", rows_of_a},
    {"an index gets another name and becomes unique", table("a integer") + "create index i on t (a);",
     table("a integer") + "create unique index j on t (a);", rows_of_a},
    {"an index becomes unique", table("a integer") + "create index i on t (a);",
     table("a integer") + "create unique index i on t (a);", rows_of_a},
    {"an index gets another order", table("a integer") + "create index i on t (a);",
     table("a integer") + "create index i on t (a desc);", rows_of_a},
    {"an index gets other columns", table("a integer, b text") + "create index i on t (a);",
     table("a integer, b text") + "create index i on t (b, a);", rows_of_a},
    {"an index gets another condition", table("a integer") + "create index i on t (a) where a > 0;",
     table("a integer") + "create index i on t (a) where a > 1;", rows_of_a},
    {"an index loses its condition", table("a integer") + "create index i on t (a) where a > 0;",
     table("a integer") + "create index i on t (a);", rows_of_a},
    {"an index gets another expression", table("b text") + "create index i on t (lower(b));",
     table("b text") + "create index i on t (upper(b), id);", rows_of_b},
    {"a unique index becomes a constraint", table("a integer") + "create unique index sole_a on t (a);",
     table("a integer, constraint sole unique (a)"), rows_of_a},
};

const std::vector<change> objects{
    {"a view comes", table("a integer"), table("a integer") + "create view w as select id, a from t where a > 0;",
     rows_of_a},
    {"a view goes", table("a integer") + "create view w as select id, a from t;", table("a integer"), rows_of_a},
    {"a view changes", table("a integer") + "create view w as select id, a from t;",
     table("a integer") + "create view w as select id from t where a > 1;", rows_of_a},
    {"a view that another one looks at changes",
     table("a integer") + "create view w as select id, a from t; create view x as select id from w;",
     table("a integer") + "create view w as select id, a + 1 as a from t; create view x as select id from w;",
     rows_of_a},
    {"a column under views changes its type",
     table("a integer") + "create view w as select id, a from t; create view x as select a from w;",
     table("a numeric(10, 2)") + "create view w as select id, a from t; create view x as select a from w;", rows_of_a},
    {"a column under a view goes with it", table("a integer, b text") + "create view w as select id, a from t;",
     table("b text"), rows_of_b},
    {"a column under a view goes, and the view changes",
     table("a integer, b text") + "create view w as select id, a, b from t;",
     table("b text") + "create view w as select id, b from t;", rows_of_b},
    {"a computed column comes", table("a integer"), table("a integer, c integer generated always as (a * 2) stored"),
     rows_of_a},
    {"a computed column changes", table("a integer, c integer generated always as (a * 2) stored"),
     table("a integer, c integer generated always as (a * 3 + 1) stored"), rows_of_a},
    {"a computed column of an index changes",
     table("a integer, c integer generated always as (a * 2) stored") + "create index i on t (c);",
     table("a integer, c integer generated always as (a * 3) stored") + "create index i on t (c);", rows_of_a},
    {"a computed column goes with what it is computed of",
     table("a integer, b text, c integer generated always as (a * 2) stored"), table("b text"), rows_of_b},
    {"a computed column becomes a plain one", table("a integer, c integer generated always as (a * 2) stored"),
     table("a integer, c integer"), rows_of_a},
    {"a plain column becomes a computed one", table("a integer, c integer"),
     table("a integer, c integer generated always as (a * 2) stored"), rows_of_a},
    {"what a column is computed of changes its type", table("a integer, c integer generated always as (a * 2) stored"),
     table("a bigint, c integer generated always as (a * 2) stored"), rows_of_a},
    {"names with blanks, capitals and quotes",
     "create table \"My \"\"T\"\"\" (\"Id\" bigint primary key, \"sel ect\" integer);",
     "create table \"My \"\"T\"\"\" (\"Id\" bigint primary key, \"sel ect\" bigint default 3, \"Where\" text unique); "
     "create "
     "index \"The Index\" on \"My \"\"T\"\"\" (\"sel ect\");",
     "insert into \"My \"\"T\"\"\" values (1, 2)"},
};

}  // namespace

TEST_CASE("tables change on every backend, there and back", "[autogenerate]") {
    for (const std::string& each : rowan::test::backends()) {
        DYNAMIC_SECTION("on " << each) { all_go(each, tables); }
    }
}

TEST_CASE("columns come, go and are renamed on every backend, there and back", "[autogenerate]") {
    for (const std::string& each : rowan::test::backends()) {
        DYNAMIC_SECTION("on " << each) { all_go(each, columns); }
    }
}

TEST_CASE("types, defaults and nulls change on every backend, there and back", "[autogenerate]") {
    for (const std::string& each : rowan::test::backends()) {
        DYNAMIC_SECTION("on " << each) { all_go(each, kinds); }
    }
}

TEST_CASE("keys and rules change on every backend, there and back", "[autogenerate]") {
    for (const std::string& each : rowan::test::backends()) {
        DYNAMIC_SECTION("on " << each) { all_go(each, constraints); }
    }
}

TEST_CASE("indexes change on every backend, there and back", "[autogenerate]") {
    for (const std::string& each : rowan::test::backends()) {
        DYNAMIC_SECTION("on " << each) { all_go(each, indexes); }
    }
}

TEST_CASE("views, computed columns and hard names change on every backend, there and back", "[autogenerate]") {
    for (const std::string& each : rowan::test::backends()) {
        DYNAMIC_SECTION("on " << each) { all_go(each, objects); }
    }
}
