#include "support/database.hpp"

#include <rowan/session/soci.hpp>
#include <rowan/session/transaction.hpp>

#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>

using namespace rowan;

namespace {
// What the database itself knows to be prepared. Counting must not disturb the cache, so it goes by another road.
class prepared_statements {
public:
    explicit prepared_statements(test::test_database& of) : database_(of) {}

    std::int64_t like(const std::string& pattern) {
        long long count = 0;
        const bool server = database_.is("postgresql");
        transaction(database_.session())
            .rollback();  // on PostgreSQL what was evicted is deallocated at the next occasion: this is one
        soci_session(database_.session())
            << (server ? "select count(*) from pg_prepared_statements where statement like :p"
                       : "select count(*) from sqlite_stmt where sql like :p"),
            soci::use(pattern), soci::into(count);
        return count;
    }

private:
    test::test_database& database_;
};

void run(session& db, int number) { db.query_value<int>("select 1 as kept_" + std::to_string(number)); }
}  // namespace

DATABASE_TEST_CASE("a statement that runs again is not prepared again", "[statement_cache]") {
    auto& db = database.session();
    prepared_statements prepared(database);
    for (int i = 0; i != 5; ++i) run(db, 1);
    CHECK(prepared.like("%kept_1") == 1);
}

DATABASE_TEST_CASE("a statement_text finds what its text has prepared", "[statement_cache]") {
    auto& db = database.session();
    prepared_statements prepared(database);
    run(db, 1);
    const statement_text text("select 1 as kept_1");
    auto rows = db.prepare(text);
    rows.execute();
    CHECK(prepared.like("%kept_1") == 1);
}

DATABASE_TEST_CASE("the statement longest unused goes first", "[statement_cache]") {
    database.reopen({.statement_cache = 3});
    auto& db = database.session();
    prepared_statements prepared(database);
    for (const int number : {1, 2, 3, 1, 4}) run(db, number);
    CHECK(prepared.like("%kept_1") == 1);
    CHECK(prepared.like("%kept_2") == 0);
    CHECK(prepared.like("%kept_3") == 1);
    CHECK(prepared.like("%kept_4") == 1);
}

DATABASE_TEST_CASE("no more statements are kept than was asked for", "[statement_cache]") {
    database.reopen({.statement_cache = 8});
    auto& db = database.session();
    prepared_statements prepared(database);
    for (int i = 0; i != 100; ++i) run(db, i);
    CHECK(prepared.like("%kept_%") == 8);
    CHECK(prepared.like("%kept_99") == 1);
}

DATABASE_TEST_CASE("a cache of nothing keeps nothing", "[statement_cache]") {
    database.reopen({.statement_cache = 0});
    auto& db = database.session();
    prepared_statements prepared(database);
    run(db, 1);
    run(db, 1);
    CHECK(prepared.like("%as kept_1") == 0);
}

DATABASE_TEST_CASE("a loop within a loop over the same query reads its own rows", "[statement_cache]") {
    auto& db = database.session();
    prepared_statements prepared(database);
    const std::string sql = "select 1 as kept_a union all select 2 order by 1";
    int sum = 0;
    for (auto outer = db.query(sql); outer.next();) {
        for (auto inner = db.query(sql); inner.next();) sum += 10 * outer.get<int>(0) + inner.get<int>(0);
    }
    CHECK(sum == 11 + 12 + 21 + 22);
    CHECK(prepared.like("%kept_a%order by 1") == 1);
}

DATABASE_TEST_CASE("statements on loan are never evicted", "[statement_cache]") {
    database.reopen({.statement_cache = 2});
    auto& db = database.session();
    auto first = db.query("select 1 as kept_1 union all select 2 order by 1");
    auto second = db.query("select 3 as kept_2 union all select 4 order by 1");
    for (int i = 10; i != 20; ++i) run(db, i);
    REQUIRE(first.next());
    REQUIRE(second.next());
    CHECK(first.get<int>(0) == 1);
    CHECK(second.get<int>(0) == 3);
}

DATABASE_TEST_CASE("a statement that failed is given back and runs again", "[statement_cache]") {
    auto& db = database.session();
    db.execute_script("create table things (id bigint primary key)");
    const std::string sql = "insert into things values ($1)";
    db.execute(sql, 1);
    CHECK_THROWS_AS(db.execute(sql, 1), constraint_error);
    CHECK(db.execute(sql, 2) == 1);
}

DATABASE_TEST_CASE("many texts are told from each other", "[statement_cache]") {
    database.reopen({.statement_cache = 50});
    auto& db = database.session();
    for (int round = 0; round != 3; ++round) {
        for (int i = 0; i != 200; ++i) CHECK(db.query_value<int>("select " + std::to_string(i)) == i);
    }
}

namespace {
// Changes the tables behind the back of the session, so that only its statements notice.
void elsewhere(test::test_database& on, const std::string& script) {
    if (on.can_be_shared())
        on.open().execute_script(script);
    else
        on.session().execute_script(script);
}
}  // namespace

DATABASE_TEST_CASE("a result that has got other columns is read with them", "[statement_cache]") {
    auto& db = database.session();
    db.execute_script("create table things (id bigint); insert into things values (7)");
    const auto read = [&] {
        auto rows = db.query("select * from things");
        REQUIRE(rows.next());
        return rows.get<std::string>(rows.row().column_count() - 1);
    };
    CHECK(db.query_value<int>("select * from things") == 7);
    elsewhere(database, "alter table things add column name text default 'new'");
    CHECK(read() == "new");
    elsewhere(database, "drop table things; create table things (name text); insert into things values ('other')");
    CHECK(read() == "other");
}

DATABASE_TEST_CASE("a table that went and came back is used again", "[statement_cache]") {
    auto& db = database.session();
    const std::string made = "create table things (id bigint)";
    const std::string insert = "insert into things values ($1)";
    db.execute_script(made);
    db.execute(insert, 1);
    elsewhere(database, "drop table things");
    CHECK_THROWS_AS(db.execute(insert, 2), undefined_error);
    elsewhere(database, made);
    CHECK(db.execute(insert, 3) == 1);
}

DATABASE_TEST_CASE("a table that came back with another type of column takes its values", "[statement_cache]") {
    auto& db = database.session();
    const std::string insert = "insert into things values ($1)";
    db.execute_script("create table things (value bigint)");
    db.execute(insert, 1);
    elsewhere(database, "drop table things; create table things (value boolean)");
    CHECK(db.execute(insert, true) == 1);
    elsewhere(database, "drop table things; create table things (value date)");
    CHECK(db.execute(insert, date::parse("2026-01-02")) == 1);
    elsewhere(database, "drop table things; create table things (value bigint)");
    CHECK(db.execute(insert, 5) == 1);
    CHECK(db.query_value<int>("select value from things") == 5);
}

DATABASE_TEST_CASE("a table that came back with another type of column takes its values in a transaction too", "[statement_cache]") {
    auto& db = database.session();
    const std::string insert = "insert into things values ($1)";
    db.execute_script("create table things (value bigint)");
    db.execute(insert, 1);
    elsewhere(database, "drop table things; create table things (value boolean)");
    db.transact([&] { db.execute(insert, true); });
    CHECK(db.query_value<bool>("select value from things"));
}

DATABASE_TEST_CASE("a wrong value is refused as before, however often the statement ran", "[statement_cache]") {
    auto& db = database.session();
    db.execute_script("create table things (value uuid)");
    const std::string insert = "insert into things values ($1)";
    db.execute(insert, uuid());
    if (database.is("sqlite")) return;  // has no types of parameters
    CHECK_THROWS_AS(db.execute(insert, 1), mapping_error);
    CHECK(db.execute(insert, uuid()) == 1);
}

TEST_CASE("within a transaction a changed result is schema_changed, and transact mends it", "[statement_cache][postgresql]") {
    test::test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (id bigint); insert into things values (7)");
    const auto count = [&] {
        auto rows = db.query("select * from things");
        REQUIRE(rows.next());
        return rows.row().column_count();
    };
    CHECK(count() == 1);
    elsewhere(database, "alter table things add column name text");
    {
        transaction work(db);
        CHECK_THROWS_AS(count(), schema_changed);
    }
    CHECK(count() == 2);
    elsewhere(database, "alter table things add column more text");
    int runs = 0;
    CHECK(db.transact([&] { return ++runs, count(); }) == 3);
    CHECK(runs == 2);
}

TEST_CASE("values bound for types that are others now are schema_changed", "[statement_cache][postgresql]") {
    test::test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create table things (a bigint, b bigint)");
    const std::string insert = "insert into things values ($1, $2)";
    db.execute(insert, 1, 2);
    elsewhere(database, "drop table things; create table things (a text, b boolean)");
    try {
        db.execute(insert, 1, true);
        FAIL("the first value was bound as a number");
    } catch (const schema_changed& fault) { CHECK(fault.retryable()); }
    CHECK(db.execute(insert, "one", true) == 1);
}

TEST_CASE("an enum type that went and came back is no hindrance", "[statement_cache][postgresql]") {
    test::test_database database("postgresql");
    auto& db = database.session();
    const std::string made = "create type mood as enum ('good', 'bad'); create table things (value mood)";
    const std::string insert = "insert into things values ($1)";
    db.execute_script(made);
    db.execute(insert, "good");
    elsewhere(database, "drop table things; drop type mood;" + made);
    const auto insert_again = [&] {
        try {
            db.execute(insert, "bad");
        } catch (const schema_changed&) {
            db.execute(insert, "bad");
        }
    };
    insert_again();
    CHECK(db.query_value<std::string>("select value from things") == "bad");
}
