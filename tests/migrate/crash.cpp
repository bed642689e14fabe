#include <rowan/migrate/error.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include <support/database.hpp>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <thread>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using rowan::migrate::direction;
using rowan::migrate::operations;
using rowan::migrate::position;
using rowan::migrate::revision;
using rowan::test::containing;

namespace {

constexpr int inserts = 9;

/// Ten statements: a table and nine rows.
revision ten_statements(bool has_transaction) {
    std::string script = "create table a (n int);\n";
    for (int i = 1; i <= inserts; ++i) script += "insert into a values (" + std::to_string(i) + ");\n";
    revision result = revision("001", "Ten").up([&](operations& op) {
        // Each alone, so that an observer sees it.
        for (std::size_t at = 0; at != script.size();) {
            const std::size_t end = script.find('\n', at);
            op.sql(script.substr(at, end - at));
            at = end + 1;
        }
    });
    result.irreversible("a test");
    if (!has_transaction) result.without_transaction(direction::upgrade);
    return result;
}

rowan::migrator by(rowan::session& db, revision which) { return {db, std::vector<revision>{std::move(which)}}; }

/// Kills this process behind its statement of that number.
class killer final : public rowan::observer {
public:
    explicit killer(int number) : left_(number) {}
    void on_statement(const rowan::statement_event&) noexcept override {
        if (--left_ == 0) kill(getpid(), SIGKILL);
    }

private:
    int left_;
};

/// Runs `work` in a process of its own. True where it came to its end, false where it was killed.
bool ended(const std::function<void()>& work) {
    const pid_t child = fork();
    if (child == 0) {
        try {
            work();
            _exit(0);
        } catch (...) { _exit(1); }
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    if (WIFEXITED(status)) {
        REQUIRE(WEXITSTATUS(status) == 0);
        return true;
    }
    return false;
}

/// Upgrades in a process that is killed behind statement `number`; true where it came to its end before.
bool upgrade_until(const rowan::test::test_database& in, const revision& which, int number) {
    return ended([&] {
        rowan::session db = in.open();
        db.observe(std::make_shared<killer>(number));
        by(db, which).upgrade();
    });
}

/// The rows of a, which may not be there; -1 then.
std::int64_t rows(rowan::session& db) {
    return rowan::table_exists(db, "a") ? db.query_value<std::int64_t>("select count(*) from a") : -1;
}

void wait_until(const std::function<bool()>& holds) {
    while (!holds()) std::this_thread::yield();
}

}  // namespace

DATABASE_TEST_CASE("a process killed behind any statement leaves a revision done or not begun", "[crash]") {
    if (!database.can_be_shared()) return;  // a database in memory dies with its process
    const revision ten = ten_statements(true);
    bool over = false;
    for (int number = 1; !over; ++number) {
        INFO("killed behind statement " << number);
        rowan::test::test_database fresh(database.is("sqlite") ? "file" : "postgresql");
        over = upgrade_until(fresh, ten, number);
        rowan::session db = fresh.open();
        // A server learns of it when it next reads or writes to the dead one; the lock says when that was.
        by(db, ten).upgrade();
        CHECK(rows(db) == inserts);
        CHECK(by(db, ten).history().size() == 1);
        REQUIRE(number < 100);
    }
}

DATABASE_TEST_CASE("a process killed behind any statement shows nothing of the revision before its commit", "[crash]") {
    if (!database.can_be_shared()) return;  // a database in memory dies with its process
    const revision ten = ten_statements(true);
    for (int number : {3, 8, 12}) {
        rowan::test::test_database fresh(database.is("sqlite") ? "file" : "postgresql");
        REQUIRE_FALSE(upgrade_until(fresh, ten, number));
        rowan::session db = fresh.open();
        CHECK(rows(db) == -1);
        CHECK(by(db, ten).current().empty());
    }
}

DATABASE_TEST_CASE("without a transaction each statement happens once, wherever the process is killed", "[crash]") {
    if (!database.can_be_shared()) return;  // a database in memory dies with its process
    const revision ten = ten_statements(false);
    bool over = false;
    for (int number = 1; !over; number += 4) {
        INFO("killed behind statement " << number);
        rowan::test::test_database fresh(database.is("sqlite") ? "file" : "postgresql");
        over = upgrade_until(fresh, ten, number);
        rowan::session db = fresh.open();
        by(db, ten).upgrade();
        CHECK(rows(db) == inserts);
        CHECK(db.query_value<std::int64_t>("select count(distinct n) from a") == inserts);
        CHECK(by(db, ten).history().front().statements == inserts + 1);
        REQUIRE(number < 400);
    }
}

DATABASE_TEST_CASE("a process killed again and again without a transaction comes to the end", "[crash]") {
    if (!database.can_be_shared()) return;  // a database in memory dies with its process
    const revision ten = ten_statements(false);
    int runs = 0;
    while (!upgrade_until(database, ten, 35)) REQUIRE(++runs < 100);
    CHECK(runs > 1);
    CHECK(rows(database.session()) == inserts);
}

DATABASE_TEST_CASE("a back-fill that is killed goes on, and changes each row once", "[crash]") {
    if (!database.can_be_shared()) return;  // a database in memory dies with its process
    rowan::session& db = database.session();
    db.execute_script("create table a (id integer primary key, n int default 0)");
    for (std::int32_t i = 0; i != 100; ++i) db.execute("insert into a (id) values ($1)", i);
    const revision fill = revision("001", "Fill")
                              .up([](operations& op) { op.backfill("a").set("n", "n + 1").batch(7); })
                              .irreversible("a test");
    int runs = 0;
    while (!upgrade_until(database, fill, 23)) REQUIRE(++runs < 100);
    CHECK(runs > 2);
    CHECK(db.query_value<std::int64_t>("select count(*) from a where n = 1") == 100);
}

TEST_CASE("an index whose concurrent build was killed is built again", "[crash][postgresql]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    db.execute_script("create table a (n int); insert into a values (1)");
    const revision index =
        revision("001", "Index").change([](operations& op) { op.create_index("ix_a", "a", "n").concurrently(); });
    rowan::session other = database.open();
    auto writer = std::make_optional<rowan::transaction>(other);
    other.execute("insert into a values (2)");  // the build waits for whoever writes
    const pid_t child = fork();
    if (child == 0) {
        try {
            rowan::session mine = database.open();
            by(mine, index).upgrade();
        } catch (...) {}
        _exit(0);
    }
    const auto waiting =
        "select pid from pg_stat_activity where query like 'create index concurrently%' and wait_event_type "
        "= 'Lock' and datname = current_database()";
    wait_until([&] { return db.query(waiting).next(); });
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    CHECK_FALSE(by(db, index).unfinished().at(0).in_doubt.empty());
    // The server itself sees only later that nobody is there any more.
    db.execute_script(std::string("select pg_terminate_backend(pid) from (") + waiting + ") w");
    wait_until([&] { return !db.query("select 1 from pg_stat_progress_create_index").next(); });
    CHECK_FALSE(db.query_value<bool>("select indisvalid from pg_index where indexrelid = 'ix_a'::regclass"));
    writer.reset();
    const auto result = by(db, index).upgrade();
    CHECK(db.query_value<bool>("select indisvalid from pg_index where indexrelid = 'ix_a'::regclass"));
    REQUIRE(result.notes.size() == 2);
    CHECK_THAT(result.notes[0], containing("index ix_a was there, but invalid"));
    CHECK_THAT(result.notes[1], containing("going on at statement 1 of 1"));
}

TEST_CASE("a disk that is full leaves an SQLite database before the revision", "[crash][sqlite]") {
    rowan::test::test_database database("file");
    const revision big =
        revision("001", "Big")
            .up([](operations& op) {
                op.sql("create table a (b blob)");
                op.sql(
                    "insert into a select zeroblob(100000) from (with recursive n (i) as (values (1) union "
                    "all select i + 1 from n where i < 100) select i from n)");
            })
            .irreversible("a test");
    by(database.session(), revision("000", "None").up([](operations&) {}).irreversible("a test")).stamp({"000"});
    const auto full = ended([&] {
        signal(SIGXFSZ, SIG_IGN);  // then writing fails, as where the disk is full
        const rlimit limit{1 << 20, 1 << 20};
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(2);
        rowan::session db = database.open();
        rowan::migrator failing(db, std::vector<revision>{big});
        try {
            failing.on_ahead(rowan::migrate::when_ahead::allow).upgrade();
            _exit(3);
        } catch (const rowan::migrate::revision_error& error) {
            if (!rowan::table_exists(db, "a") && error.revision() == "001") return;
            _exit(4);
        }
    });
    REQUIRE(full);
    rowan::session db = database.open();
    CHECK_FALSE(rowan::table_exists(db, "a"));
    CHECK(db.query_value<std::string>("pragma integrity_check") == "ok");
    rowan::migrator(db, std::vector<revision>{big}).on_ahead(rowan::migrate::when_ahead::allow).upgrade();
    CHECK(db.query_value<std::int64_t>("select count(*) from a") == 100);
}
