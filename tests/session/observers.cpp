#include "support/database.hpp"
#include "support/recording_observer.hpp"

#include <rowan/session/log_lines.hpp>
#include <rowan/session/pool.hpp>
#include <rowan/session/soci.hpp>
#include <rowan/session/transaction.hpp>
#include <rowan/types/json_reader.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <thread>

using namespace rowan;
using test::containing;

namespace {
void create_things(session& db) { db.execute_script("create table things (id bigint primary key, name text)"); }

struct lines {
    std::vector<std::string> all;
    std::mutex mutex;
    line_sink sink() {
        return [this](std::string_view line) {
            const std::lock_guard held(mutex);
            all.emplace_back(line);
        };
    }
    std::string joined() const {
        std::string result;
        for (const auto& one : all) result += one + '\n';
        return result;
    }
};

/// Everything that observers are told, in one order.
struct storyteller final : observer {
    std::vector<std::string> story;
    void on_start(const statement_start& event) noexcept override { story.push_back("start " + first(event.sql)); }
    void on_statement(const statement_event& event) noexcept override { story.push_back("end " + first(event.sql)); }
    void on_transaction_start(const transaction_start&) noexcept override { story.emplace_back("transaction"); }
    void on_transaction(const transaction_event& event) noexcept override {
        constexpr std::array<const char*, 3> names{"committed", "rolled back", "unknown"};
        story.push_back(names[static_cast<std::size_t>(event.outcome)] + (" " + std::to_string(event.statements)));
    }
    void on_retry(const retry_event& event) noexcept override {
        story.push_back("again " + std::string(event.failure.sqlstate) + ' ' + std::to_string(event.attempt));
    }
    static std::string first(std::string_view sql) { return std::string(sql.substr(0, sql.find(' '))); }
};

struct retry_recorder final : observer {
    struct retry {
        int attempt;
        std::string kind;
        std::string sqlstate;
        std::int64_t pause_nanoseconds;
    };
    std::vector<retry> all;
    void on_statement(const statement_event&) noexcept override {}
    void on_retry(const retry_event& event) noexcept override {
        all.push_back({event.attempt, std::string(event.failure.kind), std::string(event.failure.sqlstate),
                       event.pause_nanoseconds});
    }
};

const slow_options all_slow{.from = duration(), .every = duration()};
}  // namespace

DATABASE_TEST_CASE("several observers are told of each statement, and one that is taken away no more", "[observer]") {
    auto& db = database.session();
    const auto one = std::make_shared<test::recording_observer>();
    const auto other = std::make_shared<test::recording_observer>();
    db.observe(one);
    db.observe(other);
    db.query_value<int>("select 1");
    db.stop_observing(*one);
    db.query_value<int>("select 2");
    CHECK(one->events.size() == 1);
    CHECK(other->events.size() == 2);
}

DATABASE_TEST_CASE("observers of the options see all sessions of a pool", "[observer][pool]") {
    if (!database.can_be_shared()) return;  // a pool has a database of its own there
    const auto seen = std::make_shared<test::recording_observer>();
    pool_options options;
    options.session.observers = {seen};
    pool sessions(database.url(), options);
    const auto first = sessions.take();
    const auto second = sessions.read();
    (*first).query_value<int>("select 1");
    (*second).query_value<int>("select 2");
    CHECK(seen->events.size() == 2);
}

DATABASE_TEST_CASE("observers are told of a transaction around its statements", "[observer]") {
    auto& db = database.session();
    create_things(db);
    const auto seen = std::make_shared<storyteller>();
    db.observe(seen);
    db.transact([&] {
        db.execute("insert into things values (1, 'one')");
        db.transact([&] { db.execute("update things set name = 'two'"); });
    });
    CHECK(seen->story == std::vector<std::string>{"transaction", "start begin", "end begin", "start insert",
                                                  "end insert", "start savepoint", "end savepoint", "start update",
                                                  "end update", "start release", "end release", "start commit",
                                                  "end commit", "committed 2"});
}

DATABASE_TEST_CASE("observers are told that a transaction was rolled back", "[observer]") {
    auto& db = database.session();
    const auto seen = std::make_shared<storyteller>();
    db.observe(seen);
    { transaction left(db); }
    CHECK(seen->story.back() == "rolled back 0");
}

DATABASE_TEST_CASE("observers are told that a commit has failed and the transaction is rolled back", "[observer]") {
    auto& db = database.session();
    db.execute_script(
        "create table a (id bigint primary key); "
        "create table b (a_id bigint references a (id) deferrable initially deferred)");
    const auto seen = std::make_shared<storyteller>();
    db.observe(seen);
    CHECK_THROWS_AS(db.transact([&] { db.execute("insert into b values (7)"); }), constraint_error);
    CHECK(seen->story.back() == "rolled back 1");
}

DATABASE_TEST_CASE("observers are told that a transaction runs again, and why", "[observer]") {
    auto& db = database.session();
    const auto seen = std::make_shared<storyteller>();
    db.observe(seen);
    int runs = 0;
    db.transact({.retry = {.first_pause = duration()}}, [&] {
        if (++runs == 2) return;
        database_error::details what;
        what.message = "lost";
        what.sqlstate = "40001";
        what.retryable = true;
        throw conflict_error(what);
    });
    CHECK(std::count(seen->story.begin(), seen->story.end(), "again 40001 2") == 1);
}

DATABASE_TEST_CASE("observers are told of each retry of a pool's transaction, why and after which pause",
                   "[observer][pool][transact]") {
    const auto seen = std::make_shared<retry_recorder>();
    pool_options options;
    options.session.observers = {seen};
    pool sessions(database.url(), options);
    const auto pause = duration::of_milliseconds(4);
    int runs = 0;
    sessions.transact({.retry = {.first_pause = pause, .longest_pause = pause}}, [&](session&) {
        if (++runs < 4) throw conflict_error({.message = "lost", .sqlstate = "40001", .retryable = true});
    });
    REQUIRE(seen->all.size() == 3);
    for (std::size_t i = 0; i != 3; ++i) {
        CHECK(seen->all[i].attempt == static_cast<int>(i) + 2);
        CHECK(seen->all[i].kind == "conflict_error");
        CHECK(seen->all[i].sqlstate == "40001");
        CHECK(seen->all[i].pause_nanoseconds >= 2'000'000);
        CHECK(seen->all[i].pause_nanoseconds <= 4'000'000);
    }
}

DATABASE_TEST_CASE("observers are told that a pool's transaction runs again on another session",
                   "[observer][pool][transact]") {
    if (!database.is("postgresql") || database.is_pooled()) return;  // elsewhere no session is lost like that
    const auto seen = std::make_shared<retry_recorder>();
    pool_options options;
    options.session.observers = {seen};
    pool sessions(database.url(), options);
    const auto pause = duration::of_milliseconds(4);
    int runs = 0;
    sessions.transact({.retry = {.first_pause = pause, .longest_pause = pause}}, [&](session& db) {
        if (++runs < 3) db.execute("select pg_terminate_backend(pg_backend_pid())");
    });
    REQUIRE(seen->all.size() == 2);
    for (std::size_t i = 0; i != 2; ++i) {
        CHECK(seen->all[i].attempt == static_cast<int>(i) + 2);
        CHECK(seen->all[i].kind == "connection_error");
        CHECK(seen->all[i].sqlstate == "08006");
        CHECK(seen->all[i].pause_nanoseconds >= 2'000'000);
    }
}

DATABASE_TEST_CASE("a log line tells text, time and rows of a statement, and no bound value", "[observer][log]") {
    auto& db = database.session();
    create_things(db);
    lines out;
    db.observe(std::make_shared<log_lines>(out.sink()));
    db.execute("insert into things values ($1, $2)", 4711, "geheim");
    REQUIRE(out.all.size() == 1);
    CHECK_THAT(out.all[0], containing("event=statement session="));
    CHECK_THAT(out.all[0], containing(" rows=1 sql=\"insert into things values ($1, $2)\""));
    CHECK(out.joined().find("geheim") == std::string::npos);
    CHECK(out.joined().find("4711") == std::string::npos);
}

DATABASE_TEST_CASE("a log line of an error tells its kind and SQLSTATE, and no bound value", "[observer][log]") {
    auto& db = database.session();
    create_things(db);
    db.execute("insert into things values (4711, 'a')");
    lines out;
    db.observe(std::make_shared<log_lines>(out.sink(), log_options{.statements = false}));
    CHECK_THROWS(db.execute("insert into things values ($1, $2)", 4711, "geheim"));
    REQUIRE(out.all.size() == 1);
    CHECK_THAT(out.all[0], containing("event=error"));
    CHECK_THAT(out.all[0], containing("kind=constraint_error sqlstate=23505 error="));
    CHECK(out.joined().find("geheim") == std::string::npos);
    CHECK(out.joined().find("4711") == std::string::npos);
}

DATABASE_TEST_CASE("a log line as JSON is one valid object in one line, whatever the text", "[observer][log]") {
    auto& db = database.session();
    lines out;
    db.observe(std::make_shared<log_lines>(out.sink(), log_options{.format = line_format::json}));
    const std::string sql = "select 'a \"quoted\" \\ text',\n\t'and ünïcode \x01'";
    db.query_value<std::string>(sql);
    REQUIRE(out.all.size() == 1);
    CHECK(out.all[0].find('\n') == std::string::npos);
    CHECK(json_reader::parse(out.all[0]).member("sql")->text() == sql);
}

DATABASE_TEST_CASE("a log line shows the beginning of a long text, whole letters of it", "[observer][log]") {
    auto& db = database.session();
    lines out;
    db.observe(std::make_shared<log_lines>(out.sink(), log_options{.longest_text = 11}));
    db.query_value<std::string>("select 'éé'");
    CHECK_THAT(out.joined(), containing("sql=\"select 'é…\""));
}

DATABASE_TEST_CASE("a sink that throws stops no statement", "[observer][log]") {
    auto& db = database.session();
    db.observe(std::make_shared<log_lines>([](std::string_view) { throw std::runtime_error("disk full"); }));
    CHECK(db.query_value<int>("select 1") == 1);
}

DATABASE_TEST_CASE("a slow statement is told with its plan, and without its values", "[observer][slow]") {
    auto& db = database.session();
    create_things(db);
    lines out;
    db.observe(std::make_shared<slow_statements>(out.sink(), all_slow));
    db.query_value<std::int64_t>("select count(*) from things where name = $1 and id <> $2", "geheim",
                                 std::int64_t{4711});
    REQUIRE(out.all.size() == 1);
    CHECK_THAT(out.all[0], containing("event=slow_statement"));
    CHECK_THAT(out.all[0], containing(database.is("sqlite") ? "plan=\"SCAN things\"" : "Seq Scan on things"));
    CHECK(out.joined().find("geheim") == std::string::npos);
    CHECK(out.joined().find("4711") == std::string::npos);
}

DATABASE_TEST_CASE("the plan of a writing statement runs nothing", "[observer][slow]") {
    auto& db = database.session();
    create_things(db);
    lines out;
    db.observe(std::make_shared<slow_statements>(out.sink(), all_slow));
    CHECK(db.execute("insert into things values ($1, $2)", 1, "one") == 1);
    CHECK(db.execute("update things set id = id + 1 where name = $1", "one") == 1);
    db.observe(nullptr);
    CHECK(db.query_value<std::int64_t>("select sum(id) from things") == 2);
    CHECK(out.all.size() == 2);
}

DATABASE_TEST_CASE("taking a plan leaves an open transaction and its settings as they are", "[observer][slow]") {
    auto& db = database.session();
    create_things(db);
    lines out;
    db.observe(std::make_shared<slow_statements>(out.sink(), all_slow));
    transaction work(db);
    if (database.is("postgresql")) db.execute("set local statement_timeout = '17s'");
    db.execute("insert into things values ($1, $2)", 1, "one");
    {
        savepoint part(db);
        db.execute("insert into things values ($1, $2)", 2, "two");
        part.rollback();
    }
    for (auto rows = db.query("select id from things"); rows.next();) db.query_value<int>("select 1");
    if (database.is("postgresql")) CHECK(db.query_value<std::string>("show statement_timeout") == "17s");
    work.commit();
    CHECK(db.query_value<std::int64_t>("select count(*) from things") == 1);
}

DATABASE_TEST_CASE("taking plans keeps what the database counts of a statement's changes", "[observer][slow]") {
    auto& db = database.session();
    if (!database.is("sqlite")) return;  // changes() is SQLite's
    create_things(db);
    lines out;
    db.observe(std::make_shared<slow_statements>(out.sink(), all_slow));
    db.execute("insert into things values (1, 'a'), (2, 'b')");
    CHECK(db.query_value<std::int64_t>("select changes()") == 2);
}

DATABASE_TEST_CASE("the plan of a writing statement shows how it finds its rows", "[observer][slow]") {
    auto& db = database.session();
    create_things(db);
    const std::string found =
        database.is("sqlite") ? "SEARCH things USING INTEGER PRIMARY KEY (rowid=?)" : "things_pkey";
    if (database.is("sqlite"))
        db.execute_script("drop table things; create table things (id integer primary key, name text)");
    if (database.is("postgresql")) {
        db.execute_script("insert into things select n, 'x' from generate_series(1, 5000) as s (n)");
        db.execute("analyze things");
    }
    for (const char* sql : {"update things set name = 'where' where id = $1", "delete from things where id = $1",
                            "insert into things select id + 10000, name from things where id = $1"}) {
        lines out;
        const auto slow = std::make_shared<slow_statements>(out.sink(), all_slow);
        db.observe(slow);
        db.execute(sql, std::int64_t{1});
        db.stop_observing(*slow);
        CHECK_THAT(out.joined(), containing(found));
    }
}

DATABASE_TEST_CASE("a statement that fails is slow without a plan, in an aborted transaction too", "[observer][slow]") {
    auto& db = database.session();
    create_things(db);
    lines out;
    db.observe(std::make_shared<slow_statements>(out.sink(), all_slow));
    transaction work(db);
    CHECK_THROWS(db.execute("insert into things values (1, 'a'), (1, 'b')"));
    REQUIRE(out.all.size() >= 1);
    CHECK_THAT(out.joined(), containing("kind=constraint_error"));
    CHECK(out.joined().find("plan=") == std::string::npos);
}

DATABASE_TEST_CASE("the plan of a query that is let go before its end is for any values", "[observer][slow]") {
    auto& db = database.session();
    create_things(db);
    db.execute_script("insert into things select value, 'x' from (select 1 as value union all select 2) as v");
    lines out;
    const auto slow = std::make_shared<slow_statements>(
        out.sink(), slow_options{.from = std::chrono::milliseconds(30), .every = duration()});
    {
        db.observe(slow);
        auto rows = db.query("select id from things where id > $1", std::int64_t{0});
        REQUIRE(rows.next());
        std::this_thread::sleep_for(std::chrono::milliseconds(40));
    }
    REQUIRE(out.all.size() == 1);
    CHECK_THAT(out.all[0], containing(database.is("sqlite") ? "SEARCH things" : "(id > $1)"));
}

DATABASE_TEST_CASE("the plan of rows that come in parts is taken in their transaction", "[observer][slow]") {
    auto& db = database.session();
    create_things(db);
    db.execute_script("insert into things values (1, 'a'), (2, 'b'), (3, 'c')");
    lines out;
    db.observe(std::make_shared<slow_statements>(out.sink(), all_slow));
    int count = 0;
    {
        auto rows = db.prepare("select id from things where id > $1");
        rows.bind(std::int64_t{0}).read_in_parts(1);
        for (rows.execute(); rows.next();) ++count;
    }
    CHECK(count == 3);
    CHECK_THAT(out.joined(), containing("plan="));
    CHECK(!db.in_transaction());
}

DATABASE_TEST_CASE("a slow text is told at most so often, and then how often it was left out", "[observer][slow]") {
    auto& db = database.session();
    lines out;
    db.observe(std::make_shared<slow_statements>(out.sink(), slow_options{.from = duration()}));
    for (int i = 0; i != 3; ++i) db.query_value<int>("select 1");
    db.query_value<int>("select 2");
    CHECK(out.all.size() == 2);
}

DATABASE_TEST_CASE("what has no plan is told without one", "[observer][slow]") {
    auto& db = database.session();
    lines out;
    db.observe(std::make_shared<slow_statements>(out.sink(), all_slow));
    db.execute("create table t (id integer)");
    db.execute_script("insert into t values (1); insert into t values (2)");
    REQUIRE(out.all.size() == 2);
    CHECK(out.all[1].find("plan=") == std::string::npos);
    CHECK(db.query_value<std::int64_t>("select count(*) from t") == 2);
}

TEST_CASE("the plan of a table that somebody has locked is not waited for", "[observer][slow][postgresql]") {
    test::test_database database("postgresql");
    auto& db = database.session();
    create_things(db);
    lines out;
    // What runs between the statement and its plan: another session that takes the table for itself.
    auto other = database.open();
    struct locker final : observer {
        session* by = nullptr;
        void on_statement(const statement_event&) noexcept override {}
        std::int64_t plans_from() const noexcept override { return 0; }
        bool wants_plan(std::string_view, std::int64_t) noexcept override {
            if (!by->in_transaction()) by->execute_script("begin; lock table things in access exclusive mode");
            return true;
        }
    };
    const auto in_the_way = std::make_shared<locker>();
    in_the_way->by = &other;
    db.observe(in_the_way);
    db.observe(std::make_shared<slow_statements>(out.sink(), all_slow));
    CHECK(db.query_value<std::int64_t>("select count(*) from things where id = $1", std::int64_t{1}) == 0);
    db.observe(nullptr);
    REQUIRE(out.all.size() == 1);
    CHECK(out.all[0].find("plan=") == std::string::npos);
    CHECK(!db.in_transaction());
}
