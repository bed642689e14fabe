#include "support/database.hpp"

#include <rowan/session/limit.hpp>
#include <rowan/session/transaction.hpp>

#include "support/proxy.hpp"

#include <chrono>
#include <thread>

using namespace rowan;
using namespace std::chrono_literals;
using test::containing;

namespace {
// Longer than any test waits.
std::string endless(const test::test_database& on) {
    return on.is("postgresql")
               ? "select count(*) from generate_series(1, 100000000000)"
               : "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n";
}

template <class Error>
Error caught(const auto& work) {
    try {
        work();
    } catch (const Error& fault) { return fault; }
    FAIL("nothing was thrown");
    throw std::logic_error("unreachable");
}
}  // namespace

DATABASE_TEST_CASE("a statement ends when its time is up, and the session goes on", "[limit]") {
    auto& db = database.session();
    {
        limit soon(db, 50ms);
        const auto fault = caught<canceled_error>([&] { db.query_value<std::int64_t>(endless(database)); });
        CHECK(fault.cause() == cancel_cause::deadline);
        CHECK(fault.sqlstate() == "57014");
        CHECK_FALSE(fault.statement().empty());
    }
    CHECK(db.query_value<int>("select 1") == 1);
}

DATABASE_TEST_CASE("when the time is up nothing more is run", "[limit]") {
    auto& db = database.session();
    db.execute_script("create table things (id bigint)");
    limit over(db, 0ms);
    CHECK_THROWS_AS(db.execute("insert into things values (1)"), canceled_error);
    CHECK_THROWS_AS(db.execute_script("insert into things values (1)"), canceled_error);
    CHECK_THROWS_WITH(transaction(db), containing("was not run") && containing("was up"));
}

DATABASE_TEST_CASE("a statement ends when somebody asks for it", "[limit]") {
    auto& db = database.session();
    std::stop_source source;
    {
        limit asked(db, source.get_token());
        std::thread asks([&] {
            std::this_thread::sleep_for(20ms);  // before, during or between: it ends all the same
            source.request_stop();
        });
        const auto fault = caught<canceled_error>([&] { db.query_value<std::int64_t>(endless(database)); });
        asks.join();
        CHECK(fault.cause() == cancel_cause::stopped);
    }
    CHECK(db.query_value<int>("select 1") == 1);
}

DATABASE_TEST_CASE("a script ends when its time is up", "[limit]") {
    auto& db = database.session();
    limit soon(db, 50ms);
    CHECK_THROWS_AS(db.execute_script(endless(database)), canceled_error);
}

DATABASE_TEST_CASE("rows that take too long end between two of them", "[limit]") {
    auto& db = database.session();
    limit soon(db, 50ms);
    auto rows = db.query(database.is("postgresql")
                             ? "select 1 where false"
                             : "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n");
    if (database.is("postgresql")) return;  // sends all rows at once
    const auto read = [&] {
        while (rows.next()) {}
    };
    CHECK_THROWS_AS(read(), canceled_error);
}

DATABASE_TEST_CASE("an inner limit ends before the outer one, and never later", "[limit]") {
    auto& db = database.session();
    {
        limit outer(db, 1h);
        {
            limit inner(db, 20ms);
            CHECK_THROWS_AS(db.query_value<std::int64_t>(endless(database)), canceled_error);
        }
        CHECK(db.query_value<int>("select 1") == 1);
    }
    limit outer(db, 20ms);
    limit inner(db, 1h);
    CHECK_THROWS_AS(db.query_value<std::int64_t>(endless(database)), canceled_error);
}

DATABASE_TEST_CASE("a transaction whose time is up is rolled back, and the session goes on", "[limit]") {
    auto& db = database.session();
    db.execute_script("create table things (id bigint)");
    {
        transaction work(db, {.within = 60ms});
        db.execute("insert into things values (1)");
        CHECK_THROWS_AS(db.query_value<std::int64_t>(endless(database)), canceled_error);
        CHECK_THROWS_AS(work.commit(), error);
    }
    CHECK_FALSE(db.in_transaction());
    CHECK(db.query_value<std::int64_t>("select count(*) from things") == 0);
    db.transact([&] { db.execute("insert into things values (2)"); });
    CHECK(db.query_value<std::int64_t>("select count(*) from things") == 1);
}

DATABASE_TEST_CASE("transact with a time ends with it", "[limit]") {
    auto& db = database.session();
    CHECK_THROWS_AS(db.transact({.within = 50ms}, [&] { db.query_value<std::int64_t>(endless(database)); }),
                    canceled_error);
    CHECK_FALSE(db.in_transaction());
    CHECK(db.query_value<int>("select 1") == 1);
}

DATABASE_TEST_CASE("a transaction that always loses is not tried beyond its time", "[limit]") {
    if (!database.can_be_shared()) return;  // there is no other one
    auto& db = database.session();
    db.execute_script("create table things (id bigint); insert into things values (1)");
    auto other = database.open();
    const transaction_options options{.level = isolation::repeatable_read,
                                      .lock = write_lock::deferred,
                                      .within = 60ms,
                                      .retry = {.attempts = 1'000'000, .first_pause = 1ms, .longest_pause = 5ms}};
    CHECK_THROWS_AS(db.transact(options,
                                [&] {
                                    db.query_value<std::int64_t>("select count(*) from things");
                                    other.execute("update things set id = id + 1");
                                    db.execute("update things set id = id + 1");
                                }),
                    database_error);
    CHECK(db.query_value<int>("select 1") == 1);
}

DATABASE_TEST_CASE("waiting for a lock ends when the time is up", "[limit]") {
    if (!database.can_be_shared()) return;  // nobody else holds one
    auto& db = database.session();
    db.execute_script("create table things (id bigint); insert into things values (1)");
    auto holder = database.open();
    transaction held(holder);
    holder.execute("update things set id = 2");
    {
        limit soon(db, 50ms);
        const auto fault = caught<canceled_error>([&] { db.execute("update things set id = 3"); });
        CHECK(fault.cause() == cancel_cause::deadline);
    }
    held.commit();
    CHECK(db.execute("update things set id = 3") == 1);
}

DATABASE_TEST_CASE("many limits in a row leave nothing behind", "[limit]") {
    auto& db = database.session();
    for (int i = 0; i != 30; ++i) {
        {
            limit soon(db, duration::of_milliseconds(i % 3));
            try {
                db.query_value<std::int64_t>(endless(database));
            } catch (const canceled_error&) {}
        }
        REQUIRE(db.query_value<int>("select cast($1 as integer)", i) == i);
    }
}

TEST_CASE("the database's own timeout is told apart", "[limit][postgresql][own_process]") {
    test::test_database database("postgresql");
    auto& db = database.session();
    db.execute("set statement_timeout = 20");
    limit later(db, 1h);
    const auto fault = caught<canceled_error>([&] { db.query_value<std::int64_t>(endless(database)); });
    CHECK(fault.cause() == cancel_cause::elsewhere);
    CHECK_THAT(fault.what(), containing("statement_timeout"));
}

TEST_CASE("a copy ends when its time is up", "[limit][postgresql]") {
    test::test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id bigint)");
    auto holder = database.open();
    {
        limit soon(db, 50ms);
        auto rows = db.bulk_insert({"", "things"}, std::vector<std::string>{"id"});
        const auto write = [&] {
            for (int i = 0;; ++i) {
                rows->set_integer(0, i);
                rows->end_row();
            }
        };
        CHECK_THROWS_AS(write(), canceled_error);
    }
    CHECK(db.query_value<std::int64_t>("select count(*) from things") == 0);
}

TEST_CASE("where the network is dead the connection is cut, and nobody waits for ever", "[limit][postgresql]") {
    test::test_database database("postgresql");
    test::proxy between(database.url());
    auto db = open(between.url());
    between.stall(true);
    {
        limit soon(db, 10ms);
        CHECK_THROWS_AS(db.query_value<int>("select 1"), connection_error);
    }
    CHECK_THROWS_AS(db.query_value<int>("select 1"), connection_error);
}
