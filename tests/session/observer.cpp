#include "support/database.hpp"
#include "support/recording_observer.hpp"

#include <rowan/session/transaction.hpp>

#include <chrono>
#include <thread>

using namespace rowan;

namespace {
std::shared_ptr<test::recording_observer> watch(session& db) {
    auto result = std::make_shared<test::recording_observer>();
    db.observe(result);
    return result;
}

void create_things(session& db) { db.execute_script("create table things (id bigint primary key, name text)"); }
}  // namespace

DATABASE_TEST_CASE("an observer sees each statement once, with its rows", "[observer]") {
    auto& db = database.session();
    create_things(db);
    const auto seen = watch(db);
    db.execute("insert into things values ($1, $2), ($3, $4)", 1, "one", 2, "two");
    for (auto rows = db.query("select * from things"); rows.next();) {}
    db.execute("update things set name = null where id = 1");
    db.execute("delete from things where id = 7");
    REQUIRE(seen->events.size() == 4);
    CHECK(seen->events[0].sql == "insert into things values ($1, $2), ($3, $4)");
    CHECK(seen->events[0].rows == 2);
    CHECK(seen->events[1].rows == 2);
    CHECK(seen->events[2].rows == 1);
    CHECK(seen->events[3].rows == 0);
    for (const auto& one : seen->events) {
        CHECK(one.nanoseconds > 0);
        CHECK(one.error.empty());
    }
}

DATABASE_TEST_CASE("a query that is let go before its last row is told with the rows that were read", "[observer]") {
    auto& db = database.session();
    const auto seen = watch(db);
    {
        auto rows = db.query("select 1 union all select 2 union all select 3");
        REQUIRE(rows.next());
        CHECK(seen->events.empty());
    }
    REQUIRE(seen->events.size() == 1);
    CHECK(seen->events[0].rows == 1);
}

DATABASE_TEST_CASE("a statement without rows is told as soon as it has run", "[observer]") {
    auto& db = database.session();
    create_things(db);
    const auto seen = watch(db);
    auto insert = db.prepare("insert into things values ($1, $2)");
    insert.bind(1, "one").execute();
    CHECK(seen->events.size() == 1);
    insert.reset();
    CHECK(seen->events.size() == 1);
}

DATABASE_TEST_CASE("the time of a query reaches until its last row", "[observer]") {
    auto& db = database.session();
    const auto seen = watch(db);
    for (auto rows = db.query("select 1"); rows.next();) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    REQUIRE(seen->events.size() == 1);
    CHECK(seen->events[0].nanoseconds >= 20'000'000);
}

DATABASE_TEST_CASE("an observer sees errors, without values", "[observer]") {
    auto& db = database.session();
    create_things(db);
    db.execute("insert into things values (4711, null)");
    const auto seen = watch(db);
    CHECK_THROWS_AS(db.execute("insert into things values ($1, $2)", 4711, "geheim"), constraint_error);
    REQUIRE(seen->events.size() == 1);
    CHECK(seen->events[0].sql == "insert into things values ($1, $2)");
    CHECK(!seen->events[0].error.empty());
    CHECK(seen->events[0].error.find("geheim") == std::string::npos);
    CHECK(seen->events[0].error.find("4711") == std::string::npos);
}

DATABASE_TEST_CASE("an observer sees transactions, savepoints and scripts", "[observer]") {
    auto& db = database.session();
    create_things(db);
    const auto seen = watch(db);
    {
        transaction work(db);
        { savepoint part(db); }
        work.commit();
    }
    { transaction left(db); }
    db.execute_script("select 1; select 2");
    std::vector<std::string> texts;
    for (const auto& one : seen->events) texts.push_back(one.sql.substr(0, one.sql.find(" \"")));
    CHECK(texts == std::vector<std::string>{"begin", "savepoint", "rollback to savepoint", "release savepoint",
                                            "commit", "begin", "rollback", "select 1; select 2"});
}

DATABASE_TEST_CASE("an observer that was taken away sees nothing more", "[observer]") {
    auto& db = database.session();
    const auto seen = watch(db);
    db.query_value<int>("select 1");
    db.observe(nullptr);
    db.query_value<int>("select 2");
    CHECK(seen->events.size() == 1);
}

DATABASE_TEST_CASE("an observer that comes while a query runs sees the next one", "[observer]") {
    auto& db = database.session();
    auto rows = db.query("select 1");
    const auto seen = watch(db);
    while (rows.next()) {}
    CHECK(seen->events.empty());
    db.query_value<int>("select 2");
    CHECK(seen->events.size() == 1);
}
