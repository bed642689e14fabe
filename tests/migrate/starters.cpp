#include <rowan/migrate/migrator.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/process_lock.hpp>

#include <support/database.hpp>
#include <rowan/session/expect_statements.hpp>

#include <fmt/format.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <functional>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include "migrate/people.hpp"

// Many programs that start at the same time and all migrate: real processes, and threads of one.

using rowan::migrate::direction;
using rowan::migrate::revision;
using rowan::migrate::when_busy;
using rowan::test::containing;
using rowan::test::people;
using rowan::test::people_and;
using ids = std::vector<std::string>;

namespace {

/// A process that runs `work` and ends with 0, or with 1 and what went wrong on standard error.
class process {
public:
    explicit process(const std::function<void()>& work) : pid_(fork()) {
        REQUIRE(pid_ != -1);
        if (pid_ != 0) return;
        try {
            work();
            _exit(0);
        } catch (const std::exception& failure) {
            std::fprintf(stderr, "process %d: %s\n", static_cast<int>(getpid()), failure.what());
            _exit(1);
        }
    }
    process(process&& from) noexcept : pid_(std::exchange(from.pid_, 0)) {}
    process& operator=(process&&) = delete;
    ~process() {
        if (pid_ != 0) end(SIGKILL);
    }

    int end(int by = 0) {
        if (by != 0) kill(pid_, by);
        int status = 0;
        waitpid(std::exchange(pid_, 0), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

private:
    pid_t pid_;
};

/// Revisions that each take a while, and would fail if they ran twice.
std::vector<revision> five() {
    std::vector<revision> result;
    for (int i = 1; i <= 5; ++i) {
        revision next(fmt::format("{:03}", i), "Some work");
        if (i != 1) next.after(fmt::format("{:03}", i - 1));
        result.push_back(std::move(next.change([&](rowan::migrate::operations& op) {
            op.create_table(fmt::format("work_{}", i), [](auto& t) {
                t.bigint("id").primary_key();
                t.text("text");
            });
            op.sql(fmt::format("with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000) "
                               "insert into work_{} select i, 'work' from n",
                               i),
                   "");
        })));
    }
    return result;
}

void upgrade(const std::string& url, const std::vector<revision>& to) {
    rowan::session db(url);
    rowan::migrator(db, to).upgrade();
}

void check_five(rowan::session& db) {
    const auto entries = rowan::migrate::history(db).entries();
    ids applied;
    for (const auto& each : entries) applied.push_back(each.revision);
    CHECK(applied == ids{"001", "002", "003", "004", "005"});
    CHECK(db.query_value<std::int64_t>("select count(*) from work_5") == 2000);
}

void wait_until(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!condition()) {
        REQUIRE(std::chrono::steady_clock::now() < end);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

/// Stays within a revision.
class stopping_at final : public rowan::migrate::progress {
public:
    explicit stopping_at(std::string id) : id_(std::move(id)) {}
    void begin_revision(const revision& which, direction) override {
        while (which.id() == id_) pause();
    }

private:
    std::string id_;
};

/// Counts the statements of another thread's session.
struct counting final : rowan::observer {
    void on_statement(const rowan::statement_event&) noexcept override { ++seen; }
    std::atomic<int> seen = 0;
};

bool is_locked(rowan::session& db) {
    rowan::process_lock lock(db, "rowan_heads");
    return !lock.try_lock();
}

}  // namespace

DATABASE_TEST_CASE("of processes that start at once one runs each revision, and all end well", "[migrate][starters]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    const auto count = GENERATE(2, 8, 32);
    CAPTURE(count);
    const auto revisions = five();
    std::vector<process> all;
    for (int i = 0; i != count; ++i) all.emplace_back([&] { upgrade(database.url(), revisions); });
    for (process& each : all) CHECK(each.end() == 0);
    check_five(database.session());
    rowan::migrator(database.session(), revisions).downgrade("base");
    if (database.is("file")) CHECK_FALSE(std::filesystem::exists(database.file().string() + "-rowan-lock"));
}

DATABASE_TEST_CASE("threads that start at once do as processes do", "[migrate][starters]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    const auto revisions = five();
    std::vector<std::string> failures(8);
    std::vector<std::thread> threads;
    for (std::string& failure : failures) {
        threads.emplace_back([&] {
            try {
                upgrade(database.url(), revisions);
            } catch (const std::exception& error) { failure = error.what(); }
        });
    }
    for (std::thread& each : threads) each.join();
    for (const std::string& each : failures) CHECK(each.empty());
    check_five(database.session());
}

DATABASE_TEST_CASE("a process that is killed within a revision holds up no other", "[migrate][starters]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    const auto revisions = five();
    process victim([&] {
        rowan::session db(database.url());
        stopping_at stop("003");
        rowan::migrator(db, revisions).report_to(&stop).upgrade();
    });
    wait_until([&] { return rowan::migrate::history(database.session()).heads() == ids{"002"}; });
    std::vector<process> others;
    for (int i = 0; i != 4; ++i) others.emplace_back([&] { upgrade(database.url(), revisions); });
    victim.end(SIGKILL);
    for (process& each : others) CHECK(each.end() == 0);
    check_five(database.session());
}

DATABASE_TEST_CASE("a process that is killed while the server works for it holds up no other", "[migrate][starters]") {
    if (!database.is("postgresql")) return;  // elsewhere the work is done by the process itself
    const auto revisions = people_and(revision("004", "Work long").after("003").change([](auto& op) {
        op.sql(
            "do $$ begin if current_setting('application_name') = 'victim' then perform pg_sleep(600); end if; end $$",
            "");
    }));
    const std::string url = database.url() + "?application_name=victim";
    process victim([&] { upgrade(url, revisions); });
    rowan::session& db = database.session();
    wait_until([&] {
        return db.query_value<std::int64_t>(
                   "select count(*) from pg_stat_activity where application_name = 'victim' and wait_event = "
                   "'PgSleep'") == 1;
    });
    victim.end(SIGKILL);
    CHECK(rowan::migrator(db, revisions).wait_at_most(60'000).upgrade().to == ids{"004"});
}

DATABASE_TEST_CASE("an index is built concurrently while others wait for their turn", "[migrate][starters]") {
    if (!database.is("postgresql")) return;  // SQLite has no such index
    rowan::session& db = database.session();
    rowan::migrator(db, people()).upgrade("002");
    rowan::process_lock lock(db, "rowan_heads");
    REQUIRE(lock.try_lock());
    std::vector<std::shared_ptr<counting>> seen;
    std::vector<std::thread> waiting;
    for (int i = 0; i != 4; ++i) seen.push_back(std::make_shared<counting>());
    for (const auto& each : seen) {
        waiting.emplace_back([&] {
            rowan::session other = database.open();
            other.observe(each);
            rowan::migrator(other, people()).upgrade();
        });
    }
    for (const auto& each : seen) wait_until([&] { return each->seen > 8; });
    CHECK_NOTHROW(db.execute("create index concurrently people_names on people (name)"));
    lock.unlock();
    for (std::thread& each : waiting) each.join();
    CHECK(rowan::migrate::history(db).entries().size() == 3);
}

DATABASE_TEST_CASE("an older program that waited for a newer one finds the database ahead", "[migrate][starters]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    rowan::migrator(database.session(), people()).upgrade("002");
    const auto newer = people_and(revision("004", "More").after("003").change([](auto& op) { op.sql("", ""); }));
    rowan::process_lock lock(database.session(), "rowan_heads");
    REQUIRE(lock.try_lock());
    const auto seen = std::make_shared<counting>();
    std::string said;
    std::thread older([&] {
        rowan::session db = database.open();
        db.observe(seen);
        try {
            rowan::migrator(db, people()).upgrade();
        } catch (const rowan::migrate::migration_error& error) { said = error.what(); }
    });
    wait_until([&] { return seen->seen > 4; });
    rowan::migrator(database.session(), newer).stamp({"004"});  // as a newer one has it when it is done
    lock.unlock();
    older.join();
    CHECK_THAT(said, containing("004"));
    CHECK(rowan::migrate::history(database.session()).heads() == ids{"004"});
}

DATABASE_TEST_CASE("one step more is one step, however many ask for it at once", "[migrate][starters]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    rowan::process_lock lock(database.session(), "rowan_heads");
    REQUIRE(lock.try_lock());
    std::vector<std::shared_ptr<counting>> seen{std::make_shared<counting>(), std::make_shared<counting>()};
    std::vector<std::thread> threads;
    for (const auto& each : seen) {
        threads.emplace_back([&] {
            rowan::session db = database.open();
            db.observe(each);
            rowan::migrator(db, people()).upgrade("+1");
        });
    }
    for (const auto& each : seen) wait_until([&] { return each->seen > 3; });
    lock.unlock();
    for (std::thread& each : threads) each.join();
    CHECK(rowan::migrate::history(database.session()).heads() == ids{"001"});
}

DATABASE_TEST_CASE("where nothing is to be done two statements say so, and no lock is asked for",
                   "[migrate][starters]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    rowan::migrator(database.session(), people()).upgrade();
    rowan::session other = database.open();
    rowan::process_lock lock(other, "rowan_heads");
    REQUIRE(lock.try_lock());
    rowan::migrator migrator(database.session(), people());
    const rowan::testing::statement_recorder watch(database.session());
    CHECK_FALSE(migrator.on_busy(when_busy::fail).upgrade().left);
    CHECK(watch.count() == 2);
}

DATABASE_TEST_CASE("who does not want to wait leaves, and is told", "[migrate][starters]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    rowan::session other = database.open();
    rowan::process_lock lock(other, "rowan_heads");
    REQUIRE(lock.try_lock());
    rowan::migrator migrator(database.session(), people());
    const auto result = migrator.on_busy(when_busy::leave).upgrade();
    CHECK(result.left);
    CHECK(result.applied.empty());
    CHECK_FALSE(rowan::table_exists(database.session(), "rowan_heads"));
}

DATABASE_TEST_CASE("when the time is over the error says who is at it", "[migrate][starters]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    rowan::session other = database.open();
    rowan::process_lock lock(other, "rowan_heads");
    REQUIRE(lock.try_lock());
    rowan::migrator migrator(database.session(), people());
    try {
        migrator.wait_at_most(1).upgrade();
        FAIL("it ran");
    } catch (const rowan::migrate::locked_error& error) {
        CHECK(error.by().pid != 0);
        CHECK_THAT(error.what(), containing(fmt::format("pid {}", error.by().pid)));
        CHECK_FALSE(error.by().since.empty());
    }
    lock.unlock();
    CHECK(migrator.upgrade().applied.size() == 3);
}

DATABASE_TEST_CASE("a revision that fails leaves no lock behind", "[migrate][starters]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    rowan::session other = database.open();
    const auto broken =
        people_and(revision("004", "Fail").after("003").change([](auto& op) { op.sql("nonsense", ""); }));
    CHECK_THROWS_AS(rowan::migrator(database.session(), broken).upgrade(), rowan::migrate::revision_error);
    CHECK_FALSE(is_locked(other));
}

DATABASE_TEST_CASE("a lock that was lost with its connection is noticed", "[migrate][starters]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    rowan::session other = database.open();
    rowan::process_lock lock(other, "rowan_heads");
    REQUIRE(lock.try_lock());
    CHECK(lock.is_held());
    if (database.is("file"))
        std::filesystem::remove(database.file().string() + "-rowan-lock");
    else
        other.execute("select pg_advisory_unlock_all()");
    CHECK_FALSE(lock.is_held());
}
