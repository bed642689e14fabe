#include <rowan/session/transaction.hpp>
#include <rowan/types/json.hpp>

#include <support/database.hpp>

using namespace rowan;
using rowan::test::containing;
using rowan::test::test_database;

namespace {
using names = std::vector<std::string>;

struct things {
    test_database database{"postgresql"};
    session& db = database.session();
    things() { db.execute_script("create table things (id int primary key, name text not null)"); }

    bulk_rows insert(const names& columns = {"id", "name"}) {
        return db.bulk_insert({"", "things"}, columns);
    }
    std::int64_t count() { return db.query_value<std::int64_t>("select count(*) from things"); }
};

void put(driver_bulk_insert& into, int id) {
    into.set_integer(0, id);
    into.set_text(1, "some name", false);
    into.end_row();
}
}  // namespace

TEST_CASE("a bulk insert stores every kind of value", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script(R"(
        create type mood as enum ('sad', 'ok');
        create domain cents as bigint;
        create schema "Odd ""schema""";
        create table "Odd ""schema"""."every kind" (
            "a bool" bool, i2 smallint, i4 int, i8 bigint, f4 real, f8 double precision, n numeric(20, 4), t text, v varchar(10), j json,
            jb jsonb, b bytea, u uuid, ts timestamptz, d date, m mood, c cents, ms mood[], ns numeric[]))");
    const names columns{"a bool", "i2", "i4", "i8", "f4", "f8", "n", "t",  "v", "j",
                        "jb",     "b",  "u",  "ts", "d",  "m",  "c", "ms", "ns"};
    const sql::table_name table{R"(Odd "schema")", "every kind"};
    const auto key = uuid::generate();
    const auto now = timestamp::now();
    const bytes data{std::byte{0}, std::byte{255}};
    auto insert = db.bulk_insert(table, columns);
    for (int row = 0; row != 2; ++row) {
        insert->set_bool(0, true);
        insert->set_integer(1, -1);
        insert->set_integer(2, 1 << 30);
        insert->set_integer(3, std::int64_t{1} << 60);
        insert->set_double(4, 0.5);
        insert->set_double(5, 0.1);
        insert->set_decimal(6, decimal("-12345.6789"));
        insert->set_text(7, "ü", false);
        insert->set_text(8, "", false);
        insert->set_text(9, R"({"a":1})", true);
        insert->set_text(10, R"({"a":1})", true);
        insert->set_bytes(11, data, false);
        insert->set_uuid(12, key);
        insert->set_timestamp(13, now);
        insert->set_date(14, date::of(2024, 2, 29));
        insert->set_text(15, "ok", false);
        insert->set_integer(16, 7);
        insert->set_array(17, {value(std::string("sad")), value()});
        insert->set_array(18, {value(decimal("1.5"))});
        insert->end_row();
    }
    CHECK(insert->finish() == 2);
    auto row = db.query(R"(select * from "Odd ""schema"""."every kind")");
    REQUIRE(row.next());
    CHECK(row.get<bool>(0));
    CHECK(row.get<int>(1) == -1);
    CHECK(row.get<int>(2) == 1 << 30);
    CHECK(row.get<std::int64_t>(3) == std::int64_t{1} << 60);
    CHECK(row.get<double>(4) == 0.5);
    CHECK(row.get<double>(5) == 0.1);
    CHECK(row.get<decimal>(6).to_string() == "-12345.6789");
    CHECK(row.get<std::string>(7) == "ü");
    CHECK(row.get<std::string>(8).empty());
    CHECK(row.get<json<>>(9) == json<>(R"({"a": 1})"));
    CHECK(row.get<json<>>(10) == json<>(R"({"a": 1})"));
    CHECK(row.get<bytes>(11) == data);
    CHECK(row.get<uuid>(12) == key);
    CHECK(row.get<timestamp>(13) == now);
    CHECK(row.get<date>(14) == date::of(2024, 2, 29));
    CHECK(row.get<std::string>(15) == "ok");
    CHECK(row.get<int>(16) == 7);
    CHECK(row.row().get_array(17) == value_array{value(std::string("sad")), value()});
    CHECK(row.get<std::vector<decimal>>(18) == std::vector{decimal("1.5")});
    CHECK(row.next());
    CHECK_FALSE(row.next());
}

TEST_CASE("a bulk insert larger than its buffer stores every row once", "[postgresql]") {
    things on;
    auto insert = on.insert();
    for (int id = 0; id != 20'000; ++id) put(*insert, id);
    CHECK(insert->finish() == 20'000);
    CHECK(on.count() == 20'000);
}

TEST_CASE("the columns of a row may be set in any order, and again", "[postgresql]") {
    things on;
    auto insert = on.insert();
    insert->set_text(1, "first", false);
    insert->set_integer(0, 1);
    insert->end_row();
    insert->set_integer(0, 3);
    insert->set_text(1, "a much longer name than the one that stays", false);
    insert->set_integer(0, 2);
    insert->set_text(1, "second", false);
    insert->end_row();
    put(*insert, 3);
    insert->finish();
    CHECK(on.db.query_value<std::string>("select string_agg(id || name, ',' order by id) from things") ==
          "1first,2second,3some name");
}

TEST_CASE("a row without all its columns is refused", "[postgresql]") {
    things on;
    auto insert = on.insert();
    insert->set_integer(0, 1);
    CHECK_THROWS_WITH(insert->end_row(), containing("column \"name\" of row 1 was not set"));
    insert->set_text(1, "x", false);
    insert->end_row();
    insert->set_integer(0, 2);
    CHECK_THROWS_WITH(insert->finish(), containing("row 2 has no end_row"));
    CHECK_THROWS_AS(insert->set_integer(2, 1), usage_error);
}

TEST_CASE("a value that does not fit its column spoils nothing of the row", "[postgresql]") {
    things on;
    auto insert = on.insert();
    CHECK_THROWS_WITH(insert->set_integer(0, std::int64_t{1} << 40),
                      containing("column \"id\" of row 1 is of type integer"));
    CHECK_THROWS_AS(insert->set_bool(0, true), mapping_error);
    insert->set_integer(0, 1);
    CHECK_THROWS_WITH(insert->set_text(1, std::string_view("a\0b", 3), false), containing("NUL"));
    insert->set_text(1, "x", false);
    insert->end_row();
    CHECK(insert->finish() == 1);
    CHECK(on.count() == 1);
}

TEST_CASE("text for a uuid, time or number column is read as such", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (u uuid, ts timestamptz, d date, n numeric)");
    auto insert = db.bulk_insert({"", "things"}, names{"u", "ts", "d", "n"});
    insert->set_text(0, "018f6b1e-4d2c-7a3b-9c4d-5e6f708192a3", false);
    insert->set_text(1, "2024-02-29T12:00:00Z", false);
    insert->set_text(2, "2024-02-29", false);
    CHECK_THROWS_WITH(insert->set_text(3, "secret", false),
                      containing("column \"n\" of row 1") && !containing("secret"));
    insert->set_text(3, "1.50", false);
    insert->end_row();
    insert->finish();
    CHECK(db.query_value<std::string>("select n::text || d::text from things where ts = '2024-02-29T12:00:00Z'") ==
          "1.502024-02-29");
}

TEST_CASE("a broken rule is told with the row that breaks it, and nothing is stored", "[postgresql]") {
    things on;
    auto insert = on.insert();
    for (int id = 0; id != 5000; ++id) put(*insert, id);
    put(*insert, 4321);
    try {
        insert->finish();
        FAIL("the row was stored");
    } catch (const constraint_error& fault) {
        CHECK(fault.which() == constraint_kind::unique);
        CHECK(fault.constraint() == "things_pkey");
        CHECK(fault.columns() == names{"id"});
        CHECK_THAT(fault.what(),
                   containing("in row 5001 of the bulk insert") && !containing("4321") && !containing("some name"));
    }
    CHECK(on.count() == 0);
    CHECK_THROWS_AS(insert->set_integer(0, 1), usage_error);
}

TEST_CASE("a bulk insert that fails on its way tells the server's error", "[postgresql]") {
    things on;
    put(*on.insert(), 1);
    on.db.execute("insert into things values (1, '')");
    auto insert = on.insert();
    CHECK_THROWS_AS(
        [&] {
            for (int id = 1; id != 3'000'000; ++id) put(*insert, id);
            insert->finish();
        }(),
        constraint_error);
    CHECK(on.count() == 1);
}

TEST_CASE("a NULL where none may be is told with its column", "[postgresql]") {
    things on;
    auto insert = on.insert();
    insert->set_integer(0, 1);
    insert->set_null(1);
    insert->end_row();
    try {
        insert->finish();
        FAIL("the row was stored");
    } catch (const constraint_error& fault) {
        CHECK(fault.which() == constraint_kind::not_null);
        CHECK(fault.columns() == names{"name"});
    }
}

TEST_CASE("a bulk insert that is left unfinished stores nothing, and the connection goes on", "[postgresql]") {
    things on;
    {
        auto insert = on.insert();
        for (int id = 0; id != 20'000; ++id) put(*insert, id);
    }
    CHECK(on.count() == 0);
}

TEST_CASE("while a bulk insert is open, the session does nothing else", "[postgresql]") {
    things on;
    auto insert = on.insert();
    put(*insert, 1);
    CHECK_THROWS_WITH(on.db.query_value<int>("select 1"), containing("a bulk insert is open"));
    CHECK_THROWS_AS(on.db.execute_script("select 1"), usage_error);
    CHECK_THROWS_AS(on.insert(), usage_error);
    CHECK_FALSE(on.db.in_transaction());
    put(*insert, 2);
    CHECK(insert->finish() == 2);
    CHECK(on.count() == 2);
}

TEST_CASE("a bulk insert is part of its transaction", "[postgresql]") {
    things on;
    {
        transaction work(on.db);
        auto insert = on.insert();
        CHECK(on.db.in_transaction());
        put(*insert, 1);
        CHECK(insert->finish() == 1);
    }
    CHECK(on.count() == 0);
}

TEST_CASE("a bulk insert takes the values of generated keys as they are", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id bigint generated always as identity, name text)");
    auto insert = db.bulk_insert({"", "things"}, names{"id", "name"});
    put(*insert, 42);
    insert->finish();
    CHECK(db.query_value<int>("select id from things") == 42);
}

TEST_CASE("a bulk insert needs no right to read", "[postgresql]") {
    things on;
    on.db.execute_script(
        "drop role if exists rowan_writer; create role rowan_writer; grant insert on things to rowan_writer; "
        "grant usage on schema public to rowan_writer; set role rowan_writer");
    auto insert = on.insert();
    put(*insert, 1);
    CHECK(insert->finish() == 1);
    on.db.execute_script("reset role");
    CHECK(on.count() == 1);
    on.db.execute_script("drop owned by rowan_writer; drop role rowan_writer");
}

TEST_CASE("a bulk insert into a column without a known binary form is refused before it starts", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id int, pause interval, pauses interval[])");
    CHECK_THROWS_WITH(db.bulk_insert({"", "things"}, names{"id", "pause"}),
                      containing("\"pause\"") && containing("interval"));
    CHECK_THROWS_AS(db.bulk_insert({"", "things"}, names{"pauses"}), usage_error);
    CHECK_THROWS_AS(db.bulk_insert({"", "things"}, names{}), usage_error);
    CHECK_THROWS_AS(db.bulk_insert({"", "nowhere"}, names{"id"}), database_error);
    CHECK(db.query_value<int>("select 1") == 1);
}
