#include <rowan/query/raw.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

using rowan::raw;
using rowan::test::containing;

namespace {

/// The text with those of `one` and `two` bound that are in it.
std::string rewritten(std::string_view sql, const rowan::dialect& of) {
    std::string fault;
    for (const auto& query :
         {raw(sql), raw(sql).bind("one", 1), raw(sql).bind("two", 2), raw(sql).bind("one", 1).bind("two", 2)}) {
        try {
            return query.to_sql(of);
        } catch (const rowan::usage_error& thrown) { fault = thrown.what(); }
    }
    throw rowan::usage_error(fault);
}
std::string on_postgresql(std::string_view sql) { return rewritten(sql, rowan::postgresql_dialect()); }
std::string on_sqlite(std::string_view sql) { return rewritten(sql, rowan::sqlite_dialect()); }

void check_untouched(const std::string& sql) {
    CHECK(on_postgresql(sql) == sql);
    CHECK(on_sqlite(sql) == sql);
}

std::string with_list(std::string_view sql, const rowan::dialect& of) {
    return raw(sql).bind("list", std::vector{1, 2}).to_sql(of);
}

}  // namespace

TEST_CASE("a name becomes a numbered parameter, the same one wherever it stands", "[raw]") {
    const std::string sql = "select * from t where a = :one and (b = :two or c=:one)";
    CHECK(on_postgresql(sql) == "select * from t where a = $1 and (b = $2 or c=$1)");
    CHECK(on_sqlite(sql) == "select * from t where a = ?1 and (b = ?2 or c=?1)");
}

TEST_CASE("a name is of letters, digits and underscores and starts with no digit", "[raw]") {
    const auto sql = [](const std::string& text) {
        return raw(text).bind("_a1_B", 1).to_sql(rowan::postgresql_dialect());
    };
    CHECK(sql("select :_a1_B+1") == "select $1+1");
    CHECK(sql("select (:_a1_B)") == "select ($1)");
    CHECK(raw("select :größe").bind("größe", 1).to_sql(rowan::sqlite_dialect()) == "select ?1");
    check_untouched("select x from t where y = :1 or z = :");
}

TEST_CASE("a parameter does not grow together with the word before it", "[raw]") {
    CHECK(on_postgresql("select:one") == "select $1");
    CHECK(on_sqlite("select:one") == "select ?1");
}

TEST_CASE("a colon in a string or a quoted name is left alone", "[raw]") {
    check_untouched("select 'a :one', 'it''s :one', '', ':one' from \"t :one\" as \"a \"\" :one\"");
    check_untouched("select 'back\\'");
    CHECK(on_postgresql("select '\\', :one, ''") == "select '\\', $1, ''");
}

TEST_CASE("a backslash escapes in an E string of PostgreSQL only", "[raw]") {
    const std::string sql = "select E'\\':one', e'a'':one\\\\', :one";
    CHECK(on_postgresql(sql) == "select E'\\':one', e'a'':one\\\\', $1");
    CHECK(on_sqlite("select E'\\', :one") == "select E'\\', ?1");
    CHECK(on_postgresql("select name'\\', :one") == "select name'\\', $1");
    CHECK(on_postgresql("select E'a' \n '\\':one', :one") == "select E'a' \n '\\':one', $1");
}

TEST_CASE("a dollar-quoted string of PostgreSQL is left alone", "[raw]") {
    CHECK(on_postgresql("select $$ :one ' $$, $a$ $$ :one $b$ $a$, :one") ==
          "select $$ :one ' $$, $a$ $$ :one $b$ $a$, $1");
    CHECK(on_postgresql("do $$ begin x := :one; end $$") == "do $$ begin x := :one; end $$");
    CHECK(on_postgresql("select a$$, :one, b$$") == "select a$$, $1, b$$");
}

TEST_CASE("a comment is left alone", "[raw]") {
    check_untouched("select 1 -- :one ' \n, 2 /* :one '  */ -- :one");
    CHECK(on_postgresql("select /* a /* b */ :one */ :two") == "select /* a /* b */ :one */ $1");
    CHECK(on_sqlite("select /* a /* b */ :one") == "select /* a /* b */ ?1");
    CHECK(on_postgresql("select 1 -- a\r:one") == "select 1 -- a\r$1");
    CHECK(on_sqlite("select 1 -- a\r:one") == "select 1 -- a\r:one");
}

TEST_CASE("SQLite's other quotes for names are left alone", "[raw]") {
    CHECK(on_sqlite("select `a :one`, [b :one ' ], :one") == "select `a :one`, [b :one ' ], ?1");
}

TEST_CASE("casts and assignments are left alone", "[raw]") {
    CHECK(on_postgresql("select a::int, :one::text, '1'::one") == "select a::int, $1::text, '1'::one");
    check_untouched("select f(a := 1, b :=one)");
}

TEST_CASE("a colon between the bounds of a slice is left alone", "[raw]") {
    for (const std::string sql : {"select a[1:2]", "select a[:2]", "select a[1:]", "select a[b:one]",
                                  "select a[(b):one]", "select a[b[1]:one]", "select a[1 :one]"}) {
        CHECK(on_postgresql(sql) == sql);
    }
}

TEST_CASE("a parameter in brackets is one where no slice can be meant", "[raw]") {
    CHECK(on_postgresql("select a[:one]") == "select a[$1]");
    CHECK(on_postgresql("select array[:one, :two]") == "select array[$1, $2]");
    CHECK(on_postgresql("select a[b:(:one)]") == "select a[b:($1)]");
    CHECK(on_postgresql("select a[1: :one]") == "select a[1: $1]");
    CHECK(on_postgresql("select a[f(1, :one)]") == "select a[f(1, $1)]");
}

TEST_CASE("quotes and comments that do not end reach to the end of the text", "[raw]") {
    for (const std::string sql : {"select ' :one", "select \" :one", "select /* :one", "select 'a'' :one"})
        check_untouched(sql);
    for (const std::string sql : {"select $$ :one", "select $a$ :one $a", "select E'\\' :one", "select E'\\"})
        CHECK(on_postgresql(sql) == sql);
    for (const std::string sql : {"select [ :one", "select ` :one"}) CHECK(on_sqlite(sql) == sql);
}

TEST_CASE("a list asks for an element of one array parameter", "[raw]") {
    CHECK(with_list("select 1 where a in (:list)", rowan::postgresql_dialect()) ==
          "select 1 where a operator(=) any ($1)");
    CHECK(with_list("select 1 where a NOT  IN( /* all */ :list )", rowan::postgresql_dialect()) ==
          "select 1 where a operator(<>)  all( /* all */ $1 )");
    CHECK(with_list("select 1 where a in (:list)", rowan::sqlite_dialect()) ==
          "select 1 where a in (select value from json_each(?1))");
    CHECK(with_list("select 1 where a not in (:list)", rowan::sqlite_dialect()) ==
          "select 1 where a not in (select value from json_each(?1))");
}

TEST_CASE("a vector outside of in (…) is an array", "[raw]") {
    for (const std::string sql :
         {"select :list", "select f(:list)", "select t.in(:list)", "select a in (select b from f(:list))"}) {
        CHECK(with_list(sql, rowan::postgresql_dialect()) == std::string(sql).replace(sql.find(":list"), 5, "$1"));
    }
}

TEST_CASE("a parameter that is asked for NULL alone is one of its own, of a type that does not matter", "[raw]") {
    CHECK(on_postgresql("select :one is null or a = :one or :one is not null") ==
          "select cast($1 as boolean) is null or a = $2 or cast($1 as boolean) is not null");
    CHECK(on_sqlite("select 1 where (:one is not null)") == "select 1 where (cast(?1 as boolean) is not null)");
    CHECK(on_postgresql("select a = :one is null, :two is true") == "select a = $1 is null, $2 is true");
    CHECK(on_postgresql("select :one is distinct from null, :two is null") ==
          "select $1 is distinct from null, cast($2 as boolean) is null");
}

TEST_CASE("a single value in in (…) stays one", "[raw]") {
    CHECK(on_postgresql("select a in (:one)") == "select a in ($1)");
    CHECK(on_postgresql("select a not in (:one, :two)") == "select a not in ($1, $2)");
}

TEST_CASE("a list among other values of in (…) is refused", "[raw]") {
    for (const std::string sql :
         {"select a in (:list, 1)", "select a in (1, :list)", "select a in (1, :list, 2)", "select a in ((:list))"}) {
        CHECK_THROWS_WITH(with_list(sql, rowan::sqlite_dialect()),
                          containing(":list is a list, which stands alone in its parentheses"));
    }
}

TEST_CASE("a parameter by number is refused", "[raw]") {
    CHECK_THROWS_WITH(on_postgresql("select :one + $12"), containing("write :name in place of $12"));
    CHECK_THROWS_WITH(on_sqlite("select :one + $1"), containing("write :name in place of $1"));
    CHECK_THROWS_WITH(on_sqlite("select :one + ?2"), containing("write :name in place of ?2"));
    CHECK_THROWS_AS(on_sqlite("select ?"), rowan::usage_error);
    CHECK(on_postgresql("select a ? :one") == "select a ? $1");
    check_untouched("select '$1 ?' -- $1 ?");
}

TEST_CASE("a name without a value is told, with one that may be meant", "[raw]") {
    const auto sql = [](rowan::raw_query query) { return query.to_sql(rowan::sqlite_dialect()); };
    CHECK_THROWS_WITH(sql(raw("select :status")), "rowan::raw: :status is in the text, but not bound");
    CHECK_THROWS_WITH(sql(raw("select :status").bind("state", "s3cret")),
                      "rowan::raw: :status is in the text, but not bound (did you mean \"state\"?); "
                      "\"state\" is bound, but not in the text (did you mean \"status\"?)");
    CHECK_THROWS_WITH(sql(raw("select :a, :b, :a").bind("a", 1)),
                      "rowan::raw: :b is in the text, but not bound (did you mean \"a\"?)");
    CHECK_THROWS_WITH(sql(raw("select 1").bind("project", "s3cret")),
                      "rowan::raw: \"project\" is bound, but not in the text");
    CHECK_THROWS_WITH(sql(raw("select :project").bind(":project", 1)), containing("(did you mean \":project\"?)"));
}

TEST_CASE("a name is bound once", "[raw]") {
    const auto once = raw("select :a").bind("a", 1);
    CHECK_THROWS_WITH(once.bind("a", 2), "rowan::raw: \"a\" is bound already");
    CHECK_THROWS_AS(once.bind("a", 1), rowan::usage_error);
}

TEST_CASE("a query can be bound in different ways from one start", "[raw]") {
    const auto start = raw("select :a in (:b)").bind("a", 1);
    CHECK(start.bind("b", 1).to_sql(rowan::postgresql_dialect()) == "select $1 in ($2)");
    CHECK(start.bind("b", std::vector{1}).to_sql(rowan::postgresql_dialect()) == "select $1 operator(=) any ($2)");
}

TEST_CASE("a query without a session says so when it is run", "[raw]") {
    CHECK_THROWS_WITH(raw("select 1").all<int>(), containing("has no session"));
    CHECK_THROWS_WITH(raw("select 1").execute(), containing("has no session"));
}
