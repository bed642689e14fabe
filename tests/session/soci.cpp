#include "host.hpp"

#include <rowan/session/soci.hpp>
#include <rowan/session/transaction.hpp>

using namespace rowan;
using test::containing;

TEST_CASE("a host's SOCI session keeps its settings, save foreign keys", "[soci][sqlite]") {
    const test::temporary_folder folder;
    soci::session host(soci::sqlite3, (folder.path() / "x.db").string());
    session db(host);
    CHECK(db.query_value<int>("pragma foreign_keys") == 1);
    CHECK(db.query_value<int>("pragma busy_timeout") == 0);
    CHECK(db.query_value<std::string>("pragma journal_mode") == "delete");
    CHECK(&soci_session(db) == &host);
}

TEST_CASE("within a host's transaction foreign keys cannot be switched on, and rowan says so", "[soci][sqlite]") {
    soci::session host(soci::sqlite3, ":memory:");
    host.begin();
    CHECK_THROWS_WITH(session(host), containing("before the transaction begins"));
    host.rollback();
    session db(host);
    CHECK(db.query_value<int>("pragma foreign_keys") == 1);
}

TEST_CASE("within a host's transaction a session is made where foreign keys are on already", "[soci][sqlite]") {
    soci::session host(soci::sqlite3, ":memory:");
    host << "pragma foreign_keys = on";
    host << "create table t (id integer)";
    host.begin();
    {
        session db(host);
        CHECK(db.in_transaction());
        db.execute("insert into t values (1)");
        transaction part(db);
        db.execute("insert into t values (2)");
        part.commit();
    }
    host.rollback();
    int count = 1;
    host << "select count(*) from t", soci::into(count);
    CHECK(count == 0);
}

TEST_CASE("a SOCI session that is not connected is refused", "[soci]") {
    soci::session host;
    CHECK_THROWS_WITH(session(host), containing("not connected"));
}

DATABASE_TEST_CASE("SOCI and rowan write in one transaction of SOCI, which undoes both", "[soci]") {
    if (!database.can_be_shared()) return;  // the host opens a session of its own
    soci::session host = test::open_host(database);
    host << "create table t (id integer)";
    {
        session db(host);
        soci::transaction work(host);
        host << "insert into t values (1)";
        db.execute("insert into t values ($1)", 2);
        CHECK(db.query_value<std::int64_t>("select count(*) from t") == 2);
        work.rollback();
        CHECK(db.query_value<std::int64_t>("select count(*) from t") == 0);
    }
    int count = 1;
    host << "select count(*) from t", soci::into(count);
    CHECK(count == 0);
}

DATABASE_TEST_CASE("a host's SOCI session is as before when rowan's has ended", "[soci]") {
    if (!database.can_be_shared()) return;  // the host opens a session of its own
    soci::session host = test::open_host(database);
    {
        session db(host);
        db.execute_script("create table t (id integer)");
        transaction left_open(db);
        db.execute("insert into t values (1)");
    }
    int count = 1;
    host << "select count(*) from t", soci::into(count);
    CHECK(count == 0);
}

DATABASE_TEST_CASE("a host's session describes itself without connection data", "[soci]") {
    if (!database.can_be_shared()) return;  // the host opens a session of its own
    soci::session host = test::open_host(database);
    CHECK_THAT(session(host).description(), containing("SOCI session on"));
}
