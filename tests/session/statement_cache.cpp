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
