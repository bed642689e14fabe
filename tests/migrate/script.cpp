#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/migrate/script.hpp>

#include <support/database.hpp>

#include "sql_folder.hpp"

using namespace rowan::migrate;
using rowan::postgresql_dialect;
using rowan::sqlite_dialect;
using rowan::test::containing;
using rowan::test::files;
using rowan::test::sql_folder;

namespace {

script_error error_of(std::string_view script, const rowan::dialect& of = postgresql_dialect()) {
    try {
        check_in_transaction(script, of, {"0003_x.sql", 1, {}});
    } catch (const script_error& error) { return error; }
    throw std::logic_error("no script_error");
}

std::string text_of(std::string_view script, const rowan::dialect& of = postgresql_dialect()) {
    return error_of(script, of).what();
}

revision_error failure_of(rowan::session& db, const sql_folder& given) {
    try {
        rowan::migrator(db, folder(given.path())).upgrade();
    } catch (const revision_error& error) { return error; }
    throw std::logic_error("no revision_error");
}

}  // namespace

TEST_CASE("a statement knows its line and column in the file") {
    const auto all =
        statements_of("-- ä\nselect 1; /* ö */ select 2;\n\n  select 3", postgresql_dialect(), {"x.sql", 10, {}});
    REQUIRE(all.size() == 3);
    CHECK(all[0].line == 11);
    CHECK(all[0].column == 1);
    CHECK(all[1].line == 11);
    CHECK(all[1].column == 19);
    CHECK(all[2].line == 13);
    CHECK(all[2].column == 3);
    CHECK(all[2].text == "select 3");
}

TEST_CASE("a copy from stdin keeps its rows") {
    const auto all = statements_of("copy t from stdin;\n1\n\\.\nselect 2;", postgresql_dialect());
    REQUIRE(all.size() == 2);
    CHECK(all[0].text == "copy t from stdin;\n1\n\\.\n");
    CHECK(all[1].line == 4);
}

TEST_CASE("what is never closed is named with its place") {
    CHECK(text_of("select 1;\nselect 'ä', 'b;") == "0003_x.sql:2:13: the quote that opens here, ', is never closed");
    CHECK_THAT(text_of("do $x$ begin"), containing("0003_x.sql:1:4: the quote that opens here, $…$, is never closed"));
    CHECK_THAT(text_of("select 1 /* a"), containing("0003_x.sql:1:10: the comment that opens here is never closed"));
    CHECK_THAT(text_of("\ncreate trigger t after insert on a begin select 1;", sqlite_dialect()),
               containing("0003_x.sql:2:1: the statement that begins here is never closed"));
    CHECK_THAT(text_of("\n\ncopy t from stdin;\n1\n"), containing("0003_x.sql:3:1: no line \\. ends the rows"));
}

TEST_CASE("commands of psql and sqlite3 are refused by their names") {
    CHECK_THAT(text_of("select 1;\n\\i other.sql"), containing("0003_x.sql:2:1: \\i is a command of psql, not SQL"));
    CHECK_THAT(text_of("  \\set x 1"), containing("0003_x.sql:1:3: \\set is a command of psql"));
    CHECK_THAT(text_of(".read x.sql", sqlite_dialect()), containing(".read is a command of sqlite3, not SQL"));
}

TEST_CASE("a script in a transaction begins and ends none") {
    for (const char* text : {"begin;", "BEGIN transaction;", "start transaction;", "commit;", "rollback;", "end;",
                             "abort;", "rollback and chain;", "prepare transaction 'a';", "commit prepared 'a';"}) {
        INFO(text);
        CHECK(error_of("select 1;\n\n" + std::string(text)).line() == 3);
        CHECK_THAT(text_of(text), containing("a migration runs in a transaction already"));
    }
}

TEST_CASE("savepoints and words that look like transactions are left alone") {
    for (const char* text :
         {"savepoint a; rollback to a; release a;", "rollback work to savepoint a;", "prepare p as select 1;",
          "do $$ begin commit; end $$;", "create table begin (commit int);"})
        CHECK_NOTHROW(check_in_transaction(text, postgresql_dialect()));
    CHECK_NOTHROW(
        check_in_transaction("create trigger t after insert on a begin delete from b; end;", sqlite_dialect()));
}

TEST_CASE("a hundred thousand statements are split and their lines counted") {
    std::string script;
    for (int i = 0; i != 100'000; ++i) script += "insert into t values ('a''b', $x$;$x$); -- c\n";
    const auto all = statements_of(script, postgresql_dialect());
    REQUIRE(all.size() == 100'000);
    CHECK(all.back().line == 100'000);
}

DATABASE_TEST_CASE("an error of the database says file and line", "[folder]") {
    const sql_folder given(
        files{{"0001_a.sql", "-- first\ncreate table a (x int);\n\ninsert into a\n  values (nowhere);\n"}});
    const auto error = failure_of(database.session(), given);
    CHECK(error.file() == given.path("0001_a.sql"));
    CHECK(error.line() == 5);
    CHECK_THAT(error.what(), containing(given.path("0001_a.sql") + ":5: "));
}

DATABASE_TEST_CASE("an error in a section and in a file for one backend says its line, too", "[folder]") {
    const std::string wrong = "-- up\ncreate table a (x int);\n-- down\ndrop table a;\n\ndrop table b;\n";
    const sql_folder given(files{{"0001_a.postgresql.sql", wrong}, {"0001_a.sqlite.sql", wrong}});
    rowan::migrator by(database.session(), folder(given.path()));
    by.upgrade();
    try {
        by.downgrade("base");
        FAIL("no error");
    } catch (const revision_error& error) {
        CHECK(error.file() == given.path(database.is("sqlite") ? "0001_a.sqlite.sql" : "0001_a.postgresql.sql"));
        CHECK(error.line() == 6);
    }
}

DATABASE_TEST_CASE("what only this backend's reading of a script shows stops it before it runs", "[folder]") {
    const sql_folder given(
        files{{"0001_a.sql", "create table a (x int);\nselect '$$ ; ' , \"$$\";\nselect $$ begin; $$;\nbegin;\n"}});
    CHECK_THROWS_AS(folder(given.path()), script_error);
    given.write("0001_a.sql",
                "create table a (x int);\ncreate table \"b$$\" (x int);\nselect 1 as \"c\"; select $$\n;begin;\n$$;");
    rowan::migrator by(database.session(), folder(given.path()));
    if (database.is("sqlite")) {
        CHECK_THROWS_WITH(by.upgrade(), containing(given.path("0001_a.sql") + ":4:2: `begin`"));
        CHECK(by.current().empty());
    } else {
        by.upgrade();
    }
}

TEST_CASE("triggers, functions, rules and rows run as files on PostgreSQL", "[postgresql]") {
    rowan::test::test_database database("postgresql");
    const sql_folder given(files{{"0001_all.sql", R"(create table a (id int primary key, n text);
create view v as select * from a;
create rule r as on insert to v do instead (insert into a values (new.id, 'a;'); notify x);
create function touch() returns trigger language plpgsql as $f$ begin new.n := coalesce(new.n, 'x;'); return new; end; $f$;
create trigger t before insert on a for each row execute function touch();
create function twice() returns int begin atomic
  select case when true then 1 end; select 2; -- ;
end;
/* a /* nested; */ comment; */
copy a (id, n) from stdin;
1	one
2	\N
\.
insert into v (id) values (3);
)"}});
    rowan::migrator(database.session(), folder(given.path())).upgrade();
    CHECK(database.session().query_value<std::string>("select string_agg(n, ' ' order by id) from a") == "one x; a;");
}

TEST_CASE("triggers run as files on SQLite", "[sqlite]") {
    rowan::test::test_database database("memory");
    const sql_folder given(files{{"0001_all.sql", R"(create table a (id integer primary key, n text);
create table [log;] (n text);
create trigger t after insert on a begin
  insert into [log;] values (case when new.n is null then 'none;' else new.n end);
  select case new.id when 1 then 2 end;
end;
insert into a (n) values (null), ('x');
)"}});
    rowan::migrator(database.session(), folder(given.path())).upgrade();
    CHECK(database.session().query_value<std::string>("select group_concat(n, ' ') from [log;]") == "none; x");
}
