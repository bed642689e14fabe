#include <rowan/session/soci.hpp>
#include <rowan/session/transaction.hpp>

#include "host.hpp"

#include <limits>

// rowan speaks to the database past SOCI's statements because SOCI 4.0.3 loses data, time or errors there. Each case
// states one such fault as what holds of rowan instead.

using namespace rowan;
using rowan::test::containing;

namespace {
using names = std::vector<std::string>;
using integers = std::vector<std::int64_t>;

integers all_ids(session& db) {
    integers result;
    for (auto rows = db.query("select id from things order by id"); rows.next();)
        result.push_back(rows.get<std::int64_t>(0));
    return result;
}

template <class F>
std::string message_of(F&& f) {
    try {
        f();
    } catch (const error& fault) { return fault.what(); }
    return "nothing was thrown";
}

std::string setting(session& db, std::string_view name) {
    return db.query_value<std::string>("pragma " + std::string(name));
}
}  // namespace

DATABASE_TEST_CASE("a statement that runs again inserts its new rows", "[soci]") {
    auto& db = database.session();
    db.execute_script("create table things (id bigint)");
    auto insert = db.prepare("insert into things values ($1), ($2)");
    insert.bind(1, 2).execute();
    insert.reset();
    insert.bind(3, 4).execute();
    insert.reset();
    CHECK(all_ids(db) == integers{1, 2, 3, 4});
}

TEST_CASE("a bulk insert sends its own rows only", "[soci][postgresql]") {
    test::test_database database("postgresql");  // SQLite has no COPY
    auto& db = database.session();
    db.execute_script("create table things (id bigint)");
    const names columns{"id"};
    for (const integers& batch : {integers{1, 2, 3}, integers{4, 5, 6}}) {
        auto insert = db.bulk_insert({"", "things"}, columns);
        for (const auto id : batch) {
            insert->set_integer(0, id);
            insert->end_row();
        }
        CHECK(insert->finish() == 3);
    }
    CHECK(all_ids(db) == integers{1, 2, 3, 4, 5, 6});
}

TEST_CASE("an array parameter that is bound again is sent anew", "[soci][postgresql]") {
    test::test_database database("postgresql");  // SQLite has no arrays to unnest
    auto& db = database.session();
    db.execute_script("create table things (id bigint)");
    for (const integers& batch : {integers{1, 2, 3}, integers{4, 5, 6}})
        db.execute("insert into things select unnest($1::bigint[])", batch);
    CHECK(all_ids(db) == integers{1, 2, 3, 4, 5, 6});
}

DATABASE_TEST_CASE("a commit that stores nothing throws", "[soci]") {
    auto& db = database.session();
    db.execute_script("create table things (id bigint primary key)");
    transaction work(db);
    db.execute("insert into things values (1)");
    CHECK_THROWS_AS(db.execute("insert into things values (1)"), constraint_error);
    if (database.is("postgresql")) {
        CHECK_THROWS_AS(work.commit(), transaction_error);
        CHECK(all_ids(db).empty());
    } else {  // SQLite undoes the statement alone, so the commit stores the rest
        work.commit();
        CHECK(all_ids(db) == integers{1});
    }
}

DATABASE_TEST_CASE("text with a NUL character is refused, not cut", "[soci]") {
    auto& db = database.session();
    db.execute_script("create table things (name text)");
    CHECK_THROWS_AS(db.execute("insert into things values ($1)", std::string("before\0after", 12)), mapping_error);
    CHECK(db.query_value<std::int64_t>("select count(*) from things") == 0);
}

DATABASE_TEST_CASE("numbers, times and bytes come back exactly", "[soci]") {
    auto& db = database.session();
    const bool has_types = database.is("postgresql");
    db.execute_script(
        has_types ? "create table things (amount numeric, at timestamptz, data bytea); set time zone 'Asia/Tokyo'"
                  : "create table things (amount text, at text, data blob)");
    const decimal amount("12345678901234567890.01");
    const auto at = timestamp::parse("2024-02-29T23:59:59.123456Z");
    const bytes data{std::byte{0}, std::byte{0x5C}, std::byte{0xFF}};
    db.execute("insert into things values ($1, $2, $3)", amount, at, data);
    auto row = db.query("select * from things");
    REQUIRE(row.next());
    CHECK(row.get<decimal>(0).to_string() == amount.to_string());
    CHECK(row.get<timestamp>(1) == at);
    CHECK(row.get<bytes>(2) == data);
}

DATABASE_TEST_CASE("an infinite timestamp comes back as such", "[soci]") {
    auto& db = database.session();
    db.execute_script(database.is("postgresql") ? "create table things (at timestamptz)"
                                                : "create table things (at text)");
    db.execute("insert into things values ($1)", timestamp::infinity());
    CHECK(db.query_value<timestamp>("select at from things") == timestamp::infinity());
}

DATABASE_TEST_CASE("a colon starts no parameter", "[soci]") {
    auto& db = database.session();
    CHECK(db.query_value<std::string>("select ':a' || $1 -- :b 'c'\n /* :d */", std::string("x")) == ":ax");
    db.execute_script("create table things (name text default ':a'); -- :b\ninsert into things values (':c')");
    CHECK(db.query_value<std::string>("select name from things") == ":c");
    CHECK_THROWS_AS(db.execute("select $1"), usage_error);
}

TEST_CASE("dollar quotes, casts and slices are left alone", "[soci][postgresql]") {
    test::test_database database("postgresql");  // SQLite has none of these
    auto& db = database.session();
    CHECK(db.query_value<std::string>("select $$:a 'b' $1$$ || $1::text", std::string("x")) == ":a 'b' $1x");
    CHECK(db.query_value<integers>("select (array[1, 2, 3]::bigint[])[1:2]") == integers{1, 2});
    CHECK(db.query_value<integers>("select ($1::bigint[])[:2]", integers{7, 8, 9}) == integers{7, 8});
    db.execute_script(
        "do $body$ begin perform 1 as \":x\"; end $body$; create function f() returns int language sql as $$ select 1 "
        "/* :y */; $$;");
    CHECK(db.query_value<int>("select f()") == 1);
}

TEST_CASE("a statement that dies in an aborted transaction is not left on the server", "[soci][postgresql]") {
    test::test_database database("postgresql");  // SQLite's statements live in this process
    session db = database.open({.statement_cache = 0});
    {
        transaction work(db);
        CHECK_THROWS_AS(db.execute("select 1 / $1", 0), database_error);
    }
    const auto others = db.query_value<std::int64_t>(
        "select count(*) from pg_prepared_statements where statement not like '%pg_prepared%'");
    CHECK(others == 0);
}

DATABASE_TEST_CASE("every statement of a script runs", "[soci]") {
    auto& db = database.session();
    db.execute_script("create table things (id bigint); insert into things values (1); insert into things values (2)");
    CHECK(all_ids(db) == integers{1, 2});
    CHECK_THROWS_AS(db.execute("insert into things values (3); insert into things values (4)"), usage_error);
    CHECK(all_ids(db) == integers{1, 2});
}

DATABASE_TEST_CASE("a parameter that is not set is an error, not NULL", "[soci]") {
    auto& db = database.session();
    db.execute_script("create table things (id bigint, name text)");
    auto insert = db.prepare("insert into things values ($1, $2)");
    insert.parameters().set_integer(0, 1);
    CHECK_THROWS_AS(insert.execute(), usage_error);
    insert.reset();
    insert.bind(1, std::string("x")).execute();
    insert.reset();
    insert.parameters().set_integer(0, 2);
    CHECK_THROWS_AS(insert.execute(), usage_error);  // the name of the row before is not taken again
    insert.reset();
    CHECK(all_ids(db) == integers{1});
}

DATABASE_TEST_CASE("an integer keeps its 64 bits wherever it goes", "[soci]") {
    auto& db = database.session();
    db.execute_script("create table things (id bigint)");
    const integers wide{std::numeric_limits<std::int64_t>::min(), -(std::int64_t{1} << 40), std::int64_t{1} << 40,
                        std::numeric_limits<std::int64_t>::max()};
    for (const auto id : wide) db.execute("insert into things values ($1)", id);
    CHECK(all_ids(db) == wide);
    CHECK(db.query_value<std::int64_t>("select count(*) from things") == 4);
    CHECK(db.query_value<std::int64_t>("select sum(id) from things where id > 0 and id < 9223372036854775807") ==
          std::int64_t{1} << 40);
    CHECK_THROWS_AS(db.query_value<int>("select max(id) from things"), mapping_error);
    CHECK_THROWS_AS(db.execute("insert into things values ($1)", std::numeric_limits<std::uint64_t>::max()),
                    mapping_error);
}

DATABASE_TEST_CASE("foreign keys are checked", "[soci]") {
    auto& db = database.session();
    db.execute_script(
        "create table parents (id bigint primary key); create table things (id bigint references parents (id))");
    CHECK_THROWS_AS(db.execute("insert into things values (1)"), constraint_error);
}

DATABASE_TEST_CASE("foreign keys are checked on a session of the host, too", "[soci]") {
    if (!database.can_be_shared()) return;  // a database in memory is one session's own
    soci::session host = test::open_host(database);
    session db(host);
    db.execute_script(
        "create table parents (id bigint primary key); create table things (id bigint references parents (id))");
    CHECK_THROWS_AS(db.execute("insert into things values (1)"), constraint_error);
}

TEST_CASE("SQLite waits for locks, and writes files ahead", "[soci][sqlite]") {
    test::test_database database("file");
    CHECK(database.session().query_value<std::int64_t>("pragma busy_timeout") == 5000);
    CHECK(setting(database.session(), "journal_mode") == "wal");
}

DATABASE_TEST_CASE("an error has constraint, table and column, and no value", "[soci]") {
    auto& db = database.session();
    db.execute_script("create table things (id bigint primary key, name text not null)");
    const std::string insert = "insert into things values ($1, $2)";
    db.execute(insert, 4711, std::string("secret"));
    try {
        db.execute(insert, 4711, std::string("secret"));
        FAIL("the row was stored");
    } catch (const constraint_error& fault) {
        CHECK(fault.which() == constraint_kind::unique);
        CHECK(fault.sqlstate() == "23505");
        CHECK(fault.table() == "things");
        CHECK(fault.columns() == names{"id"});
        CHECK(fault.statement() == insert);
        CHECK_THAT(fault.what(), !containing("4711") && !containing("secret"));
    }
    try {
        db.execute(insert, 1, std::optional<std::string>());
        FAIL("the row was stored");
    } catch (const constraint_error& fault) {
        CHECK(fault.which() == constraint_kind::not_null);
        CHECK(fault.table() == "things");
        CHECK(fault.columns() == names{"name"});
    }
}

DATABASE_TEST_CASE("no error shows a bound value", "[soci]") {
    auto& db = database.session();
    const std::string secret = "s3cr3t";
    CHECK_THAT(message_of([&] { db.query_value<uuid>("select cast($1 as text)", secret); }),
               containing("UUID") && !containing(secret));
    CHECK_THAT(message_of([&] { db.query_value<timestamp>("select cast($1 as text)", secret); }), !containing(secret));
    CHECK_THAT(message_of([&] { db.query_value<int>("select cast($1 as text) as name", secret); }),
               containing("name") && !containing(secret));
    if (database.is("postgresql")) {  // SQLite casts whatever it is given
        CHECK_THAT(message_of([&] { db.query_value<int>("select $1::int", secret); }),
                   containing("22P02") && !containing(secret));
        CHECK_THAT(message_of([&] { db.query_value<timestamp>("select $1::text::timestamptz", secret); }),
                   !containing(secret));
        CHECK_THAT(message_of([&] { db.execute("select to_tsquery($1)", "a " + secret); }),
                   containing("42601") && !containing(secret));
        CHECK_THAT(message_of([&] { db.execute("select $1::text::json", secret); }), !containing(secret));
        CHECK_THAT(message_of([&] { db.execute("select make_date(2024, $1, 1)", 4711); }), !containing("4711"));
    }
}

DATABASE_TEST_CASE("a savepoint undoes a part of a transaction", "[soci]") {
    auto& db = database.session();
    db.execute_script("create table things (id bigint primary key)");
    transaction work(db);
    db.execute("insert into things values (1)");
    {
        savepoint part(db);
        db.execute("insert into things values (2)");
        CHECK_THROWS_AS(db.execute("insert into things values (1)"), constraint_error);
    }
    db.execute("insert into things values (3)");
    work.commit();
    CHECK(all_ids(db) == integers{1, 3});
}

DATABASE_TEST_CASE("a statement is prepared once", "[soci]") {
    auto& db = database.session();
    db.execute_script("create table things (id bigint)");
    const driver_statement* first = nullptr;
    for (int i = 0; i != 3; ++i) {
        auto insert = db.prepare("insert into things values ($1)");
        const auto* const here = static_cast<const driver_statement*>(&insert.row());
        if (first == nullptr) first = here;
        CHECK(here == first);
        insert.bind(i).execute();
    }
    if (database.is("postgresql"))  // SQLite keeps no list
        CHECK(db.query_value<std::int64_t>(
                  "select count(*) from pg_prepared_statements where statement like 'insert%'") == 1);
    CHECK(all_ids(db) == integers{0, 1, 2});
}

DATABASE_TEST_CASE("an array is a value like any other", "[soci]") {
    auto& db = database.session();
    db.execute_script(database.is("postgresql") ? "create table things (list text[])"
                                                : "create table things (list text)");
    const std::vector<std::optional<std::string>> list{"a, \"b\"", std::nullopt, "", "{}"};
    db.execute("insert into things values ($1)", list);
    CHECK(db.query_value<std::vector<std::optional<std::string>>>("select list from things") == list);
}

DATABASE_TEST_CASE("rowan works on a session of the host, in its transaction", "[soci]") {
    if (!database.can_be_shared()) return;  // a database in memory is one session's own
    soci::session host = test::open_host(database);
    session db(host);
    db.execute_script("create table things (id bigint)");
    host.begin();
    CHECK(db.in_transaction());
    {
        transaction inner(db);
        db.execute("insert into things values ($1)", 1);
        inner.commit();
    }
    int by_soci = 0;
    host << "select count(*) from things", soci::into(by_soci);
    CHECK(by_soci == 1);
    host.rollback();
    CHECK(all_ids(db).empty());
}

DATABASE_TEST_CASE("SOCI works on a session of rowan, in its transaction", "[soci]") {
    auto& db = database.session();
    db.execute_script("create table things (id bigint)");
    {
        transaction work(db);
        soci_session(db) << "insert into things values (1)";
        CHECK(all_ids(db) == integers{1});
    }
    CHECK(all_ids(db).empty());
}
