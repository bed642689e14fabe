#include "support/database.hpp"

#include <rowan/session/limit.hpp>
#include <rowan/session/pool.hpp>
#include <rowan/session/transaction.hpp>

#include "support/proxy.hpp"

#include <atomic>
#include <chrono>
#include <set>
#include <stdexcept>
#include <thread>

using namespace rowan;
using namespace std::chrono_literals;
using test::containing;

namespace {
void create_things(session& db) {
    db.execute_script("create table things (id bigint primary key, amount bigint not null)");
}
std::int64_t count(session& db) { return db.query_value<std::int64_t>("select count(*) from things"); }
std::int32_t process(session& db) { return db.query_value<std::int32_t>("select pg_backend_pid()"); }

void run_threads(int count, const auto& work) {
    std::vector<std::thread> threads;
    for (int i = 0; i != count; ++i) threads.emplace_back([&work, i] { work(i); });
    for (auto& one : threads) one.join();
}

void wait_until(const auto& holds) {
    while (!holds()) std::this_thread::sleep_for(1ms);
}
}  // namespace

DATABASE_TEST_CASE("a session that came back is given out again", "[pool]") {
    pool sessions(database.url());
    CHECK(sessions.counters().opened == 0);
    for (int i = 0; i != 3; ++i) CHECK(sessions.take()->query_value<int>("select 1") == 1);
    const auto counters = sessions.counters();
    CHECK(counters.opened == 1);
    CHECK(counters.taken == 3);
    CHECK(counters.idle == 1);
    CHECK(counters.in_use == 0);
    CHECK(counters.waited == 0);
}

DATABASE_TEST_CASE("a transaction that is left open is rolled back when its session comes back", "[pool]") {
    pool sessions(database.url());
    {
        auto db = sessions.take();
        create_things(*db);
        db->execute("begin");
        db->execute("insert into things values (1, 1)");
    }
    auto db = sessions.take();
    CHECK_FALSE(db->in_transaction());
    CHECK(count(db) == 0);
    CHECK(sessions.counters().rolled_back == 1);
}

DATABASE_TEST_CASE("who waits too long for a session is told how things are", "[pool]") {
    pool sessions(database.url(), {.size = 1, .wait = 10ms});
    {
        const auto held = sessions.take();
        CHECK_THROWS_WITH(sessions.take(), containing("10 ms") && containing("pool_options::size"));
        CHECK(sessions.counters().timed_out == 1);
    }
    CHECK(sessions.take()->query_value<int>("select 1") == 1);
}

DATABASE_TEST_CASE("those who wait are served in the order of coming", "[pool]") {
    pool sessions(database.url(), {.size = 1});
    std::optional<pooled_session> held(sessions.take());
    std::vector<int> order;
    std::vector<std::thread> threads;
    for (int i = 0; i != 5; ++i) {
        threads.emplace_back([&, i] {
            const auto db = sessions.take();
            order.push_back(i);  // one at a time, as there is one session
        });
        wait_until([&] { return sessions.counters().waiting == static_cast<std::size_t>(i) + 1; });
    }
    held.reset();
    for (auto& one : threads) one.join();
    CHECK(order == std::vector<int>{0, 1, 2, 3, 4});
    CHECK(sessions.counters().waited == 5);
}

DATABASE_TEST_CASE("many threads write through a few sessions, and nothing is lost or doubled", "[pool]") {
    pool sessions(database.url(), {.size = 3});
    {
        auto db = sessions.take();
        create_things(db);
        db->execute("insert into things values (1, 0)");
    }
    constexpr int threads = 8;
    constexpr int rounds = 25;
    run_threads(threads, [&](int) {
        for (int i = 0; i != rounds; ++i) {
            sessions.transact([](session& db) { db.execute("update things set amount = amount + 1 where id = 1"); });
            sessions.read()->query_value<std::int64_t>("select amount from things where id = 1");
        }
    });
    CHECK(sessions.take()->query_value<int>("select amount from things where id = 1") == threads * rounds);
    const auto counters = sessions.counters();
    CHECK(counters.in_use == 0);
    CHECK(counters.opened <= 3);
    CHECK(counters.taken == 2 * threads * rounds + 2);
}

DATABASE_TEST_CASE("each session is set up when it is opened, and once only", "[pool][own_process]") {
    std::atomic<int> calls = 0;
    pool sessions(database.url(), {.size = 2}, [&](session& db) {
        ++calls;
        db.execute("create temporary table mine (id bigint)");
    });
    for (int i = 0; i != 3; ++i) sessions.take()->execute("insert into mine values (1)");
    CHECK(sessions.take()->query_value<std::int64_t>("select count(*) from mine") == 3);
    CHECK(calls == 1);
}

DATABASE_TEST_CASE("what the set-up throws, who takes a session gets, and the pool goes on", "[pool]") {
    bool fails = true;
    pool sessions(database.url(), {.size = 1, .wait = 10ms}, [&](session&) {
        if (fails) throw std::runtime_error("not today");
    });
    CHECK_THROWS_WITH(sessions.take(), "not today");
    CHECK_THROWS_WITH(sessions.take(), "not today");
    CHECK(sessions.counters().failed_to_open == 2);
    fails = false;
    CHECK(sessions.take()->query_value<int>("select 1") == 1);
}

DATABASE_TEST_CASE("sessions may come from a function", "[pool]") {
    if (!database.can_be_shared()) return;
    pool sessions([&] { return database.open(); }, {.size = 2});
    CHECK(sessions.take()->query_value<int>("select 1") == 1);
}

DATABASE_TEST_CASE("a session is closed at the end of its life", "[pool]") {
    pool sessions(database.url(), {.size = 1, .lifetime = 1ms});
    sessions.take();
    std::this_thread::sleep_for(2ms);
    sessions.take();
    const bool keeps = !database.can_be_shared();  // with its session a database in memory would be gone
    CHECK(sessions.counters().opened == (keeps ? 1u : 2u));
    CHECK(sessions.counters().grown_old >= (keeps ? 0u : 1u));
}

DATABASE_TEST_CASE("a session that is idle for too long is closed", "[pool]") {
    pool sessions(database.url(), {.idle_time = 1ms});
    sessions.take();
    std::this_thread::sleep_for(2ms);
    sessions.tidy();
    CHECK(sessions.counters().idle == (database.can_be_shared() ? 0u : 1u));
}

DATABASE_TEST_CASE("a session may come back after its pool has ended", "[pool]") {
    std::optional<pool> sessions(std::in_place, database.url());
    auto db = sessions->take();
    sessions.reset();
    CHECK(db->query_value<int>("select 1") == 1);
}

DATABASE_TEST_CASE("a pool's transaction returns what its work returns", "[pool]") {
    pool sessions(database.url());
    CHECK(sessions.transact([](session& db) { return db.query_value<int>("select 7"); }) == 7);
    CHECK_THROWS_AS(sessions.transact([](session&) { throw std::runtime_error("no"); }), std::runtime_error);
    CHECK(sessions.counters().in_use == 0);
}

TEST_CASE("a malformed URL is told when the pool is made", "[pool]") {
    CHECK_THROWS_AS(pool("mysql://x"), usage_error);
}

TEST_CASE("a pool in memory is one database", "[pool][sqlite]") {
    pool sessions("sqlite://:memory:", {.size = 8, .wait = 10ms});
    create_things(*sessions.take());
    CHECK(count(*sessions.read()) == 0);
    const auto held = sessions.take();
    CHECK_THROWS_AS(sessions.read(), pool_timeout);
}

TEST_CASE("on SQLite there is one writer, and readers that do not write", "[pool][sqlite]") {
    test::test_database database("file");
    create_things(database.session());
    pool sessions(database.url(), {.size = 4, .wait = 10ms});
    auto writer = sessions.take();
    CHECK_THROWS_WITH(sessions.take(), containing("all 1 that writes"));
    transaction work(*writer);
    writer->execute("insert into things values (1, 1)");
    auto one = sessions.read();
    auto two = sessions.read();
    auto three = sessions.read();
    CHECK_THROWS_WITH(sessions.read(), containing("all 3 that read"));
    CHECK(count(one) == 0);
    CHECK_THROWS_AS(two->execute("insert into things values (2, 2)"), read_only_error);
    CHECK_THROWS_AS(three->transact([&] { three->execute("delete from things"); }), read_only_error);
    work.commit();
    CHECK(count(one) == 1);
}

TEST_CASE("a session whose connection is gone is not given out again", "[pool][postgresql][own_process]") {
    test::test_database database("postgresql");
    pool sessions(database.url(), {.size = 2, .check_after = 0ms});
    const auto first = process(*sessions.take());
    database.session().query_value<bool>("select pg_terminate_backend($1::integer, 5000)", first);
    CHECK(process(*sessions.take()) != first);
    CHECK(sessions.counters().found_dead == 1);
    CHECK(sessions.counters().opened == 2);
}

TEST_CASE("when one connection was lost the idle ones are asked too", "[pool][postgresql][own_process]") {
    test::test_database database("postgresql");
    pool sessions(database.url(), {.size = 3, .check_after = 1h});
    {
        const auto one = sessions.take();
        const auto two = sessions.take();
        const auto three = sessions.take();
        for (const auto* db : {&one, &two, &three})
            database.session().query_value<bool>("select pg_terminate_backend($1::integer, 5000)", process(**db));
        CHECK_THROWS_AS(three->execute("select 1"), connection_error);
    }
    const auto one = sessions.take();
    CHECK(one->query_value<int>("select 1") == 1);
    const auto two = sessions.take();
    const auto three = sessions.take();
    CHECK(sessions.counters().found_dead == 3);
}

TEST_CASE("a server that goes away and comes back needs nothing to be done", "[pool][postgresql]") {
    test::test_database database("postgresql");
    test::proxy between(database.url());
    pool sessions(between.url(), {.size = 2, .wait = 1s, .check_after = 0ms});
    CHECK(sessions.take()->query_value<int>("select 1") == 1);
    between.refuse(true);
    between.cut_all();
    CHECK_THROWS_AS(sessions.take(), connection_error);
    CHECK_THROWS_AS(sessions.take(), connection_error);
    between.refuse(false);
    CHECK(sessions.take()->query_value<int>("select 1") == 1);
    CHECK(sessions.counters().in_use == 0);
}

TEST_CASE("a transaction whose connection is lost half way runs again on another one", "[pool][postgresql]") {
    test::test_database database("postgresql");
    create_things(database.session());
    pool sessions(database.url(), {.size = 2});
    int runs = 0;
    sessions.transact([&](session& db) {
        db.execute("insert into things values (1, 1)");
        if (++runs == 1)
            database.session().query_value<bool>("select pg_terminate_backend($1::integer, 5000)", process(db));
        db.execute("insert into things values (2, 1)");
    });
    CHECK(runs == 2);
    CHECK(count(database.session()) == 2);
}

TEST_CASE("while connections are cut again and again, what was acknowledged is stored once", "[pool][postgresql]") {
    test::test_database database("postgresql");
    create_things(database.session());
    test::proxy between(database.url());
    pool sessions(between.url(), {.size = 3});
    constexpr int threads = 4;
    constexpr int rows = 40;
    std::atomic<int> done = 0;
    std::atomic<int> unknown = 0;
    std::thread cutter([&] {
        for (int next = 5; next < threads * rows; next += 5) {
            wait_until([&] { return done >= next; });
            between.cut_all();
        }
    });
    const transaction_options patient{.retry = {.attempts = 1000, .first_pause = 1ms, .longest_pause = 20ms}};
    run_threads(threads, [&](int thread) {
        for (int i = 0; i != rows; ++i) {
            try {
                sessions.transact(
                    patient, [&](session& db) { db.execute("insert into things values ($1, 1)", thread * rows + i); });
            } catch (const commit_unknown&) { ++unknown; }
            ++done;
        }
    });
    cutter.join();
    CHECK(count(database.session()) + unknown >= threads * rows);
    CHECK(count(database.session()) <= threads * rows);
    CHECK(sessions.counters().in_use == 0);
}
