#include "../../src/dialect/sql_script.hpp"

#include <rowan/dialect/dialect.hpp>

#include <support/catch.hpp>

#include <string>
#include <vector>

using namespace rowan::detail;
using list = std::vector<std::string>;

namespace {

std::vector<script_piece> pieces(std::string_view script, const rowan::dialect& of) {
    std::vector<script_piece> result;
    for (script_reader in(script, of.can()); !in.at_end();) result.push_back(in.next());
    return result;
}

list statements(std::string_view script, const rowan::dialect& of) {
    list result;
    for (const script_piece& each : pieces(script, of)) {
        if (!each.statement.empty()) result.emplace_back(each.statement);
    }
    return result;
}

list postgresql(std::string_view script) { return statements(script, rowan::postgresql_dialect()); }
list sqlite(std::string_view script) { return statements(script, rowan::sqlite_dialect()); }

script_fault fault(std::string_view script, const rowan::dialect& of = rowan::postgresql_dialect()) {
    for (const script_piece& each : pieces(script, of)) {
        if (each.fault != script_fault::none) return each.fault;
    }
    return script_fault::none;
}

}  // namespace

TEST_CASE("pieces make up the script") {
    const std::string script = " -- a\n;; select 1; /* b */ copy t from stdin;\n1\n\\.\nselect 2 -- c\n";
    std::string whole;
    for (const script_piece& each : pieces(script, rowan::postgresql_dialect())) whole += each.all;
    CHECK(whole == script);
}

TEST_CASE("the body of a trigger holds its semicolons, and its cases their ends") {
    const std::string trigger =
        "create trigger t after insert on a when new.x > 1 begin\n"
        "  update a set x = case when x > 1 then 2 else 3 end;\n"
        "  select case x when 1 then 2 end; -- end;\n"
        "end";
    CHECK(sqlite(trigger + "; select 1") == list{trigger, "select 1"});
    CHECK(sqlite("create temp trigger t after insert on a begin delete from b; end; c").size() == 2);
    CHECK(sqlite("create temporary trigger if not exists t after insert on a begin delete from b; end; c").size() == 2);
}

TEST_CASE("a trigger that calls a function has no body") {
    CHECK(postgresql("create or replace trigger t before update on a execute function f(); b").size() == 2);
    CHECK(postgresql("create constraint trigger t after update on a execute function f(); b").size() == 2);
}

TEST_CASE("a table that is called trigger opens no body") {
    CHECK(sqlite("create table trigger (begin int); select 1; select 2").size() == 3);
}

TEST_CASE("the parentheses of a rule hold its semicolons") {
    const std::string rule =
        "create or replace rule r as on insert to v do instead (insert into a values (1); delete from b)";
    CHECK(postgresql(rule + "; select 1") == list{rule, "select 1"});
    CHECK(postgresql("select (1; select 2").size() == 2);
}

TEST_CASE("a column called end ends no body") {
    const std::string function =
        "create function f() returns int begin atomic select t.end as end from t; select case 1 when 1 then 2 end; end";
    CHECK(postgresql(function + "; select 3") == list{function, "select 3"});
}

TEST_CASE("rows follow a copy from stdin up to their last line") {
    const auto found = pieces("copy t (a, b) from stdin;\n1\t';\n2\t$$\n\\.\nselect 1;", rowan::postgresql_dialect());
    REQUIRE(found.size() == 2);
    CHECK(found[0].statement == "copy t (a, b) from stdin");
    CHECK(found[0].has_rows);
    CHECK(found[0].rows == "1\t';\n2\t$$\n");
    CHECK(found[1].statement == "select 1");
}

TEST_CASE("rows may have lines as Windows ends them, or none at all") {
    CHECK(pieces("COPY t FROM STDIN WITH (format csv);\r\na,b\r\n\\.\r\n", rowan::postgresql_dialect())[0].rows ==
          "a,b\r\n");
    const auto none = pieces("copy t from stdin; \n\\.", rowan::postgresql_dialect());
    CHECK(none[0].has_rows);
    CHECK(none[0].rows.empty());
    CHECK(fault("copy t from stdin; \n\\.") == script_fault::none);
}

TEST_CASE("other copies take no rows") {
    for (const char* text : {"copy t to stdout; select 1;", "copy t from '/tmp/stdin'; select 1;",
                             "copy t from \"stdin\"; select 1;", "copy (select 1 from stdin) to '/tmp/x'; select 1;"})
        CHECK(postgresql(text).size() == 2);
}

TEST_CASE("PostgreSQL nests comments and SQLite does not") {
    CHECK(postgresql("a /* /* ; */ ; */ ; b").size() == 2);
    CHECK(sqlite("a /* /* ; */ ; b").size() == 2);
}

TEST_CASE("SQLite quotes names in three ways") {
    CHECK(sqlite("select \"a;\", [b;], `c;`; d").size() == 2);
    CHECK(postgresql("select a[1]; b").size() == 2);
}

TEST_CASE("dollars quote in PostgreSQL alone") {
    CHECK(postgresql("do $a$ ; $$ ; $a$; b").size() == 2);
    CHECK(sqlite("select $a; b; $a").size() == 3);
}

TEST_CASE("a string with escapes goes on in the next line") {
    CHECK(postgresql("select E'a\\''\n  '\\'; b'; c") == list{"select E'a\\''\n  '\\'; b'", "c"});
    CHECK(postgresql("select E'a' -- one\n '\\';'; c").size() == 2);
    CHECK(postgresql("select E'a' '\\'; c").size() == 2);
}

TEST_CASE("what is never closed is a fault of its own") {
    CHECK(fault("select 'a;\nb") == script_fault::open_quote);
    CHECK(fault("select \"a;") == script_fault::open_quote);
    CHECK(fault("do $x$ begin; $$;") == script_fault::open_quote);
    CHECK(fault("select [a;", rowan::sqlite_dialect()) == script_fault::open_quote);
    CHECK(fault("select 1 /* /* */ ;") == script_fault::open_comment);
    CHECK(fault("create function f() begin atomic select 1;") == script_fault::open_body);
    CHECK(fault("create trigger t after insert on a begin delete from b;") == script_fault::open_body);
    CHECK(fault("create rule r as on insert to a do (select 1;") == script_fault::open_body);
    CHECK(fault("copy t from stdin;\n1\n2\n") == script_fault::open_rows);
    CHECK(fault("copy t from stdin") == script_fault::open_rows);
    CHECK(fault("copy t from stdin; select 1;\n\\.\n") == script_fault::text_before_rows);
    CHECK(fault("select '$$ /* \"', $$ ' $$ -- '\n;") == script_fault::none);
}

TEST_CASE("commands of psql and sqlite3 are no SQL") {
    CHECK(fault("select 1;\n\\i other.sql\n") == script_fault::client_command);
    CHECK(fault("select 1 \\gset\n") == script_fault::client_command);
    CHECK(fault("select 1;\n.read other.sql\n", rowan::sqlite_dialect()) == script_fault::client_command);
    CHECK(fault("select t\n.x, '\\i', .5;") == script_fault::none);
}
