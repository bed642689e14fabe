#include <rowan/session/session.hpp>
#include <rowan/types/json.hpp>

#include <support/database.hpp>

#include <limits>
#include <optional>

// What is PostgreSQL's own: types that SQLite does not have, and what the server's settings must not change.

using namespace rowan;
using rowan::test::containing;
using rowan::test::test_database;

namespace {
enum class mood { sad, ok, happy };
BOOST_DESCRIBE_ENUM(mood, sad, ok, happy)

template <class T>
T there_and_back(session& db, const std::string& type, const T& sent) {
    return db.query_value<T>("select $1::" + type, sent);
}
}  // namespace

TEST_CASE("a numeric keeps all its digits", "[postgresql]") {
    test_database database("postgresql");
    const std::string digits(131072, '7');
    const std::string fraction(16383, '3');
    for (const std::string& number :
         {std::string("0.00"), std::string("-12345678901234567890.0123456789"), std::string("NaN"),
          std::string("Infinity"), std::string("-Infinity"), digits + "." + fraction}) {
        CHECK(there_and_back(database.session(), "numeric", decimal(number)).to_string() == number);
        CHECK(database.session().query_value<std::string>("select $1::numeric::text", decimal(number)) == number);
    }
}

TEST_CASE("the server and rowan agree on what a numeric is", "[postgresql]") {
    test_database database("postgresql");
    auto rows = database.session().query(
        "select n::numeric / 7 as n, (n::numeric / 7)::text as t from generate_series(-30000, 30000, 17) n");
    std::size_t wrong = 0;
    std::size_t count = 0;
    for (; rows.next(); ++count) wrong += rows.get<decimal>("n").to_string() == rows.get<std::string>("t") ? 0u : 1u;
    CHECK(wrong == 0);
    CHECK(count == 3530);
}

TEST_CASE("the sum of a bigint column is read as an integer", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    CHECK(db.query_value<std::int64_t>("select sum(n::bigint) from generate_series(1, 10) n") == 55);
    CHECK(db.query_value<double>("select avg(n) from generate_series(1, 2) n") == 1.5);
    CHECK_THROWS_WITH(db.query_value<std::int64_t>("select avg(n) as mean from generate_series(1, 2) n"),
                      containing("column \"mean\""));
}

TEST_CASE("a timestamp is the same instant whatever the session's time zone and date style", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script(
        "set time zone 'Asia/Tokyo'; set datestyle to 'German'; set extra_float_digits to -15; set bytea_output to "
        "escape");
    const auto at = timestamp::parse("2024-02-29T23:59:59.999999Z");
    CHECK(there_and_back(db, "timestamptz", at) == at);
    CHECK(db.query_value<timestamp>("select '2024-03-01 08:59:59.999999'::timestamptz") == at);
    CHECK(there_and_back(db, "text", at) == at);
    CHECK(there_and_back(db, "date", date::of(2024, 2, 29)) == date::of(2024, 2, 29));
    CHECK(there_and_back(db, "double precision", 0.1) == 0.1);
    const bytes data{std::byte{0}, std::byte{0x5C}, std::byte{0xFF}};
    CHECK(there_and_back(db, "bytea", data) == data);
}

TEST_CASE("a timestamp without time zone is taken for UTC", "[postgresql]") {
    test_database database("postgresql");
    database.session().execute_script("set time zone 'Asia/Tokyo'");
    CHECK(database.session().query_value<timestamp>("select '2024-02-29 12:00'::timestamp") ==
          timestamp::parse("2024-02-29T12:00:00Z"));
}

TEST_CASE("infinite times are timestamps, but no dates", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    CHECK(db.query_value<timestamp>("select 'infinity'::timestamptz") == timestamp::infinity());
    CHECK(db.query_value<std::string>("select $1::timestamptz::text", timestamp::negative_infinity()) == "-infinity");
    CHECK_THROWS_AS(db.query_value<date>("select 'infinity'::date"), mapping_error);
    CHECK_THROWS_AS(db.query_value<timestamp>("select '0044-03-15 BC'::timestamptz"), mapping_error);
}

TEST_CASE("enums and their arrays travel as labels", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create type mood as enum ('sad', 'ok', 'happy'); create table people (now mood, before mood[])");
    const std::vector<std::optional<mood>> before{mood::ok, std::nullopt, mood::sad};
    db.execute("insert into people values ($1, $2)", mood::happy, before);
    auto row = db.query("select now, before, before[1] = 'ok' as right_way from people where now = $1", mood::happy);
    REQUIRE(row.next());
    CHECK(row.get<mood>("now") == mood::happy);
    CHECK(row.get<std::vector<std::optional<mood>>>("before") == before);
    CHECK(row.get<bool>("right_way"));
    CHECK(db.query_value<std::int64_t>("select count(*) from people where now = any($1)",
                                       std::vector{mood::sad, mood::happy}) == 1);
}

TEST_CASE("a label that an enum does not have is told without the label", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create type mood as enum ('sad', 'ok')");
    try {
        db.query_value<std::string>("select $1::mood", std::string("secret"));
        FAIL("the label was taken");
    } catch (const database_error& fault) {
        CHECK(fault.sqlstate() == "22P02");
        CHECK_THAT(fault.what(), containing("mood"));
        CHECK_THAT(fault.what(), !containing("secret"));
    }
}

TEST_CASE("a domain is written and read as what it is made of", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script(R"(
        create domain cents as bigint check (value >= 0);
        create domain many_cents as cents[];
        create domain photo as bytea;
        create type mood as enum ('sad', 'ok', 'happy');
        create domain any_mood as mood;
        create domain good_mood as any_mood;
        create table prices (price cents not null, list many_cents, photo photo, moods good_mood[]))");
    const std::vector<std::int64_t> list{1, 2};
    const bytes data{std::byte{0}, std::byte{1}};
    const std::vector moods{mood::ok, mood::happy};
    db.execute("insert into prices values ($1, $2, $3, $4)", 5, list, data, moods);
    auto row = db.query("select * from prices");
    REQUIRE(row.next());
    CHECK(row.get<int>(0) == 5);
    CHECK(row.get<std::vector<std::int64_t>>(1) == list);
    CHECK(row.get<bytes>(2) == data);
    CHECK(row.get<std::vector<mood>>(3) == moods);
    row.reset();
    CHECK_THROWS_AS(db.execute("insert into prices values ($1)", -1), constraint_error);
}

TEST_CASE("text becomes a value of any type, as a literal does", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    const std::string key = "018f6b1e-4d2c-7a3b-9c4d-5e6f708192a3";
    CHECK(db.query_value<uuid>("select $1::uuid", key) == uuid::parse(key));
    CHECK(db.query_value<int>("select $1::int", std::string("42")) == 42);
    CHECK(db.query_value<std::string>("select ($1::interval)::text", std::string("90 minutes")) == "01:30:00");
    CHECK(db.query_value<std::string>("select ($1::int4range)::text", std::string("[1,5)")) == "[1,5)");
    CHECK(db.query_value<std::string>("select ($1::inet)::text", std::string("10.0.0.0/8")) == "10.0.0.0/8");
    CHECK(db.query_value<std::string>("select $1::regclass::text", std::string("pg_catalog.pg_class")) == "pg_class");
}

TEST_CASE("a type whose binary form is not known asks for a cast", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create type pair as (a int, b text)");
    CHECK_THROWS_WITH(
        db.query_value<std::string>("select '1 day'::interval as pause"),
        containing("column \"pause\" is of type interval, which cannot be read as text") && containing("cast"));
    CHECK_THROWS_WITH(db.query_value<std::string>("select row(1, 'a')::pair"), containing("of type pair"));
    CHECK_THROWS_AS(db.query_value<std::vector<std::string>>("select array['1 day'::interval]"), mapping_error);
    CHECK_THROWS_WITH(db.query("select acldefault('r', 10)"), containing("cast the column to text"));
}

TEST_CASE("a value and a type that do not fit are told with both their names", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    CHECK_THROWS_WITH(db.query_value<int>("select 'a'::text as name"),
                      containing("column \"name\" is of type text, which cannot be read as an integer"));
    CHECK_THROWS_WITH(db.execute("select $1::uuid", true),
                      containing("parameter 1 is of type uuid, which cannot take a boolean"));
    CHECK_THROWS_WITH(db.execute("select $1::int, $2::smallint", 1, 40000),
                      containing("parameter 2 is of type smallint"));
    CHECK_THROWS_AS(db.query_value<int>("select 1::bigint << 40"), mapping_error);
}

TEST_CASE("json comes back from json and jsonb", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    const json<> document(R"({"a": [1, null, "ü"]})");
    CHECK(there_and_back(db, "jsonb", document) == document);
    CHECK(there_and_back(db, "json", document) == document);
    CHECK(there_and_back(db, "text", document) == document);
}

TEST_CASE("arrays of every kind come back", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    const std::vector<std::optional<std::string>> texts{"a", std::nullopt, "NULL", "", R"(say "hi", {\})", "ü"};
    CHECK(there_and_back(db, "text[]", texts) == texts);
    CHECK(there_and_back(db, "text[]", std::vector<std::string>()).empty());
    const std::vector<decimal> numbers{decimal("1.50"), decimal("-1e30")};
    CHECK(there_and_back(db, "numeric[]", numbers) == numbers);
    const std::vector<uuid> keys{uuid::generate(), uuid()};
    CHECK(there_and_back(db, "uuid[]", keys) == keys);
    const std::vector<timestamp> times{timestamp{-1}, timestamp::infinity()};
    CHECK(there_and_back(db, "timestamptz[]", times) == times);
    const std::vector<bool> flags{true, false};
    CHECK(there_and_back(db, "boolean[]", flags) == flags);
    const std::vector<std::int64_t> integers{std::numeric_limits<std::int64_t>::min(), 0};
    CHECK(there_and_back(db, "bigint[]", integers) == integers);
}

TEST_CASE("an array of texts becomes an array of any type, as a literal does", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    const std::vector<std::string> pauses{"1 day", "2 hours"};
    CHECK(db.query_value<std::vector<std::string>>("select ($1::interval[])::text[]", pauses) ==
          std::vector<std::string>{"1 day", "02:00:00"});
    CHECK(db.query_value<std::vector<int>>("select $1::int[]", std::vector<std::string>{"1", "2"}) ==
          std::vector{1, 2});
}

TEST_CASE("an array of arrays is not read", "[postgresql]") {
    test_database database("postgresql");
    CHECK_THROWS_WITH(database.session().query_value<std::vector<int>>("select array[array[1, 2], array[3, 4]]"),
                      containing("one dimension"));
}

TEST_CASE("the catalog's own types are read", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    auto row = db.query(
        "select oid, relname, relkind, 'pg_class'::regclass from pg_catalog.pg_class where relname = 'pg_class'");
    REQUIRE(row.next());
    CHECK(row.get<std::int64_t>(0) == 1259);
    CHECK(row.get<std::string>(1) == "pg_class");
    CHECK(row.get<std::string>(2) == "r");
    CHECK(row.get<std::int64_t>(3) == 1259);
    CHECK(db.query_value<std::vector<int>>(
              "select indkey from pg_catalog.pg_index where indexrelid = 'pg_class_oid_index'::regclass") ==
          std::vector{1});
}
