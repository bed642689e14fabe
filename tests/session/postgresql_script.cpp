#include "../../src/session/postgresql_script.hpp"

#include <support/catch.hpp>

#include <string>
#include <vector>

using namespace rowan::detail::postgresql;

namespace {
std::vector<std::string> statements(std::string_view script) {
    std::vector<std::string> result;
    for (script_part part; !(part = statement_at(script, result.size())).text.empty();) result.emplace_back(part.text);
    return result;
}
using list = std::vector<std::string>;
}  // namespace

TEST_CASE("blanks, comments and semicolons hold no statement") {
    CHECK_FALSE(holds_statement(""));
    CHECK_FALSE(holds_statement(" ;\n; -- select 1\n /* one /* in */ another; */ ;"));
    CHECK(holds_statement("-- one\nselect 1"));
    CHECK(holds_statement("/* a */select 1"));
}

TEST_CASE("a script is split at its semicolons") {
    CHECK(statements("select 1; select 2 ;; select 3") == list{"select 1", "select 2", "select 3"});
    CHECK(statements("a -- x\n; b") == list{"a", "b"});
}

TEST_CASE("a semicolon in quotes or comments ends no statement") {
    CHECK(statements("select ';', \"a;b\" -- ;\n; b") == list{"select ';', \"a;b\"", "b"});
    CHECK(statements("select 'it''s;' ; b") == list{"select 'it''s;'", "b"});
    CHECK(statements("select '\\'; b") == list{"select '\\'", "b"});
    CHECK(statements(R"(select E'a\';b''c;', e'\\'; b)") == list{R"(select E'a\';b''c;', e'\\')", "b"});
    CHECK(statements("select /* ; /* ; */ ; */ 1; b") == list{"select /* ; /* ; */ ; */ 1", "b"});
}

TEST_CASE("a semicolon between dollar quotes ends no statement") {
    CHECK(statements("do $$ a; b $$; c") == list{"do $$ a; b $$", "c"});
    CHECK(statements("do $x$ $$; $y$; $x$; c") == list{"do $x$ $$; $y$; $x$", "c"});
    CHECK(statements("select $1; b") == list{"select $1", "b"});
    CHECK(statements("select a$b$; c$b$") == list{"select a$b$", "c$b$"});
}

TEST_CASE("the body of an SQL function holds its semicolons") {
    const std::string function =
        "create function f() returns int begin atomic select case when true then 1 end; select 2; END";
    CHECK(statements(function + "; select 3") == list{function, "select 3"});
    CHECK(statements("begin; select 1; end; select 2") == list{"begin", "select 1", "end", "select 2"});
}

TEST_CASE("what is never closed reaches to the end of the script") {
    for (const std::string open : {"select 'a;", "select \"a;", "select $$a;", "select E'\\", "select E'a\\';",
                                   "create function f() begin atomic;"})
        CHECK(statements(open) == list{open});
    CHECK(statements("select 1 /* ; ") == list{"select 1"});
}

TEST_CASE("a statement knows the line that it starts on") {
    CHECK(statement_at("a;\n\n-- x\nb", 1).line == 4);
    CHECK(statement_at("a", 1).text.empty());
}

TEST_CASE("the server's position is counted in characters and leads to statement and line") {
    const std::string script = "select 'äöü€';\nselect\n  wrong;\nselect 3";
    const auto part = statement_around(script, 25);
    CHECK(part.text == "select\n  wrong");
    CHECK(part.line == 3);
    CHECK(statement_around(script, 1).text == "select 'äöü€'");
    CHECK(statement_around(script, 1000).text == "select 3");
    CHECK(statement_around(script, 0).line == 1);
    CHECK(statement_around("", 5).text.empty());
}
