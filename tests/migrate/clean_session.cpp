#include <rowan/migrate/error.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/session/error.hpp>

#include <support/database.hpp>

using rowan::migrate::operations;
using rowan::migrate::revision;
using rowan::migrate::revision_error;

namespace {

/// 001 says `first`, 002 `second`.
std::vector<revision> two(const std::string& first, const std::string& second) {
    return {revision("001", "One").up([&](operations& op) { op.sql(first); }).irreversible("a test"),
            revision("002", "Two").after("001").up([&](operations& op) { op.sql(second); }).irreversible("a test")};
}

std::string shown(rowan::session& in, const std::string& setting) {
    return in.query_value<std::string>("select current_setting('" + setting + "')");
}

const std::string changes =
    "create schema other; create role guest; grant all on schema public, other to guest; grant all on all tables in "
    "schema "
    "public to guest; set search_path to other; set role guest; set statement_timeout = '1min'; set lock_timeout = "
    "'7s'; create table t (n int);";

std::string unchanged(rowan::session& in) {
    return shown(in, "search_path") + ' ' + shown(in, "role") + ' ' + shown(in, "statement_timeout") + ' ' +
           shown(in, "lock_timeout");
}

class with_guest {
public:
    explicit with_guest(rowan::session& in) : in_(in) {}
    ~with_guest() { in_.execute_script("drop owned by guest cascade; drop role guest"); }

private:
    rowan::session& in_;
};

}  // namespace

TEST_CASE("what a revision sets in the session ends with it", "[clean_session][postgresql]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    db.execute("set statement_timeout = '3min'");
    const std::string before = unchanged(db);
    rowan::migrator(db, two(changes,
                            "create table seen as select current_setting('search_path') s, current_user u, "
                            "current_setting('statement_timeout') t"))
        .upgrade();
    const with_guest later(db);
    CHECK(unchanged(db) == before);
    CHECK(db.query_value<std::string>("select s || ' ' || t from public.seen") == "\"$user\", public 3min");
    CHECK(db.query_value<bool>("select u = current_user from public.seen"));
}

TEST_CASE("what a revision sets in the session ends with its failure", "[clean_session][postgresql]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    const std::string before = unchanged(db);
    auto all =
        two("set search_path to pg_catalog; vacuum; set statement_timeout = 5000; insert into nowhere values (1)", "");
    all[0].without_transaction(rowan::migrate::direction::upgrade);
    rowan::migrator migrator(db, std::move(all));
    CHECK_THROWS_AS(migrator.upgrade(), revision_error);
    CHECK(unchanged(db) == before);
    CHECK(migrator.unfinished().at(0).done == 2);  // the vacuum; settings do not last
}

TEST_CASE("temporary tables and prepared statements of a revision end with it, the host's stay",
          "[clean_session][postgresql]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    db.execute_script("create temp table of_the_host (n int); prepare host as select 1");
    const std::string script =
        "create temp table work (n int); create temp view work_view as select * from work; prepare p as select 1;";
    CHECK_NOTHROW(rowan::migrator(db, two(script, script)).upgrade());
    CHECK_NOTHROW(db.execute_script("select * from of_the_host; execute host"));
    CHECK_THROWS_AS(db.execute_script("select * from work"), rowan::database_error);
}

DATABASE_TEST_CASE("SQLite: pragmas of a revision end with it, also where it fails", "[clean_session]") {
    if (!database.is("sqlite")) return;  // there are no pragmas
    rowan::session& db = database.session();
    const auto pragma = [&](const char* name) {
        return db.query_value<std::int64_t>(std::string("select * from pragma_") + name);
    };
    const std::string set =
        "pragma foreign_keys = off; pragma recursive_triggers = on; pragma legacy_alter_table = on; "
        "pragma case_sensitive_like = on; create table t (n int); create temp table work (n int);";
    CHECK_THROWS_AS(rowan::migrator(db, two(set + "insert into nowhere values (1)", "")).upgrade(), revision_error);
    CHECK(pragma("foreign_keys") == 1);
    CHECK(pragma("recursive_triggers") == 0);
    rowan::migrator(db, two(set, "create temp table work (n int)")).upgrade();
    CHECK(pragma("foreign_keys") == 1);
    CHECK(pragma("recursive_triggers") == 0);
    CHECK(pragma("legacy_alter_table") == 0);
    CHECK(db.query_value<std::int64_t>("select 'a' like 'A'") == 1);
    CHECK(db.query_value<std::int64_t>("select count(*) from temp.sqlite_schema") == 0);
}
