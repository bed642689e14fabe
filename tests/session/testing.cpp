#include "support/database.hpp"

#include <rowan/session/pool.hpp>
#include <rowan/session/testing.hpp>
#include <rowan/session/transaction.hpp>

#include <thread>

using namespace rowan;
using namespace rowan::testing;
using test::containing;

DATABASE_TEST_CASE("expect_statements returns what its work returns", "[testing]") {
    auto& db = database.session();
    CHECK(expect_statements(1, [&] { return db.query_value<int>("select 7"); }) == 7);
}

DATABASE_TEST_CASE("expect_statements throws where more ran, and lists them", "[testing]") {
    auto& db = database.session();
    try {
        expect_statements(1, [&] {
            db.query_value<int>("select 1");
            db.query_value<int>("select 2");
        });
        FAIL("nothing was thrown");
    } catch (const unexpected_statements& wrong) {
        CHECK(wrong.count() == 2);
        CHECK(wrong.statements().size() == 2);
        CHECK_THAT(wrong.what(), containing("2 statements ran, expected 1:\n  1. select 1  -- rows: 1\n  2. select 2"));
    }
}

DATABASE_TEST_CASE("expect_statements throws where fewer ran", "[testing]") {
    CHECK_THROWS_WITH(expect_statements(at_least(1), [] {}), "0 statements ran, expected at least 1: none");
    CHECK_THROWS_AS(expect_statements(2, [&] { database.session().query_value<int>("select 1"); }),
                    unexpected_statements);
}

DATABASE_TEST_CASE("at_most takes fewer statements", "[testing]") {
    auto& db = database.session();
    CHECK_NOTHROW(expect_statements(at_most(2), [&] { db.query_value<int>("select 1"); }));
    const auto twice = [&] { db.query_value<int>("select 1"), db.query_value<int>("select 2"); };
    CHECK_THROWS_WITH(expect_statements(at_most(1), twice), containing("expected at most 1"));
}

DATABASE_TEST_CASE("what begins and ends a transaction is listed and not counted", "[testing]") {
    auto& db = database.session();
    const statement_recorder ran;
    expect_statements(1, [&] { db.transact([&] { db.query_value<int>("select 1"); }); });
    CHECK(ran.count() == 1);
    CHECK(ran.all().size() == 3);
    CHECK(ran.listed().starts_with("\n     begin"));
}

DATABASE_TEST_CASE("expect_statements counts on all sessions of the thread, and on none of another", "[testing]") {
    if (!database.can_be_shared()) return;  // there is one session
    auto other = database.open();
    expect_statements(2, [&] {
        database.session().query_value<int>("select 1");
        other.query_value<int>("select 2");
        std::thread([&] { database.open().query_value<int>("select 3"); }).join();
    });
}

DATABASE_TEST_CASE("expect_statements of a session counts on that one alone", "[testing]") {
    if (!database.can_be_shared()) return;  // there is one session
    auto other = database.open();
    expect_statements(database.session(), 1, [&] {
        database.session().query_value<int>("select 1");
        other.query_value<int>("select 2");
    });
}

DATABASE_TEST_CASE("an error of the work leaves expect_statements as it is", "[testing]") {
    CHECK_THROWS_AS(expect_statements(5, [] { throw std::logic_error("mine"); }), std::logic_error);
    CHECK_NOTHROW(expect_statements(1, [&] { database.session().query_value<int>("select 1"); }));
}

DATABASE_TEST_CASE("each copy of a template has its rows, and changes of its own", "[testing]") {
    database_template made(database.url(), [](session& db) {
        db.execute_script(
            "create table t (id bigint primary key, parent bigint references t (id)); insert into t values (1, null)");
    });
    auto one = made.copy();
    auto other = made.copy();
    one->execute("insert into t values (2, 1)");
    CHECK(one->query_value<std::int64_t>("select count(*) from t") == 2);
    CHECK(other->query_value<std::int64_t>("select count(*) from t") == 1);
    CHECK_THROWS_AS(other->execute("insert into t values (3, 7)"), constraint_error);
}

DATABASE_TEST_CASE("many threads copy one template", "[testing][threads]") {
    database_template made(database.url(),
                           [](session& db) { db.execute_script("create table t (id bigint primary key)"); });
    std::vector<std::thread> threads;
    std::atomic<int> sound = 0;
    for (int i = 0; i != 4; ++i) {
        threads.emplace_back([&, i] {
            auto db = made.copy();
            db->execute("insert into t values ($1)", i);
            sound += db->query_value<std::int64_t>("select count(*) from t") == 1 ? 1 : 0;
        });
    }
    for (auto& one : threads) one.join();
    CHECK(sound == 4);
}

DATABASE_TEST_CASE("a copy on a server can have a pool, and one in memory says that it cannot", "[testing]") {
    database_template made(database.url(), [](session& db) { db.execute_script("create table t (id bigint)"); });
    auto db = made.copy();
    if (database.is("sqlite")) {
        CHECK_THROWS_WITH(db.url(), containing("in memory"));
    } else {
        pool sessions(db.url());
        CHECK(sessions.take()->query_value<std::int64_t>("select count(*) from t") == 0);
    }
}

DATABASE_TEST_CASE("what the preparation of a template throws comes out, and nothing stays behind", "[testing]") {
    CHECK_THROWS_AS(database_template(database.url(), [](session&) { throw std::logic_error("mine"); }),
                    std::logic_error);
    if (!database.is("postgresql")) return;  // there are no databases to count
    CHECK(database.session().query_value<std::int64_t>(
              "select count(*) from pg_database where datname ~ '^rowan_[0-9a-f]{16}'") == 0);
}

TEST_CASE("databases of a template are dropped in the end", "[testing][postgresql]") {
    test::test_database database("postgresql");
    const auto count = [&] {
        return database.session().query_value<std::int64_t>(
            "select count(*) from pg_database where datname ~ '^rowan_[0-9a-f]{16}'");
    };
    {
        database_template made(database.url(), [](session&) {});
        const auto copy = made.copy();
        CHECK(count() == 2);
    }
    CHECK(count() == 0);
}
