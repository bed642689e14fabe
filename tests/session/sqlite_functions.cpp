#include "host.hpp"
#include "support/hostile.hpp"

#include <rowan/session/error.hpp>
#include <rowan/session/soci.hpp>
#include <rowan/types/json.hpp>

#include <chrono>

// What sqlite_functions_like_postgresql.cpp cannot compare.

using namespace rowan;
using test::containing;

namespace {
using text = std::optional<std::string>;
using truth = std::optional<bool>;

class functions {
public:
    text operator()(const std::string& call) { return get<text>(call); }
    truth is(const std::string& call) { return get<truth>(call); }
    text type(const std::string& call) { return get<text>("typeof(" + call + ")"); }
    std::string sqlstate(const std::string& call) {
        try {
            get<text>(call);
        } catch (const database_error& fault) { return fault.sqlstate(); }
        return "no error";
    }
    session db{"sqlite://:memory:"};

private:
    template <class R>
    R get(const std::string& call) {
        return db.query_value<R>("select " + call);
    }
};
}  // namespace

TEST_CASE("decimal functions on SQLite take integers and doubles, too", "[functions][sqlite]") {
    functions f;
    CHECK(f("rowan_add(1, '0.50')") == "1.50");
    CHECK(f("rowan_multiply('0.10', -3)") == "-0.30");
    CHECK(f("rowan_add(0.1, 0.2)") == "0.3");
    CHECK(f("rowan_negate(-9223372036854775808)") == "9223372036854775808");
    CHECK(f("rowan_add(1e300 * 1e300, 1)") == "Infinity");
    CHECK(f("rowan_sum(value) from (select 1 as value union all select '2.50')") == "3.50");
}

TEST_CASE("decimal functions on SQLite give text", "[functions][sqlite]") {
    functions f;
    CHECK(f.type("rowan_add(1, 2)") == "text");
    CHECK(f.type("rowan_sum(1)") == "text");
}

TEST_CASE("NULL makes NULL of every function", "[functions][sqlite]") {
    functions f;
    for (const std::string call :
         {"rowan_add(null, 1)", "rowan_add(1, null)", "rowan_negate(null)", "rowan_round('1.5', null)",
          "rowan_divide(null, 0)", "rowan_like(null, '%')", "rowan_ilike('a', null)", "rowan_json_contains(null, '1')",
          "rowan_json_path('{}', null)", "rowan_json_has_key(null, 'a')", "rowan_array_contains(null, 1)",
          "rowan_array_contains('[1]', null)", "rowan_array_overlaps('[]', null)", "rowan_timestamp_part('year', null)",
          "rowan_timestamp_truncate('day', null)", "rowan_sum(null)", "rowan_avg(null)"}) {
        CAPTURE(call);
        CHECK(f(call) == std::nullopt);
    }
}

TEST_CASE("the sum and the average of no rows are NULL", "[functions][sqlite]") {
    functions f;
    CHECK(f("rowan_sum(value) from (select '1' as value) where value = '2'") == std::nullopt);
    CHECK(f("rowan_avg(value) from (select '1' as value) where value = '2'") == std::nullopt);
    CHECK(f("rowan_sum(null) from (values (1), (2))") == std::nullopt);
}

TEST_CASE("each group has a sum of its own", "[functions][sqlite]") {
    functions f;
    f.db.execute_script(
        "create table line (number integer, price text);"
        "insert into line values (1, '0.10'), (2, '5'), (1, '0.2'), (2, null), (3, null)");
    CHECK(f("group_concat(coalesce(x, '-')) from (select rowan_sum(price) as x from line group by number)") ==
          "0.30,5,-");
}

TEST_CASE("a sum of more than 64 bits is exact", "[functions][sqlite]") {
    functions f;
    CHECK(f("rowan_sum(9223372036854775807) from (values (1), (2), (3))") == "27670116110564327421");
    CHECK(f("rowan_sum('999999999999999999.9') from (values (1), (2))") == "1999999999999999999.8");
}

TEST_CASE("what goes wrong in a function has PostgreSQL's SQLSTATE", "[functions][sqlite]") {
    functions f;
    CHECK(f.sqlstate("rowan_divide(1, 0)") == "22012");
    CHECK(f.sqlstate("rowan_modulo('1.5', '0.00')") == "22012");
    CHECK(f.sqlstate("rowan_add('one', 1)") == "22P02");
    CHECK(f.sqlstate("rowan_add(x'31', 'x')") == "22P02");
    CHECK(f.sqlstate("rowan_sum('')") == "22P02");
    CHECK(f.sqlstate("rowan_multiply('1e131071', 10)") == "22003");
    CHECK(f.sqlstate("rowan_like('a', '\\')") == "22025");
    CHECK(f.sqlstate("rowan_json_contains('{', '1')") == "22P02");
    CHECK(f.sqlstate("rowan_array_contains('{}', 1)") == "22P02");
    CHECK(f.sqlstate("rowan_json_path('{}', '\"a\"')") == "22P02");
    CHECK(f.sqlstate("rowan_json_path('{\"a\": 1}', '[{}]')") == "22P02");
    CHECK(f.sqlstate("rowan_timestamp_part('century', '2024-02-29')") == "22023");
    CHECK(f.sqlstate("rowan_timestamp_truncate('dow', '2024-02-29')") == "22023");
    CHECK(f.sqlstate("rowan_timestamp_part('year', 'yesterday')") == "22007");
    CHECK(f.sqlstate("rowan_timestamp_part('year', '2024-02-30')") == "22007");
}

TEST_CASE("the error of a function does not hold its arguments", "[functions][sqlite]") {
    functions f;
    CHECK_THROWS_WITH(f.db.query_value<text>("select rowan_add($1, 1)", "hunter2"),
                      containing("not a decimal") && !containing("hunter2"));
    CHECK_THROWS_WITH(f.db.query_value<text>("select rowan_divide($1, 0)", "4711"),
                      containing("division by zero") && !containing("4711"));
}

TEST_CASE("a statement that fails in a function can run again", "[functions][sqlite]") {
    functions f;
    auto divide = f.db.prepare("select rowan_sum(rowan_divide($1, $2))");
    divide.bind(1, 0);
    CHECK_THROWS_AS(divide.execute(), database_error);
    divide.reset();
    divide.bind(1, 4);
    divide.execute();
    REQUIRE(divide.next());
    CHECK(divide.get<std::string>(0) == "0.25000000000000000000");
}

TEST_CASE("ilike folds letters of ASCII and no others", "[functions][sqlite]") {
    functions f;
    CHECK(f.is("rowan_ilike('HeLLo', 'h_l%O')") == true);
    CHECK(f.is("rowan_ilike('É', 'é')") == false);
    CHECK(f.is("rowan_ilike('@[', '`{')") == false);
}

TEST_CASE("like takes octets that are no UTF-8 as they are", "[functions][sqlite]") {
    functions f;
    CHECK(f.is("rowan_like(cast(x'ff61' as text), '_a')") == true);
    CHECK(f.is("rowan_like(cast(x'80' as text), '_')") == true);
    CHECK(f.is("rowan_like(cast(x'c3' as text), '_%')") == true);
    CHECK(f.is("rowan_like(cast(x'6100' as text), 'a_')") == true);
}

TEST_CASE("a pattern of many wildcards is matched in no time", "[functions][sqlite]") {
    functions f;
    std::string pattern;
    for (int i = 0; i != 200; ++i) pattern += "%a";
    const std::string all(5000, 'a');
    const auto begin = std::chrono::steady_clock::now();
    CHECK(f.db.query_value<bool>("select rowan_like($1, $2)", all + "b", pattern + "c") == false);
    CHECK(f.db.query_value<bool>("select rowan_like($1, $2)", all, pattern) == true);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
}

TEST_CASE("a number of JSON that PostgreSQL could not hold stays as it is written", "[functions][sqlite]") {
    functions f;
    CHECK(f("rowan_json_path('[1e200000]', '[]')") == "[1e200000]");
    CHECK(f.is("rowan_json_contains('[1e200000]', '10e199999')") == true);
}

TEST_CASE("an array contains a scalar at the top of a JSON document only", "[functions][sqlite]") {
    functions f;
    CHECK(f.is("rowan_json_contains('[1, 2]', '1.0')") == true);
    CHECK(f.is("rowan_json_contains('1', '[1]')") == false);
    CHECK(f.is("rowan_json_contains('{\"a\": [1]}', '{\"a\": 1}')") == false);
    CHECK(f.is("rowan_json_contains('[[1]]', '[1]')") == false);
}

TEST_CASE("a null in JSON is a NULL as text", "[functions][sqlite]") {
    functions f;
    CHECK(f("rowan_json_path('[null]', '[0]')") == "null");
    CHECK(f("rowan_json_path_text('[null]', '[0]')") == std::nullopt);
}

TEST_CASE("a JSON document that is the same for all rows may differ in the next run", "[functions][sqlite]") {
    functions f;
    f.db.execute_script(
        "create table t (doc text); insert into t values ('{\"a\": 1}'), ('{\"a\": 2}'), ('{\"b\": 1}')");
    const auto count = [&](const std::string& part) {
        return f.db.query_value<std::int64_t>("select count(*) from t where rowan_json_contains(doc, $1)", part);
    };
    CHECK(count("{\"a\": 1}") == 1);
    CHECK(count("{}") == 3);
    CHECK(f.db.query_value<std::int64_t>("select count(*) from t where rowan_json_contains('[1, 2]', doc -> 'a')") ==
          2);
}

TEST_CASE("hostile JSON is refused or read", "[functions][sqlite]") {
    functions f;
    auto path = f.db.prepare("select rowan_json_path($1, '[\"a\", -1]'), rowan_json_contains($1, '{\"a\": [1]}')");
    test::for_each_mutation(R"({"a": [1, {"b": null}, "\u00e9"], "": -1.5e3})", [&](std::string_view document) {
        path.reset();
        try {
            path.bind_borrowed(document);
            path.execute();
            path.next();
        } catch (const error&) {}
    });
    SUCCEED();
}

TEST_CASE("arrays hold elements of every type that a column can have", "[functions][sqlite]") {
    functions f;
    const auto holds = [&](const auto& array, const auto& element) {
        return f.db.query_value<bool>("select rowan_array_contains($1, $2)", array, element);
    };
    CHECK(holds(std::vector<std::string>{"a", "1"}, std::string("1")));
    CHECK_FALSE(holds(std::vector<std::string>{"a", "1"}, 1));
    CHECK(holds(std::vector<double>{0.5, 2}, 2.0));
    CHECK(holds(std::vector<double>{0.5, 2}, 2));
    CHECK(holds(std::vector<double>{std::numeric_limits<double>::infinity()}, std::numeric_limits<double>::infinity()));
    CHECK(holds(std::vector<bool>{true}, true));
    CHECK_FALSE(holds(std::vector<bool>{true}, false));
    CHECK(holds(std::vector<bytes>{bytes{std::byte{0}, std::byte{255}}}, bytes{std::byte{0}, std::byte{255}}));
    const uuid key = uuid::generate();
    CHECK(holds(std::vector<uuid>{key}, key));
    CHECK(holds(std::vector<timestamp>{timestamp{0}}, timestamp{0}));
    CHECK(holds(std::vector<date>{date{0}}, date{0}));
    CHECK(holds(std::vector<decimal>{decimal("1.50")}, decimal("1.50")));
}

TEST_CASE("arrays of decimals hold a number whatever its scale", "[functions][sqlite]") {
    functions f;
    CHECK(f.is("rowan_array_contains('[\"1.50\"]', '1.5')") == false);
    CHECK(f.is("rowan_decimal_array_contains('[\"1.50\"]', '1.5')") == true);
    CHECK(f.is("rowan_decimal_array_contains('[\"2\", null]', 2)") == true);
    CHECK(f.is("rowan_decimal_array_contains('[\"2\", null]', 3)") == std::nullopt);
    CHECK(f.is("rowan_decimal_array_contains_all('[\"1.0\", \"2\"]', '[\"2.00\", \"1\"]')") == true);
    CHECK(f.is("rowan_decimal_array_overlaps('[\"1.0\", \"2\"]', '[\"3\", \"1\"]')") == true);
    CHECK(f.is("rowan_decimal_array_overlaps('[\"1.0\", \"2\"]', '[\"3\", null]')") == false);
}

TEST_CASE("an empty array contains nothing, not even NULL", "[functions][sqlite]") {
    functions f;
    CHECK(f.is("rowan_array_contains('[]', null)") == false);
}

TEST_CASE("the part of an infinite time is NULL", "[functions][sqlite]") {
    functions f;
    CHECK(f("rowan_timestamp_part('year', 'infinity')") == std::nullopt);
}

TEST_CASE("the functions may stand in an index", "[functions][sqlite]") {
    functions f;
    f.db.execute_script(
        "create table t (price text); create index by_price on t (rowan_round(price, 0) collate rowan_decimal);"
        "insert into t values ('1.50'), ('10.2')");
    CHECK(f("price from t where rowan_round(price, 0) collate rowan_decimal = '2.0'") == "1.50");
}

TEST_CASE("a host's SOCI session has the functions, too, and keeps them", "[functions][soci][sqlite]") {
    soci::session host(soci::sqlite3, ":memory:");
    { session db(host); }
    std::string sum;
    host << "select rowan_add('1.10', 2)", soci::into(sum);
    CHECK(sum == "3.10");
}

TEST_CASE("a second session on a SOCI session begins while the first one reads", "[functions][soci][sqlite]") {
    soci::session host(soci::sqlite3, ":memory:");
    session first(host);
    auto rows = first.query("select rowan_add(value, 1) from (select 1 as value union all select 2)");
    REQUIRE(rows.next());
    session second(host);
    CHECK(second.query_value<std::string>("select rowan_add(1, 1)") == "2");
    CHECK(rows.next());
}
