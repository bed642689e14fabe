#include "support/catch.hpp"
#include "support/database.hpp"

#include <rowan/session/transaction.hpp>

#include <optional>
#include <string>

namespace {

/// The numbers from 1 to `count`, read in parts of three.
rowan::statement numbers(rowan::session& db, int count) {
    rowan::statement rows = db.prepare(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < cast($1 as integer)) select i from n "
        "order by i");
    rows.bind(count);
    rows.read_in_parts(3);
    rows.execute();
    return rows;
}

int sum_of(rowan::statement& rows) {
    int result = 0;
    while (rows.next()) result += rows.get<int>(0);
    return result;
}

}  // namespace

DATABASE_TEST_CASE("a statement read in parts has every row, and its parameters", "[cursor]") {
    auto& db = database.session();
    for (const int count : {1, 2, 3, 4, 6, 7}) {
        auto rows = numbers(db, count);
        CHECK(sum_of(rows) == count * (count + 1) / 2);
        CHECK_FALSE(rows.next());
    }
    CHECK_FALSE(db.in_transaction());
}

DATABASE_TEST_CASE("after a run in parts, the statement runs as a whole again", "[cursor]") {
    auto& db = database.session();
    auto rows = numbers(db, 5);
    rows.reset();
    CHECK_FALSE(db.in_transaction());
    rows.bind(4);
    rows.execute();
    CHECK_FALSE(db.in_transaction());
    CHECK(sum_of(rows) == 10);
}

DATABASE_TEST_CASE("statements read in parts end in any order", "[cursor]") {
    auto& db = database.session();
    std::optional<rowan::statement> first(numbers(db, 7));
    std::optional<rowan::statement> second(numbers(db, 7));
    std::optional<rowan::statement> third(numbers(db, 7));
    CHECK(first->next());
    first.reset();
    CHECK(sum_of(*third) == 28);
    CHECK(sum_of(*second) == 28);
    CHECK_FALSE(db.in_transaction());
}

DATABASE_TEST_CASE(
    "a row is changed while others are read in parts within a transaction, not without one on PostgreSQL", "[cursor]") {
    auto& db = database.session();
    db.execute_script("create table t (i integer)");
    const auto write_within = [&] {
        auto rows = numbers(db, 7);
        rows.next();
        db.execute("insert into t values ($1)", 1);
    };
    if (database.is("postgresql")) {
        CHECK_THROWS_AS(write_within(), rowan::database_error);
        CHECK_FALSE(db.in_transaction());
    }
    rowan::transaction work(db);
    write_within();
    work.commit();
    CHECK(db.query_value<int>("select cast(count(*) as integer) from t") == 1);
}

DATABASE_TEST_CASE("a table that has changed since is read in parts as it is", "[cursor]") {
    auto& db = database.session();
    db.execute_script("create table t (i integer); insert into t values (1); insert into t values (2)");
    const auto read = [&] {
        rowan::statement rows = db.prepare("select * from t order by i");
        rows.read_in_parts(1);
        rows.execute();
        std::string result;
        while (rows.next()) {
            for (std::size_t i = 0; i != rows.row().column_count(); ++i)
                result += i == 0 ? std::to_string(rows.get<int>(i)) : rows.get<std::string>(i);
        }
        return result;
    };
    CHECK(read() == "12");
    db.execute_script("alter table t add column s text; update t set s = 'x'");
    CHECK(read() == "1x2x");
}

DATABASE_TEST_CASE("a failure within leaves no transaction behind", "[cursor]") {
    auto& db = database.session();
    if (!database.is("postgresql")) return;  // SQLite divides by zero without a word
    rowan::statement rows = db.prepare("select 1 / (3 - i) from generate_series(1, 9) as i");
    rows.read_in_parts(2);
    rows.execute();
    CHECK(rows.next());
    CHECK(rows.next());
    CHECK_THROWS_AS(rows.next(), rowan::database_error);
    rows.reset();
    CHECK_FALSE(db.in_transaction());
    CHECK(db.query_value<int>("select 1") == 1);
}

DATABASE_TEST_CASE("a connection that is lost between two parts is an error", "[cursor]") {
    if (!database.is("postgresql")) return;  // SQLite has no connection to lose
    auto& db = database.session();
    auto rows = numbers(db, 9);
    CHECK(rows.next());
    auto other = database.open();
    other.execute("select pg_terminate_backend($1::integer)", db.query_value<int>("select pg_backend_pid()"));
    while (true) {
        try {
            if (!rows.next()) FAIL("the rows ended");
        } catch (const rowan::connection_error&) { break; }
    }
    rows.reset();
}
