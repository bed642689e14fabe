#include "support/database.hpp"

#include <rowan/session/transaction.hpp>

#include "../../src/session/retry.hpp"

#include "support/proxy.hpp"

#include <chrono>
#include <stdexcept>
#include <thread>

using namespace rowan;
using namespace std::chrono_literals;
using test::containing;

namespace {
void create_accounts(session& db) {
    db.execute_script(
        "create table accounts (id bigint primary key, amount bigint not null);"
        "insert into accounts values (1, 100), (2, 100)");
}
std::int64_t amount(session& db, int id) {
    return db.query_value<std::int64_t>("select amount from accounts where id = $1", id);
}
void add(session& db, int id, int what) {
    db.execute("update accounts set amount = amount + $1 where id = $2", what, id);
}

constexpr retry_options quick{.attempts = 3, .first_pause = 1ms, .longest_pause = 1ms};

template <class Error>
Error caught(const auto& work) {
    try {
        work();
    } catch (const Error& fault) { return fault; }
    FAIL("nothing was thrown");
    throw std::logic_error("unreachable");
}
}  // namespace

DATABASE_TEST_CASE("transact commits, and returns what the work returned", "[transact]") {
    auto& db = database.session();
    create_accounts(db);
    const auto left = db.transact([&] {
        CHECK(db.in_transaction());
        add(db, 1, -30);
        return amount(db, 1);
    });
    CHECK(left == 70);
    CHECK_FALSE(db.in_transaction());
    CHECK(amount(db, 1) == 70);
}

DATABASE_TEST_CASE("transact rolls back whatever is thrown, and does not run again for it", "[transact]") {
    auto& db = database.session();
    create_accounts(db);
    int runs = 0;
    const auto work = [&] {
        ++runs;
        add(db, 1, -30);
        throw std::runtime_error("no");
    };
    CHECK_THROWS_AS(db.transact(work), std::runtime_error);
    CHECK(runs == 1);
    CHECK_FALSE(db.in_transaction());
    CHECK(amount(db, 1) == 100);
}

DATABASE_TEST_CASE("transact does not run again for what another run would not mend", "[transact]") {
    auto& db = database.session();
    create_accounts(db);
    int runs = 0;
    const auto work = [&] {
        ++runs;
        db.execute("insert into accounts values (1, 1)");
    };
    const auto fault = caught<constraint_error>([&] { db.transact(work); });
    CHECK(runs == 1);
    CHECK(fault.attempts() == 0);
}

DATABASE_TEST_CASE("a transact within a transaction is a part of it that can fail alone", "[transact]") {
    auto& db = database.session();
    create_accounts(db);
    db.transact([&] {
        add(db, 1, 1);
        CHECK_THROWS_AS(db.transact([&] {
            add(db, 2, 1);
            db.execute("insert into accounts values (1, 1)");
        }),
                        constraint_error);
        db.transact([&] { add(db, 1, 10); });
    });
    CHECK(amount(db, 1) == 111);
    CHECK(amount(db, 2) == 100);
}

DATABASE_TEST_CASE("transact takes what cannot be copied", "[transact]") {
    auto& db = database.session();
    const auto made = db.transact([&] { return std::make_unique<int>(7); });
    CHECK(*made == 7);
}

DATABASE_TEST_CASE("a transaction that lost against another one runs again and wins", "[transact]") {
    if (!database.can_be_shared()) return;  // there is no other one
    auto& db = database.session();
    create_accounts(db);
    auto other = database.open();
    int runs = 0;
    db.transact({.level = isolation::serializable, .lock = write_lock::deferred, .retry = quick}, [&] {
        const auto before = amount(db, 1);
        if (++runs == 1) add(other, 1, 5);  // between this one's read and its write
        db.execute("update accounts set amount = $1 where id = 1", before + 1);
    });
    CHECK(runs == 2);
    CHECK(amount(db, 1) == 106);
}

DATABASE_TEST_CASE("a transaction that always loses gives up, and tells how often it ran", "[transact]") {
    if (!database.can_be_shared()) return;  // there is no other one
    auto& db = database.session();
    create_accounts(db);
    auto other = database.open();
    int runs = 0;
    const auto fault = caught<transaction_error>([&] {
        db.transact({.level = isolation::repeatable_read, .lock = write_lock::deferred, .retry = quick}, [&] {
            const auto before = amount(db, 1);
            ++runs;
            add(other, 1, 5);
            db.execute("update accounts set amount = $1 where id = 1", before + 1);
        });
    });
    CHECK(runs == 3);
    CHECK(fault.attempts() == 3);
    CHECK(fault.sqlstate() == "40001");
    CHECK(fault.retryable());
    CHECK_THAT(fault.what(), containing("run 3 times"));
    CHECK_FALSE(db.in_transaction());
    CHECK(amount(db, 1) == 115);
}

DATABASE_TEST_CASE("an error of the work's own making stays what it is, however often it ran", "[transact]") {
    struct own_error : conflict_error {
        using conflict_error::conflict_error;
    };
    auto& db = database.session();
    const auto fails = [&] { throw own_error({.message = "on purpose", .sqlstate = "40001", .retryable = true}); };
    CHECK_THROWS_AS(db.transact({.retry = quick}, fails), own_error);
    const auto conflicts = [&] { throw conflict_error({.message = "on purpose", .retryable = true}); };
    CHECK_THROWS_AS(db.transact({.retry = quick}, conflicts), conflict_error);
}

DATABASE_TEST_CASE("a nested transact that loses takes the outermost with it, which runs again", "[transact]") {
    if (!database.can_be_shared()) return;  // there is no other one
    auto& db = database.session();
    create_accounts(db);
    auto other = database.open();
    int outer = 0;
    int inner = 0;
    db.transact({.level = isolation::serializable, .lock = write_lock::deferred, .retry = quick}, [&] {
        const auto before = amount(db, 1);
        if (++outer == 1) add(other, 1, 5);
        db.transact([&] {
            ++inner;
            db.execute("update accounts set amount = $1 where id = 1", before + 1);
        });
    });
    CHECK(outer == 2);
    CHECK(inner == 2);
    CHECK(amount(db, 1) == 106);
}

TEST_CASE("of two that wait for each other one runs again, and both come through", "[transact][postgresql]") {
    test::test_database database("postgresql");
    create_accounts(database.session());
    std::atomic<int> arrived = 0;
    const auto moves = [&](int from, int to) {
        auto db = database.open();
        db.transact([&, first = true]() mutable {
            add(db, from, -1);
            if (std::exchange(first, false)) {
                ++arrived;
                while (arrived < 2) std::this_thread::yield();
            }
            add(db, to, 1);
        });
    };
    std::thread there([&] { moves(1, 2); });
    moves(2, 1);
    there.join();
    CHECK(amount(database.session(), 1) == 100);
    CHECK(amount(database.session(), 2) == 100);
}

TEST_CASE("on SQLite, who does not get the write lock in time runs again", "[transact][sqlite]") {
    test::test_database database("file");
    create_accounts(database.session());
    auto holder = database.open();
    auto waiting = database.open({.busy_timeout_milliseconds = 1});
    auto held = std::make_optional<transaction>(holder);
    int runs = 0;
    const retry_options many{.attempts = 1000, .first_pause = 1ms, .longest_pause = 1ms};
    std::thread release([&] {
        std::this_thread::sleep_for(20ms);
        held.reset();
    });
    waiting.transact({.retry = many}, [&] {
        ++runs;
        add(waiting, 1, 1);
    });
    release.join();
    CHECK(runs == 1);  // the others could not even begin
    CHECK(amount(waiting, 1) == 101);
}

TEST_CASE("pauses double up to the longest, less up to a half", "[transact]") {
    using detail::pause_before;
    const retry_options options{.first_pause = 10ms, .longest_pause = 50ms};
    CHECK(pause_before(2, options, 0) == 10ms);
    CHECK(pause_before(3, options, 0) == 20ms);
    CHECK(pause_before(4, options, 0) == 40ms);
    CHECK(pause_before(5, options, 0) == 50ms);
    CHECK(pause_before(60, options, 0) == 50ms);
    CHECK(pause_before(4, options, 1) == 20ms);
    CHECK(pause_before(2, {.first_pause = 0ms}, 0.5) == 0ms);
}

TEST_CASE("no run begins after the time is up", "[transact]") {
    detail::retry_course over({.within = 0ms, .first_pause = 1ms});
    CHECK_FALSE(over.again());
    detail::retry_course once({.attempts = 1});
    CHECK_FALSE(once.again());
}

TEST_CASE("durations are whole milliseconds, rounded up", "[transact]") {
    CHECK(duration(1ms).milliseconds() == 1);
    CHECK(duration(1us).milliseconds() == 1);
    CHECK(duration(1'000'000ns).milliseconds() == 1);
    CHECK(duration(2min).milliseconds() == 120'000);
    CHECK(duration(std::chrono::duration<double>(0.25)).milliseconds() == 250);
    CHECK(duration(std::chrono::hours::max()) > duration(1h));
}

DATABASE_TEST_CASE("a part of a transaction cannot be more sheltered than the whole", "[transact]") {
    auto& db = database.session();
    transaction whole(db, {.level = isolation::repeatable_read});
    { transaction part(db, {.level = isolation::repeatable_read}); }
    { transaction part(db, {.level = isolation::read_committed}); }
    if (database.is("postgresql")) {
        CHECK_THROWS_WITH(transaction(db, {.level = isolation::serializable}), containing("cannot be serializable"));
    } else {  // all are serializable
        transaction part(db, {.level = isolation::serializable});
    }
}

TEST_CASE("the server knows how a transaction was asked to be", "[transact][postgresql]") {
    test::test_database database("postgresql");
    auto& db = database.session();
    const auto shown = [&](const char* what) {
        return db.query_value<std::string>(std::string("show transaction_") + what);
    };
    transaction work(db, {.level = isolation::serializable, .read_only = true, .deferrable = true});
    CHECK(shown("isolation") == "serializable");
    CHECK(shown("read_only") == "on");
    CHECK(shown("deferrable") == "on");
}

TEST_CASE("a deferred transaction takes the write lock at its first write", "[transact][sqlite]") {
    test::test_database database("file");
    create_accounts(database.session());
    auto other = database.open({.busy_timeout_milliseconds = 1});
    transaction later(database.session(), {.lock = write_lock::deferred});
    add(other, 1, 1);
    add(database.session(), 2, 1);
    CHECK_THROWS_AS(add(other, 1, 1), transaction_error);
}

TEST_CASE("an exclusive transaction is the only one", "[transact][sqlite]") {
    test::test_database database("file");
    auto& db = database.session();
    create_accounts(db);
    db.query_value<std::string>("pragma journal_mode = delete");
    auto other = database.open({.busy_timeout_milliseconds = 1});
    other.query_value<std::string>("pragma journal_mode = delete");
    transaction alone(db, {.lock = write_lock::exclusive});
    CHECK_THROWS_AS(amount(other, 1), transaction_error);
}

DATABASE_TEST_CASE("a session that was moved from says so", "[transact]") {
    auto& db = database.session();
    session moved = std::move(db);
    CHECK_THROWS_WITH(db.execute("select 1"), containing("moved from"));
    CHECK_THROWS_AS(transaction(db), usage_error);
    CHECK_THROWS_AS(db.transact([] {}), usage_error);
    CHECK_THROWS_AS(db.description(), usage_error);
    CHECK_FALSE(db.in_transaction());
    db = std::move(moved);
    CHECK(db.query_value<int>("select 1") == 1);
}

namespace {
// A session whose commit is cut, at the request or at the response.
struct cut_commit {
    explicit cut_commit(test::proxy::cut which) : between(database.url()) {
        create_accounts(database.session());
        between.cut_at({"commit", 7}, which);  // with its end: the outcome is asked for in other words
    }
    test::test_database database{"postgresql"};
    test::proxy between;
    session db{between.url()};
};
}  // namespace

TEST_CASE("a commit whose answer was lost is asked for, and stands", "[transact][postgresql]") {
    cut_commit on(test::proxy::cut::response);
    on.db.transact([&] { add(on.db, 1, 7); });
    CHECK(amount(on.database.session(), 1) == 107);
    CHECK_THROWS_WITH(amount(on.db, 1), containing("was lost before") && containing("open a new session"));
}

TEST_CASE("a commit that never reached the server is known to be rolled back", "[transact][postgresql]") {
    cut_commit on(test::proxy::cut::request);
    const auto fault = caught<connection_error>([&] { on.db.transact([&] { add(on.db, 1, 7); }); });
    CHECK_THAT(fault.what(), containing("was rolled back"));
    CHECK(fault.sqlstate() == "08006");
    CHECK(amount(on.database.session(), 1) == 100);
}

TEST_CASE("a commit that nobody can be asked about is unknown", "[transact][postgresql]") {
    cut_commit on(test::proxy::cut::response);
    on.between.refuse(true);
    const auto fault =
        caught<commit_unknown>([&] { on.db.transact({.confirm_within = 100ms}, [&] { add(on.db, 1, 7); }); });
    CHECK(fault.sqlstate() == "08007");
    CHECK_THAT(fault.what(), containing("not known"));
    CHECK_FALSE(fault.retryable());
}

TEST_CASE("a transaction that begins and ends by hand asks where it is told to", "[transact][postgresql]") {
    cut_commit on(test::proxy::cut::response);
    transaction work(on.db, {.confirm_within = 10s});
    add(on.db, 1, 7);
    work.commit();
    CHECK(amount(on.database.session(), 1) == 107);
}

TEST_CASE("a commit that is not to be asked about is unknown", "[transact][postgresql]") {
    cut_commit on(test::proxy::cut::response);
    transaction work(on.db);
    CHECK_THROWS_AS(work.commit(), commit_unknown);
}

TEST_CASE("after a lost connection all ways to use the session say the same", "[transact][postgresql][own_process]") {
    test::test_database database("postgresql");
    auto db = database.open();
    const auto process = db.query_value<std::int32_t>("select pg_backend_pid()");
    database.session().query_value<bool>("select pg_terminate_backend($1::integer, 5000)", process);
    CHECK_THROWS_WITH(db.query_value<int>("select 1 + 1"), containing("was lost: terminating connection"));
    const auto says_so = [](const auto& use) {
        CHECK_THROWS_WITH(use(),
                          containing("was lost before: terminating connection") && containing("open a new session"));
    };
    says_so([&] { db.execute("select 2"); });
    says_so([&] { db.execute_script("select 2"); });
    says_so([&] { transaction work(db); });
    says_so([&] { db.transact([] {}); });
    says_so([&] { db.bulk_insert({"", "t"}, std::vector<std::string>{"id"}); });
}
