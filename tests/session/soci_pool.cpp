#include "host.hpp"

#include <rowan/session/pool.hpp>
#include <rowan/session/soci.hpp>
#include <rowan/session/transaction.hpp>

#include <atomic>
#include <iostream>
#include <memory>
#include <thread>

using namespace rowan;
using test::containing;

namespace {
// A host's pool. Its SQLite sessions wait for each other, as a host's should.
std::unique_ptr<soci::connection_pool> host_pool(const test::test_database& on, std::size_t size) {
    auto result = std::make_unique<soci::connection_pool>(size);
    for (std::size_t i = 0; i != size; ++i) {
        test::open_host_at(result->at(i), on);
        if (on.is("sqlite")) result->at(i) << "pragma busy_timeout = 20000";
    }
    return result;
}

std::int64_t count_of(session& db) { return db.query_value<std::int64_t>("select count(*) from t"); }
void create_t(session& db) { db.execute_script("create table t (id bigint primary key, note text)"); }
}  // namespace

DATABASE_TEST_CASE("a session of a host's pool goes back to it", "[soci][pool]") {
    if (!database.can_be_shared()) return;  // the host opens sessions of its own
    const auto lender = host_pool(database, 1);
    for (int i = 0; i != 3; ++i) CHECK(open(*lender).query_value<int>("select 1") == 1);
    std::size_t place = 0;
    CHECK(lender->try_lease(place, 0));
    lender->give_back(place);
}

DATABASE_TEST_CASE("a session that a host's pool lent comes back with no transaction open", "[soci][pool]") {
    if (!database.can_be_shared()) return;  // the host opens sessions of its own
    create_t(database.session());
    const auto lender = host_pool(database, 1);
    {
        session db = open(*lender);
        soci_session(db).begin();
        db.execute("insert into t (id) values (1)");
    }
    soci::session host(*lender);
    int count = 1;
    host << "select count(*) from t", soci::into(count);
    CHECK(count == 0);
    host.begin();
    host.commit();
}

DATABASE_TEST_CASE("where no session of a host's pool is free in time, rowan says so", "[soci][pool]") {
    if (!database.can_be_shared()) return;  // the host opens sessions of its own
    const auto lender = host_pool(database, 1);
    const session held = open(*lender);
    CHECK_THROWS_AS(open(*lender, {}, duration::of_milliseconds(20)), pool_timeout);
}

DATABASE_TEST_CASE("a lent session and SOCI code on it are in one transaction, rowan's or SOCI's, and nest",
                   "[soci][pool]") {
    if (!database.can_be_shared()) return;  // the host opens sessions of its own
    create_t(database.session());
    const auto lender = host_pool(database, 1);
    session db = open(*lender);
    soci::session& host = soci_session(db);
    CHECK_THROWS_AS(db.transact([&] {
        host << "insert into t (id) values (1)";
        throw std::logic_error("undone");
    }),
                    std::logic_error);
    CHECK(count_of(db) == 0);
    {
        soci::transaction work(host);
        db.transact([&] { host << "insert into t (id) values (2)"; });
        CHECK_THROWS_AS(db.transact([&] {
            host << "insert into t (id) values (3)";
            db.execute("insert into t (id) values (2)");
        }),
                        constraint_error);
        work.commit();
    }
    CHECK(count_of(db) == 1);
}

DATABASE_TEST_CASE("an error of SOCI leaves rowan's transaction rolled back, and an error of rowan SOCI's",
                   "[soci][pool]") {
    if (!database.can_be_shared()) return;  // the host opens sessions of its own
    create_t(database.session());
    const auto lender = host_pool(database, 1);
    session db = open(*lender);
    soci::session& host = soci_session(db);
    CHECK_THROWS_AS(db.transact([&] {
        db.execute("insert into t (id) values (1)");
        host << "insert into t (id) values (1)";
    }),
                    soci::soci_error);
    CHECK(!db.in_transaction());
    const auto by_soci = [&] {
        soci::transaction work(host);
        host << "insert into t (id) values (1)";
        db.execute("insert into t (id) values ($1)", 1);
        work.commit();
    };
    CHECK_THROWS_AS(by_soci(), constraint_error);
    CHECK(!db.in_transaction());
    CHECK(count_of(db) == 0);
}

DATABASE_TEST_CASE("many threads share a host's pool, half of them by SOCI and half by rowan",
                   "[soci][pool][threads]") {
    if (!database.can_be_shared()) return;  // the host opens sessions of its own
    create_t(database.session());
    const auto lender = host_pool(database, 3);
    constexpr int each = 25;
    std::atomic<int> failed = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i != 8; ++i) {
        threads.emplace_back([&, i] {
            try {
                for (int row = 0; row != each; ++row) {
                    const int id = i * each + row;
                    if (i % 2 == 0) {
                        session db = open(*lender);
                        db.transact([&] {
                            db.execute("insert into t values ($1, $2)", id, "rowan");
                            soci_session(db) << "update t set note = 'both' where id = " << id;
                        });
                    } else {
                        soci::session host(*lender);
                        host << "insert into t values (:id, 'soci')", soci::use(id);
                    }
                }
            } catch (const std::exception& fault) {
                std::cerr << fault.what() << '\n';
                ++failed;
            }
        });
    }
    for (auto& one : threads) one.join();
    CHECK(failed == 0);
    auto& db = database.session();
    CHECK(db.query_value<std::int64_t>("select count(*) from t where note = 'both'") == 4 * each);
    CHECK(db.query_value<std::int64_t>("select count(*) from t where note = 'soci'") == 4 * each);
}

DATABASE_TEST_CASE("a pool of rowan's over a host's pool serves many threads and gives all back",
                   "[soci][pool][threads]") {
    if (!database.can_be_shared()) return;  // the host opens sessions of its own
    create_t(database.session());
    const auto lender = host_pool(database, 2);
    {
        pool sessions([&] { return open(*lender); }, {.size = 2});
        std::vector<std::thread> threads;
        for (int i = 0; i != 6; ++i) {
            threads.emplace_back([&, i] {
                for (int row = 0; row != 10; ++row)
                    sessions.transact([&](session& db) { db.execute("insert into t (id) values ($1)", i * 10 + row); });
            });
        }
        for (auto& one : threads) one.join();
        CHECK(sessions.counters().opened <= 2);
    }
    CHECK(count_of(database.session()) == 60);
    std::size_t first = 0;
    std::size_t second = 0;
    CHECK(lender->try_lease(first, 0));
    CHECK(lender->try_lease(second, 0));
    lender->give_back(first);
    lender->give_back(second);
}

TEST_CASE("a lent connection that was lost is another one when it is lent again", "[soci][pool][postgresql]") {
    test::test_database database("postgresql");
    const auto lender = host_pool(database, 1);
    {
        session db = open(*lender);
        const auto pid = db.query_value<std::int64_t>("select pg_backend_pid()");
        database.session().query_value<bool>("select pg_terminate_backend($1::integer)", pid);
        CHECK_THROWS_AS(
            [&] {
                for (;;) db.query_value<int>("select 1");
            }(),
            connection_error);
    }
    CHECK(open(*lender).query_value<int>("select 1") == 1);
    soci::session host(*lender);
    int one = 0;
    host << "select 1", soci::into(one);
    CHECK(one == 1);
}
