#include <rowan/migrate/error.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include <support/database.hpp>

#include <optional>

using rowan::migrate::direction;
using rowan::migrate::half_applied_error;
using rowan::migrate::migration_error;
using rowan::migrate::operations;
using rowan::migrate::position;
using rowan::migrate::revision;
using rowan::migrate::revision_error;
using rowan::migrate::verdict;
using rowan::schema::sql_text;
using rowan::test::containing;

namespace {

using texts = std::vector<std::string>;

/// A statement of each backend that runs in no transaction.
sql_text alone() { return sql_text("create index concurrently ix_a on a (n)").on("sqlite", "vacuum"); }

revision only(const std::vector<sql_text>& scripts) {
    return revision("001", "Only")
        .up([&](operations& op) {
            for (const sql_text& each : scripts) op.sql(each);
        })
        .irreversible("a test");
}

revision statements(const std::string& script) {
    revision result = only({script});
    result.without_transaction(direction::upgrade);
    return result;
}

rowan::migrator by(rowan::session& db, revision which) { return {db, std::vector<revision>{std::move(which)}}; }

std::int64_t count(rowan::session& in, const std::string& table) {
    return in.query_value<std::int64_t>("select count(*) from " + table);
}

revision_error failure_of(rowan::migrator migrator) {
    try {
        migrator.upgrade();
    } catch (const revision_error& error) { return error; }
    throw std::logic_error("no revision_error");
}

bool is_valid(rowan::session& in, const std::string& index) {
    return in.query_value<bool>("select indisvalid from pg_index where indexrelid = '" + index + "'::regclass");
}

}  // namespace

DATABASE_TEST_CASE("a statement that runs in no transaction is found and run in none", "[stages]") {
    rowan::session& db = database.session();
    const auto result = by(db, only({"create table a (n int)", alone(), "insert into a values (1)"})).upgrade();
    CHECK(result.applied == texts{"001"});
    CHECK(count(db, "a") == 1);
    CHECK(rowan::migrator(db, std::vector<revision>{only({})}).history().front().statements == 3);
    CHECK(count(db, "rowan_progress") == 0);
}

DATABASE_TEST_CASE("a revision that is one transaction leaves no table of progress", "[stages]") {
    by(database.session(), only({"create table a (n int)"})).upgrade();
    CHECK_FALSE(rowan::table_exists(database.session(), "rowan_progress"));
}

DATABASE_TEST_CASE("what fails behind a statement alone leaves what is before it, and the next run goes on",
                   "[stages]") {
    rowan::session& db = database.session();
    const auto three = [](const char* last) {
        return only({"create table a (n int); insert into a values (1)", alone(), last});
    };
    const auto error = failure_of(by(db, three("insert into nowhere values (1)")));
    CHECK(error.half_applied());
    CHECK(error.done() == 3);
    CHECK(error.total() == 4);
    CHECK_THAT(error.what(), containing("half applied: 3 of its 4 statements are done and kept"));
    const auto left = by(db, three("")).unfinished();
    REQUIRE(left.size() == 1);
    CHECK(left[0].revision == "001");
    CHECK(left[0].done == 3);
    CHECK(left[0].in_doubt.empty());
    CHECK(by(db, three("insert into a values (2)")).upgrade().to == position{"001"});
    CHECK(count(db, "a") == 2);
}

DATABASE_TEST_CASE("what fails before the first statement alone leaves nothing", "[stages]") {
    rowan::session& db = database.session();
    const auto error =
        failure_of(by(db, only({"create table a (n int); insert into nowhere values (1)", alone(), "select 1"})));
    CHECK_FALSE(error.half_applied());
    CHECK_FALSE(rowan::table_exists(db, "a"));
    CHECK(by(db, only({})).unfinished().empty());
}

DATABASE_TEST_CASE("a half applied revision whose text has changed does not go on", "[stages]") {
    rowan::session& db = database.session();
    failure_of(by(db, only({"create table a (n int)", alone(), "insert into nowhere values (1)"})));
    auto changed = by(db, only({"create table a (m int)", alone(), "select 1"}));
    CHECK_THROWS_WITH(changed.upgrade(),
                      containing("revision 001 (Only) is half applied: 2 of 3 statements are done; their text has "
                                 "changed since"));
    db.execute("drop table a");
    changed.start_over();
    CHECK(changed.unfinished().empty());
}

DATABASE_TEST_CASE("a revision without a transaction keeps each statement that went well", "[stages]") {
    rowan::session& db = database.session();
    const std::string begin = "create table a (n int); insert into a values (1); insert into a values (2);";
    const auto error = failure_of(by(db, statements(begin + "insert into nowhere values (3)")));
    CHECK(error.done() == 3);
    CHECK(by(db, statements(begin + "insert into a values (3); insert into a values (4)")).upgrade().applied.size() ==
          1);
    CHECK(count(db, "a") == 4);
}

DATABASE_TEST_CASE("a script without a transaction may have its own", "[stages]") {
    rowan::session& db = database.session();
    const std::string before = "create table a (n int);";
    const auto error = failure_of(
        by(db, statements(before + "begin; insert into a values (1); insert into nowhere values (1); commit;")));
    CHECK(error.done() == 1);
    CHECK(count(db, "a") == 0);
    by(db, statements(before + "begin; insert into a values (1); insert into a values (2); commit;")).upgrade();
    CHECK(count(db, "a") == 2);
}

DATABASE_TEST_CASE("a transaction of a script that is never committed is refused before anything runs", "[stages]") {
    CHECK_THROWS_WITH(by(database.session(), statements("create table a (n int);\n begin; select 1;")).upgrade(),
                      containing("script:2:2: the transaction that begins here has no commit"));
    CHECK_FALSE(rowan::table_exists(database.session(), "a"));
}

DATABASE_TEST_CASE("a half applied revision is finished before the database goes back", "[stages]") {
    rowan::session& db = database.session();
    const std::vector<revision> two{
        revision("001", "One").change([](operations& op) { op.sql("create table a (n int)", "drop table a"); }),
        revision("002", "Two").after("001").change([](operations& op) {
            op.sql(alone(), "select 1");
            op.sql("insert into nowhere values (1)", "select 1");
        })};
    rowan::migrator migrator(db, two);
    CHECK_THROWS_AS(migrator.upgrade(), revision_error);
    CHECK_THROWS_WITH(migrator.downgrade("base"),
                      containing("revision 002 is half applied, 1 of 2 statements are done"));
    CHECK(migrator.current() == position{"001"});
}

DATABASE_TEST_CASE("all revisions in one transaction happen or none does", "[stages]") {
    rowan::session& db = database.session();
    const auto second = [](const char* script) {
        return revision("002", "Two").after("001").up([&](operations& op) { op.sql(script); }).irreversible("a test");
    };
    const revision first = only({"create table a (n int)"});
    rowan::migrator failing(db, std::vector<revision>{first, second("insert into nowhere values (1)")});
    CHECK_THROWS_AS(failing.in_one_transaction().upgrade(), revision_error);
    CHECK(failing.current().empty());
    CHECK_FALSE(rowan::table_exists(db, "a"));
    rowan::migrator good(db, std::vector<revision>{first, second("insert into a values (1)")});
    CHECK(good.in_one_transaction().upgrade().applied == texts{"001", "002"});
    CHECK(count(db, "a") == 1);
}

DATABASE_TEST_CASE("what runs in no transaction is refused in one with others, before anything runs", "[stages]") {
    rowan::session& db = database.session();
    const std::vector<revision> two{
        only({"create table a (n int)"}),
        revision("002", "Two").after("001").up([](operations& op) { op.sql(alone()); }).irreversible("a test")};
    rowan::migrator migrator(db, two);
    CHECK_THROWS_WITH(migrator.in_one_transaction().upgrade(),
                      containing("revision 002 (Two) cannot be part of one transaction with others"));
    CHECK_FALSE(rowan::table_exists(db, "a"));
    {
        rowan::transaction of_the_host(db);
        CHECK_THROWS_WITH(migrator.in_one_transaction(false).upgrade(),
                          containing("Upgrade outside of the transaction that is open in this session"));
    }
}

TEST_CASE("a new label of an enum type can be used in the revision that adds it", "[stages][postgresql]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    by(db, only({"create type mood as enum ('sad'); create table a (m mood)", "alter type mood add value 'glad'",
                 "insert into a values ('glad')"}))
        .upgrade();
    CHECK(count(db, "a") == 1);
}

TEST_CASE("an index that a broken build left is dropped in the same run", "[stages][postgresql]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    db.execute_script("create table a (n int); insert into a values (1), (1)");
    const revision unique = only({"create unique index concurrently ix_a on a (n)"});
    const auto error = failure_of(by(db, unique));
    CHECK(error.sqlstate() == "23505");
    CHECK_FALSE(error.half_applied());
    CHECK(count(db, "pg_class where relname = 'ix_a'") == 0);
    CHECK(by(db, unique).unfinished().empty());
    db.execute("delete from a");
    by(db, unique).upgrade();
    CHECK(is_valid(db, "ix_a"));
}

TEST_CASE("an invalid index that somebody left is built again", "[stages][postgresql]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    db.execute_script("create table a (n int); insert into a values (1), (1)");
    CHECK_THROWS_AS(db.execute_script("create unique index concurrently ix_a on a (n)"), rowan::database_error);
    db.execute("delete from a");
    const auto result = by(db, only({"create unique index concurrently if not exists ix_a on a (n)"})).upgrade();
    CHECK(is_valid(db, "ix_a"));
    REQUIRE(result.notes.size() == 1);
    CHECK_THAT(result.notes[0], containing("index ix_a was there, but invalid"));
}

TEST_CASE("an index that is there already, the same, is taken as it is", "[stages][postgresql]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    db.execute_script(
        "create table a (n int, t text); create index ix_a on a using btree (n desc, lower(t)) where n > 1");
    const auto result =
        by(db, only({"create index concurrently ix_a on a (n desc, lower(t)) where (n > 1)"})).upgrade();
    REQUIRE(result.notes.size() == 1);
    CHECK_THAT(result.notes[0], containing("index ix_a was there already"));
}

TEST_CASE("an index of the same name with another definition is refused with both", "[stages][postgresql]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    db.execute_script("create table a (n int); create index ix_a on a (n)");
    const std::string message = failure_of(by(db, only({"create index concurrently ix_a on a (n desc)"}))).what();
    CHECK_THAT(message, containing("there:  CREATE INDEX ix_a ON public.a USING btree (n)"));
    CHECK_THAT(message, containing("USING btree (n DESC)"));
}

TEST_CASE("a statement in doubt stops the next run until somebody says what became of it", "[stages][postgresql]") {
    rowan::test::test_database database("postgresql");
    const revision cut = statements(
        "create table a (n int); do $$ begin insert into a values (1); commit; perform "
        "pg_terminate_backend(pg_backend_pid()); end $$; insert into a values (2)");
    CHECK_THROWS_AS(by(database.session(), cut).upgrade(), revision_error);
    rowan::session db = database.open();
    rowan::migrator again = by(db, cut);
    try {
        again.upgrade();
        FAIL("it went on");
    } catch (const half_applied_error& error) {
        CHECK(error.revision() == "001");
        CHECK(error.number() == 2);
        CHECK(error.total() == 3);
        CHECK_THAT(error.statement(), containing("do $$ begin insert into a"));
    }
    CHECK_THAT(again.unfinished().at(0).in_doubt, containing("do $$ begin"));
    again.resume_as(verdict::done);
    CHECK(again.upgrade().applied == texts{"001"});
    CHECK(count(db, "a") == 2);
}

TEST_CASE("a statement in doubt that is said to have failed runs again", "[stages][postgresql]") {
    rowan::test::test_database database("postgresql");
    const revision cut = statements(
        "create table a (n int); do $$ begin insert into a values (1); if (select count(*) from rowan_history) "
        "= 0 then perform pg_terminate_backend(pg_backend_pid()); end if; end $$; insert into a values (2)");
    CHECK_THROWS_AS(by(database.session(), cut).upgrade(), revision_error);
    rowan::session db = database.open();
    rowan::migrator again = by(db, cut);
    CHECK_THROWS_AS(again.upgrade(), half_applied_error);
    db.execute_script(
        "insert into rowan_history (revision, direction, kind, message, applied_at, duration_ms, statements, "
        "rowan_version, applied_by, host, pid) values ('', 'upgrade', 'run', '', now(), 0, 0, '', '', '', 0)");
    again.resume_as(verdict::again);
    CHECK(again.upgrade().applied == texts{"001"});
    CHECK(count(db, "a") == 2);
}

DATABASE_TEST_CASE("where nothing is in doubt there is nothing to say", "[stages]") {
    auto migrator = by(database.session(), only({}));
    CHECK_THROWS_AS(migrator.resume_as(verdict::done), migration_error);
    CHECK_THROWS_AS(migrator.start_over(), migration_error);
}

TEST_CASE("what a revision has set is set again where it goes on", "[stages][postgresql]") {
    rowan::test::test_database database("postgresql");
    rowan::session& db = database.session();
    const std::string begin = "create schema other; set search_path to other; create table a (n int);";
    failure_of(by(db, statements(begin + "insert into nowhere values (1)")));
    CHECK(db.query_value<std::string>("show search_path") == "\"$user\", public");
    rowan::session next = database.open();
    by(next, statements(begin + "insert into a values (1)")).upgrade();
    CHECK(count(next, "other.a") == 1);
    CHECK(next.query_value<std::string>("show search_path") == "\"$user\", public");
}

TEST_CASE("foreign keys that a script switches off for its transaction are off in it", "[stages][sqlite]") {
    rowan::test::test_database database("file");
    rowan::session& db = database.session();
    db.execute_script(
        "create table p (id integer primary key); create table c (p integer references p (id) on delete cascade); "
        "insert "
        "into p values (1); insert into c values (1)");
    const auto result =
        by(db, only({"pragma foreign_keys = off; create table q (id integer primary key); insert into q "
                     "select id from p; drop table p; alter table q rename to p; pragma foreign_keys = on"}))
            .upgrade();
    CHECK(count(db, "c") == 1);
    CHECK(db.query_value<bool>("pragma foreign_keys"));
    CHECK_FALSE(rowan::table_exists(db, "rowan_progress"));
}
