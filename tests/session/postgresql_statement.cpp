#include <rowan/session/transaction.hpp>

#include <support/database.hpp>

#include "host.hpp"

// Prepared statements live on the server: they age with its tables, and somebody has to end them.

using namespace rowan;
using rowan::test::containing;
using rowan::test::test_database;

namespace {
std::int64_t prepared_on_server(session& db) {
    return db.query_value<std::int64_t>("select count(*) from pg_prepared_statements where name like 'rowan%'");
}
}  // namespace

TEST_CASE("a statement that ends is deallocated on the server at once", "[postgresql]") {
    test_database database("postgresql");
    soci::session host = rowan::test::open_host(database);
    session db(host, {.statement_cache = 0});
    const auto left = [&] {
        int result = -1;
        host << "select count(*) from pg_prepared_statements where name like 'rowan%'", soci::into(result);
        return result;
    };
    {
        auto rows = db.query("select 1");
        CHECK(left() == 1);
    }
    CHECK(left() == 0);
}

TEST_CASE("an evicted statement is deallocated on the server", "[postgresql]") {
    test_database database("postgresql");
    session db = database.open({.statement_cache = 2});
    for (int i = 0; i != 50; ++i) CHECK(db.query_value<int>("select " + std::to_string(i)) == i);
    CHECK(prepared_on_server(db) <= 4);
}

TEST_CASE("a statement evicted in an aborted transaction is deallocated after it", "[postgresql]") {
    test_database database("postgresql");
    session db = database.open({.statement_cache = 0});
    {
        transaction work(db);
        auto dies_inside = db.query("select 1");
        CHECK_THROWS_AS(db.execute("select 1 / $1", 0), database_error);
    }
    CHECK(prepared_on_server(db) == 1);  // the one that counts
}

TEST_CASE("a long transaction does not pile up statements", "[postgresql]") {
    test_database database("postgresql");
    session db = database.open({.statement_cache = 2});
    transaction work(db);
    for (int i = 0; i != 50; ++i) CHECK(db.query_value<int>("select " + std::to_string(i)) == i);
    CHECK(prepared_on_server(db) <= 4);
    work.commit();
}

TEST_CASE("a session of the host gets its connection back without rowan's statements", "[postgresql]") {
    test_database database("postgresql");
    soci::session host = rowan::test::open_host(database);
    {
        session db(host);
        CHECK(db.query_value<int>("select 1") == 1);
    }
    int left = -1;
    host << "select count(*) from pg_prepared_statements where name like 'rowan%'", soci::into(left);
    CHECK(left == 0);
}

TEST_CASE("two sessions share one connection with each other and with SOCI", "[postgresql]") {
    test_database database("postgresql");
    soci::session host = rowan::test::open_host(database);
    session first(host);
    session second(host);
    first.execute_script("create table things (id int primary key)");
    int by_soci = 0;
    soci::statement counts = (host.prepare << "select count(*) from things", soci::into(by_soci));
    for (int i = 0; i != 3; ++i) {
        first.execute("insert into things values ($1)", 2 * i);
        second.execute("insert into things values ($1)", 2 * i + 1);
        counts.execute(true);
        CHECK(by_soci == 2 * (i + 1));
    }
}

TEST_CASE("a statement whose result has changed is prepared again", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id int); insert into things values (1)");
    auto all = db.prepare("select * from things");
    all.execute();
    all.reset();
    session other = database.open();
    other.execute_script("alter table things add column name text default 'new', alter column id type bigint");
    all.execute();
    REQUIRE(all.next());
    CHECK(all.get<std::string>("name") == "new");
    CHECK(all.get<std::int64_t>("id") == 1);
}

TEST_CASE("a statement whose result has changed runs again after the transaction that it broke", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id int); insert into things values (1)");
    auto all = db.prepare("select * from things");
    all.execute();
    all.reset();
    database.open().execute_script("alter table things add column name text default 'new'");
    {
        transaction work(db);
        try {
            all.execute();
            FAIL("the result changed within a transaction");
        } catch (const database_error& fault) {
            CHECK(fault.sqlstate() == "0A000");
            CHECK(fault.retryable());
        }
        all.reset();
    }
    all.execute();
    REQUIRE(all.next());
    CHECK(all.get<std::string>("name") == "new");
}

TEST_CASE("a column that became wider takes wider values", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id int)");
    constexpr std::int64_t wide = std::int64_t{1} << 40;
    CHECK_THROWS_AS(db.execute("insert into things values ($1)", wide), mapping_error);
    database.open().execute_script("alter table things alter column id type bigint");
    // The first one may still meet the statement as it was prepared.
    try {
        db.execute("insert into things values ($1)", wide);
    } catch (const mapping_error&) { db.execute("insert into things values ($1)", wide); }
    CHECK(db.query_value<std::int64_t>("select id from things") == wide);
}

TEST_CASE("a column of another type takes values of that type", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id text)");
    auto insert = db.prepare("insert into things values ($1)");
    const std::string key = "018f6b1e-4d2c-7a3b-9c4d-5e6f708192a3";
    insert.bind(key).execute();
    insert.reset();
    database.open().execute_script("alter table things alter column id type uuid using id::uuid");
    CHECK_THROWS_AS(insert.bind(key).execute(), database_error);  // bound for the old type
    insert.reset();
    insert.bind(key).execute();
    CHECK(insert.affected_rows() == 1);
}

TEST_CASE("statements that the host deallocated are prepared again", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    CHECK(db.query_value<int>("select $1::int", 1) == 1);
    db.execute_script("deallocate all");
    CHECK(db.query_value<int>("select $1::int", 2) == 2);
    CHECK(db.query_value<int>("select $1::int", 3) == 3);
}

TEST_CASE("more than one statement, or none, cannot be prepared", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    CHECK_THROWS_AS(db.prepare("select 1; select 2"), usage_error);
    CHECK_THROWS_AS(db.prepare(" -- nothing\n;"), usage_error);
    CHECK_THROWS_AS(db.prepare(std::string_view("select 1\0", 9)), usage_error);
    CHECK(db.query_value<int>("select 1;") == 1);
}

TEST_CASE("a statement that has run wants its parameters anew", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute("create table things (id int)");
    auto insert = db.prepare("insert into things values ($1)");
    insert.bind(1).execute();
    CHECK_THROWS_AS(insert.execute(), usage_error);
    CHECK(db.query_value<int>("select count(*) from things") == 1);
}

TEST_CASE("utility statements are statements like any other", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    CHECK(db.execute("create table things (id int)") == 0);
    CHECK(db.execute("insert into things select generate_series(1, 5)") == 5);
    CHECK(db.execute("select * from things") == 0);
    CHECK(db.execute("update things set id = id + 1 where id > 2") == 3);
    CHECK(db.execute("delete from things") == 5);
    CHECK(db.query_value<std::string>("show server_encoding") == "UTF8");
}

TEST_CASE("a result is read only where it has a current row and that column", "[postgresql]") {
    test_database database("postgresql");
    auto rows = database.session().query("select 1");
    CHECK_THROWS_AS(rows.row().get_integer(0), usage_error);
    REQUIRE(rows.next());
    CHECK(rows.row().get_integer(0) == 1);
    CHECK_THROWS_AS(rows.row().get_integer(1), usage_error);
    CHECK_FALSE(rows.next());
    CHECK_FALSE(rows.next());
    CHECK_THROWS_AS(rows.row().get_integer(0), usage_error);
}

TEST_CASE("copy beside rows is refused, and the connection goes on", "[postgresql]") {
    test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id int)");
    for (const char* const copy : {"copy things from stdin", "copy things to stdout"}) {
        CHECK_THROWS_AS(db.execute(copy), usage_error);
        CHECK_THROWS_AS(db.execute_script(std::string("select 1; ") + copy + "; select 2"), usage_error);
        CHECK(db.query_value<int>("select 1") == 1);
    }
}
