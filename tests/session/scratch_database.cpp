#include <support/database.hpp>
#include <support/server.hpp>

#include <rowan/session/error.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/scratch_database.hpp>
#include <rowan/session/transaction.hpp>

#include <fmt/format.h>

using namespace rowan;
using rowan::test::containing;

namespace {

/// Databases of its server that were made to try something out.
std::int64_t scratch_databases(session& on) {
    return on.query_value<std::int64_t>("select count(*) from pg_database where datname like 'rowan\\_scratch\\_%'");
}

std::string url_of(const session& like, const std::string& database) {
    std::string url = like.description();
    url.erase(url.rfind('/') + 1);
    return url + database;
}

std::string failure_of(session& beside, const std::string& instead) {
    try {
        const scratch_database made(beside, instead);
    } catch (const usage_error& fault) { return fault.what(); }
    return "none";
}

}  // namespace

DATABASE_TEST_CASE("what is made in a scratch database is not in the one beside", "[scratch]") {
    if (database.is_distributed()) return;
    scratch_database made(database.session());
    made.place().execute_script("create table notes (id integer primary key); insert into notes values (1)");
    CHECK_FALSE(table_exists(database.session(), "notes"));
    CHECK(made.place().query_value<std::int64_t>("select count(*) from notes") == 1);
}

DATABASE_TEST_CASE("a scratch database is made in no transaction", "[scratch]") {
    const transaction open(database.session());
    CHECK_THAT(failure_of(database.session(), {}), containing("end the one that is open"));
}

TEST_CASE("a scratch database on a server is dropped in the end, also where it failed", "[scratch]") {
    const test::server of;
    session db = of.open();
    {
        scratch_database made(db);
        CHECK(scratch_databases(db) == 1);
        CHECK_THROWS_AS(made.place().execute("select 1 / 0"), database_error);
    }
    CHECK(scratch_databases(db) == 0);
}

TEST_CASE("a scratch database is encoded, sorted and set as the one beside", "[scratch]") {
    const test::server of;
    session administrator = of.open();
    administrator.execute_script(
        "create database shop template template0 encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'");
    administrator.execute_script("alter database shop set timezone = 'Asia/Tokyo'");
    administrator.execute_script("alter database shop set search_path = 'shop'");
    const std::string url = url_of(administrator, "shop");
    session(url).execute_script("create schema shop");
    session db(url);
    db.execute_script("set datestyle = 'SQL, DMY'");
    scratch_database made(db);
    constexpr const char* facts =
        "select concat_ws(' ', current_setting('server_encoding'), datcollate, current_setting('timezone'), "
        "current_setting('datestyle'), current_schema()) from pg_database where datname = current_database()";
    CHECK(made.place().query_value<std::string>(facts) == "LATIN1 C Asia/Tokyo SQL, DMY shop");
}

TEST_CASE("a scratch database that nobody uses any more is dropped by who makes the next one", "[scratch]") {
    const test::server of;
    session db = of.open();
    db.execute_script("create database rowan_scratch_999999999_0a1b");
    const scratch_database made(db);
    CHECK(scratch_databases(db) == 1);
}

TEST_CASE("a scratch database in use is left to who uses it", "[scratch]") {
    const test::server of;
    session one = of.open();
    session other = of.open();
    const scratch_database first(one);
    scratch_database second(other);
    CHECK(scratch_databases(one) == 2);
}

TEST_CASE("a scratch database is left alone while its maker, not yet connected to it, lives", "[scratch]") {
    const test::server of;
    session maker = of.open();
    const auto process = maker.query_value<std::int32_t>("select pg_backend_pid()");
    maker.execute_script(fmt::format("create database rowan_scratch_{}_0a1b", process));
    session db = of.open();
    const scratch_database made(db);
    CHECK(scratch_databases(db) == 2);
}

TEST_CASE("who may not create databases is told so by the server's code", "[scratch]") {
    const test::server of;
    session db = of.open();
    db.execute_script("create role guest; set role guest");
    try {
        const scratch_database made(db);
        FAIL("it was made");
    } catch (const database_error& fault) { CHECK(fault.sqlstate() == "42501"); }
}

TEST_CASE("an empty database may stand in for a scratch database, and is emptied again", "[scratch]") {
    const test::server of;
    session db = of.open();
    db.execute_script("create database spare");
    const std::string spare = url_of(db, "spare");
    {
        scratch_database made(db, spare);
        made.place().execute_script(R"(
            create extension citext; create schema "Other Place"; create type mood as enum ('sad');
            create domain positive as integer check (value > 0);
            create table notes (id bigserial primary key, number bigint generated always as identity, mood mood, "it""s" citext);
            create view moods as select mood from notes;
            create table "Other Place".notes (like public.notes);
            create function twice(n integer) returns integer language sql return n * 2;
            create aggregate total(integer) (sfunc = int4pl, stype = integer);
            create operator === (leftarg = integer, rightarg = integer, function = int4eq);
            create statistics s on id, mood from notes;
            create cast (mood as integer) with inout;
            create publication everything for table notes;
        )");
    }
    CHECK(failure_of(db, spare) == "none");
    CHECK(session(spare).query_value<std::int64_t>("select count(*) from pg_class where oid >= 16384") == 0);
}

TEST_CASE("a database that holds something does not stand in for a scratch database", "[scratch]") {
    const test::server of;
    session db = of.open();
    db.execute_script("create database spare");
    const std::string spare = url_of(db, "spare");
    session(spare).execute_script("create table notes (id integer)");
    CHECK_THAT(failure_of(db, spare), containing("is not empty: it holds table public.notes;"));
    CHECK(session(spare).query_value<std::int64_t>("select count(*) from notes") == 0);
}

TEST_CASE("a database of another kind does not stand in for a scratch database", "[scratch]") {
    const test::server of;
    session db = of.open();
    CHECK_THAT(failure_of(db, "sqlite://:memory:"), containing("is no postgresql database"));
    session memory = open("sqlite://:memory:");
    CHECK_THAT(failure_of(memory, of.url()), containing("needs no other database"));
}
