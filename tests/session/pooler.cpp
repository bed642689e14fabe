#include <rowan/session/limit.hpp>
#include <rowan/session/listener.hpp>
#include <rowan/session/process_lock.hpp>
#include <rowan/session/soci.hpp>
#include <rowan/session/transaction.hpp>

#include <support/database.hpp>
#include <support/pgbouncer.hpp>

#include <soci/postgresql/soci-postgresql.h>

#include <cstdint>
#include <string>

// PgBouncer in transaction mode: connections of the server are lent to whoever has a transaction, the next to each in
// turn.

using rowan::test::containing;
using rowan::test::pgbouncer;

namespace {
std::int64_t process_of(rowan::session& db) { return db.query_value<std::int64_t>("select pg_backend_pid()"); }

/// SQLite has no poolers, and where the whole suite goes through one, a second is not put before it.
bool takes_pooler(const rowan::test::test_database& database) {
    return database.is("postgresql") && !database.is_pooled();
}
}  // namespace

DATABASE_TEST_CASE("behind a pooler one statement after the other runs in another process of the server",
                   "[session][pooler]") {
    if (!takes_pooler(database)) return;
    pgbouncer between(database.url());
    rowan::session db(between.url());
    CHECK(process_of(db) != process_of(db));
}

DATABASE_TEST_CASE("behind a pooler a statement from the cache runs wherever it comes to", "[session][pooler]") {
    if (!takes_pooler(database)) return;
    pgbouncer between(database.url());
    rowan::session db(between.url());
    db.execute("create table notes (id int primary key, text text not null)");
    for (int i = 0; i != 20; ++i) db.execute("insert into notes values ($1, $2)", i, "note " + std::to_string(i));
    for (int i = 0; i != 20; ++i)
        CHECK(db.query_value<std::string>("select text from notes where id = $1", i) == "note " + std::to_string(i));
    CHECK(between.left_behind() == "");
}

DATABASE_TEST_CASE("a pooler that keeps prepared statements by their names is used as one that does not",
                   "[session][pooler]") {
    if (!takes_pooler(database)) return;
    pgbouncer between(database.url(), 100);
    rowan::session db(between.url());
    for (int i = 0; i != 20; ++i) CHECK(db.query_value<int>("select $1::int + 1", i) == i + 1);
    CHECK(between.left_behind() == "");
}

DATABASE_TEST_CASE("a pooler that the URL declares is not asked for", "[session][pooler]") {
    if (!takes_pooler(database)) return;
    pgbouncer between(database.url());
    rowan::session db(between.url() + "?pooler=transaction");
    for (int i = 0; i != 10; ++i) CHECK(db.query_value<int>("select $1::int", i) == i);
    CHECK_FALSE(rowan::process_lock(db, "anything").outlives_transactions());
    CHECK(between.left_behind() == "");
}

DATABASE_TEST_CASE("what is declared to be a pooler is treated as one, also where there is none", "[session][pooler]") {
    if (!takes_pooler(database)) return;
    rowan::session db(database.url(), {.pooler = rowan::pooler::transaction});
    CHECK(db.query_value<int>("select $1::int", 1) == 1);
    CHECK(db.query_value<int>("select count(*) from pg_prepared_statements") == 0);
}

DATABASE_TEST_CASE("the URL's word on a pooler goes before that of the options", "[session][pooler]") {
    if (!takes_pooler(database)) return;
    rowan::session db(database.url() + "?pooler=none", {.pooler = rowan::pooler::transaction});
    CHECK(db.query_value<int>("select $1::int", 1) == 1);
    CHECK(db.query_value<int>("select count(*) from pg_prepared_statements") != 0);
}

DATABASE_TEST_CASE("a pooler by another word is refused", "[session][pooler][url]") {
    CHECK_THROWS_WITH(rowan::open("postgresql://localhost/test?pooler=statement"), containing("pooler is none of"));
}

DATABASE_TEST_CASE("through a pooler the options other than its own reach the server", "[session][pooler]") {
    if (!takes_pooler(database)) return;
    pgbouncer between(database.url());
    rowan::session db(between.url() + "?application_name=rowan%20test&pooler=transaction");
    CHECK(db.query_value<std::string>("select current_setting('application_name')") == "rowan test");
}

DATABASE_TEST_CASE("a pooler is noticed behind the host's own SOCI session", "[session][pooler]") {
    if (!takes_pooler(database)) return;
    pgbouncer between(database.url());
    soci::session host(*soci::factory_postgresql(), between.url() + "?client_encoding=UTF8");
    rowan::session db(host);
    for (int i = 0; i != 10; ++i) CHECK(db.query_value<int>("select $1::int", i) == i);
    CHECK(between.left_behind() == "");
}

DATABASE_TEST_CASE("schemas are refused where a pooler is declared", "[session][pooler]") {
    if (!takes_pooler(database)) return;
    CHECK_THROWS_WITH(rowan::open(database.url() + "?pooler=transaction", {.schemas = {"one"}}),
                      containing("cannot go through the pooler") && containing("alter role"));
}

DATABASE_TEST_CASE("schemas are refused where a pooler refuses them", "[session][pooler]") {
    if (!takes_pooler(database)) return;
    pgbouncer between(database.url());
    CHECK_THROWS_WITH(rowan::open(between.url(), {.schemas = {"one"}}), containing("alter role"));
}

DATABASE_TEST_CASE("schemas are refused where a pooler passes over them in silence", "[session][pooler]") {
    if (!takes_pooler(database)) return;
    pgbouncer between(database.url(), 0, "ignore_startup_parameters = options");
    CHECK_THROWS_WITH(rowan::open(between.url(), {.schemas = {"one"}}), containing("cannot go through the pooler"));
}

DATABASE_TEST_CASE("behind a pooler a statement follows the columns that its table has by now", "[session][pooler]") {
    if (!takes_pooler(database)) return;
    pgbouncer between(database.url());
    rowan::session db(between.url());
    db.execute_script("create table notes (id int, text text); insert into notes values (1, 'one')");
    const std::string all = "select * from notes";
    CHECK(db.query_value<int>(all) == 1);
    rowan::session(database.url()).execute_script("alter table notes alter id type text using 'number ' || id");
    CHECK(db.query_value<std::string>(all) == "number 1");
}

DATABASE_TEST_CASE("behind a pooler a transaction keeps its process of the server", "[session][pooler]") {
    if (!takes_pooler(database)) return;
    pgbouncer between(database.url());
    rowan::session db(between.url());
    const rowan::transaction work(db);
    const auto process = process_of(db);
    for (int i = 0; i != 5; ++i) CHECK(process_of(db) == process);
}

DATABASE_TEST_CASE("behind a pooler rows are read in parts", "[session][pooler]") {
    if (!takes_pooler(database)) return;
    pgbouncer between(database.url());
    rowan::session db(between.url());
    rowan::session other(between.url());
    std::int64_t sum = 0;
    auto rows = db.prepare("select n from generate_series(1, 1000) as n");
    rows.read_in_parts(10);
    for (rows.execute(); rows.next();) {
        sum += rows.get<std::int64_t>(0);
        process_of(other);
    }
    CHECK(sum == 500500);
}

DATABASE_TEST_CASE("behind a pooler a limit ends the statement that it is for", "[session][pooler]") {
    if (!takes_pooler(database)) return;
    pgbouncer between(database.url());
    rowan::session db(between.url());
    rowan::session other(between.url());
    {
        const rowan::limit soon(db, rowan::duration::of_milliseconds(50));
        CHECK_THROWS_AS(db.execute("select pg_sleep(60)"), rowan::canceled_error);
    }
    CHECK(process_of(other) != 0);
    CHECK(process_of(db) != 0);
    CHECK(between.left_behind() == "");
}

DATABASE_TEST_CASE("a listener behind a pooler is refused, and told to go to the server itself",
                   "[session][pooler][listener]") {
    if (!takes_pooler(database)) return;
    pgbouncer between(database.url());
    for (const char* said : {"", "?pooler=transaction"})
        CHECK_THROWS_WITH(rowan::listener(between.url() + said),
                          containing("a pooler stands before") && containing("a URL that leads to the server itself"));
}

DATABASE_TEST_CASE("what is told through a pooler is heard by who listens at the server itself",
                   "[session][pooler][listener]") {
    if (!takes_pooler(database)) return;
    pgbouncer between(database.url());
    rowan::listener changes(database.url());
    changes.listen("tasks");
    rowan::session db(between.url());
    rowan::notify(db, "tasks", "7");
    const auto event = changes.wait(rowan::duration::of_milliseconds(30'000));
    REQUIRE(event);
    CHECK(std::get<rowan::notification>(*event).payload == "7");
    CHECK(between.left_behind() == "");
}
