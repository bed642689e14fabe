#include <rowan/migrate/trace.hpp>

#include <rowan/migrate/migrator.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include <support/database.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace rowan;
using migrate::revision;
using migrate::trace_report;
using migrate::traced_statement;
using rowan::test::containing;
using names = std::vector<std::string>;

namespace {

void make_tasks(session& in) {
    in.execute_script(
        "create table tasks (id integer primary key, rank integer, title varchar(20));"
        "create table notes (id integer primary key, task_id integer);"
        "create index by_title on tasks (title);"
        "insert into tasks values (1, 1, 'a'), (2, 2, 'b')");
}

revision step(const std::string& sql) {
    revision result("001", "a step");
    result.up([&](auto& op) { op.sql(sql); }).irreversible("a test");
    return result;
}

trace_report traced(session& on, const revision& which, const migrate::trace_options& how = {}) {
    const std::vector<const revision*> all{&which};
    return migrate::trace(on, all, how);
}

/// What one statement did.
traced_statement traced(session& on, const std::string& sql) {
    const trace_report report = traced(on, step(sql));
    REQUIRE(report.revisions.size() == 1);
    REQUIRE(report.revisions[0].statements.size() == 1);
    return report.revisions[0].statements[0];
}

std::string locks_of(const traced_statement& of) {
    std::string result;
    for (const held_lock& each : of.locks) result += (result.empty() ? "" : ", ") + each.table + ' ' + each.mode;
    return result;
}

}  // namespace

DATABASE_TEST_CASE("trace: nothing of what was traced is there afterwards", "[trace]") {
    make_tasks(database.session());
    const auto before = introspect_tables(database.session());
    const auto report = traced(database.session(), step("create table more (id integer primary key);"
                                                        "insert into tasks values (3, 3, 'c');"
                                                        "alter table tasks add column done integer"));
    CHECK_FALSE(report.failed);
    CHECK(report.revisions[0].statements.size() == 3);
    CHECK(introspect_tables(database.session()) == before);
    CHECK(database.session().query_value<int>("select count(*) from tasks") == 2);
    CHECK_FALSE(database.session().in_transaction());
}

DATABASE_TEST_CASE("trace: a statement that fails in the middle is named, and nothing is left behind", "[trace]") {
    make_tasks(database.session());
    const auto before = introspect_tables(database.session());
    const auto report = traced(database.session(), step("create table more (id integer primary key);\n"
                                                        "insert into tasks values (1, 1, 'again');\n"
                                                        "drop table notes"));
    CHECK(report.failed);
    REQUIRE(report.revisions[0].statements.size() == 2);
    CHECK(report.revisions[0].statements[0].error.empty());
    CHECK(report.revisions[0].statements[1].text == "insert into tasks values (1, 1, 'again')");
    CHECK(report.revisions[0].statements[1].sqlstate == "23505");
    CHECK(introspect_tables(database.session()) == before);
    CHECK_FALSE(database.session().in_transaction());
}

DATABASE_TEST_CASE("trace: a later revision runs on what an earlier one has made", "[trace]") {
    revision first("001", "a");
    first.change([](auto& op) { op.create_table("jobs", [](auto& t) { t.identity("id").primary_key(); }); });
    revision second("002", "b");
    second.after("001").change([](auto& op) { op.add_column("jobs", [](auto& t) { t.text("note").nullable(); }); });
    const std::vector<const revision*> both{&first, &second};
    const auto report = migrate::trace(database.session(), both);
    CHECK_FALSE(report.failed);
    REQUIRE(report.revisions.size() == 2);
    CHECK(report.revisions[0].statements[0].made.front() == "jobs");
    CHECK(report.revisions[1].statements[0].locks.empty());
    CHECK(introspect_tables(database.session()).empty());
}

DATABASE_TEST_CASE("trace: a step in C++ is named and not run", "[trace]") {
    revision which("001", "a");
    which.up([](auto& op) { op.run("write to the moon", [](session&) { throw error("it was run"); }); })
        .irreversible("no");
    const auto report = traced(database.session(), which);
    CHECK_FALSE(report.failed);
    CHECK_THAT(report.revisions[0].statements.at(0).not_run, containing("C++"));
}

DATABASE_TEST_CASE("trace: a whole read of a table is told", "[trace]") {
    make_tasks(database.session());
    CHECK(traced(database.session(), "update tasks set title = 'x' where rank = 2").scanned == names{"tasks"});
    CHECK(traced(database.session(), "insert into notes values (1, 1)").scanned.empty());
}

TEST_CASE("trace: on PostgreSQL each statement tells the locks that it took", "[trace]") {
    test::test_database database("postgresql");
    make_tasks(database.session());
    session& on = database.session();
    const auto takes = [&](const std::string& sql, const std::string& locks) {
        const std::string taken = locks_of(traced(on, sql));
        INFO(sql << ": " << taken);
        // One that is distributed has looked at the table before.
        CHECK((taken == locks || (database.is_distributed() && taken.find(locks) != std::string::npos)));
    };
    takes("alter table tasks add column x int", "tasks ACCESS EXCLUSIVE");
    takes("create index i on tasks (rank)", "tasks SHARE");
    takes("alter table notes add foreign key (task_id) references tasks (id)",
          "notes ACCESS SHARE, notes SHARE ROW EXCLUSIVE, tasks ACCESS SHARE, tasks ROW SHARE, tasks SHARE ROW "
          "EXCLUSIVE");
    takes("update tasks set rank = 1 where id = 1", "tasks ROW EXCLUSIVE");
    CHECK(locks_of(traced(on, "create table more (id int)")).empty());
    CHECK(traced(on, "alter table tasks add column x int").locks.at(0).waits == "reads and writes");
}

TEST_CASE("trace: on PostgreSQL a table that is written anew is told, one that is not is not", "[trace]") {
    test::test_database database("postgresql");
    make_tasks(database.session());
    session& on = database.session();
    const auto rewritten = [&](const std::string& sql) { return traced(on, sql).rewritten; };
    CHECK(rewritten("alter table tasks alter column rank type bigint") == names{"tasks", "tasks_pkey", "by_title"});
    CHECK(rewritten("alter table tasks alter column title type varchar(50)").empty());
    CHECK(rewritten("alter table tasks add column x timestamptz default now()").empty());
    CHECK(rewritten("alter table tasks add column x timestamptz default clock_timestamp()").size() == 3);
    CHECK(rewritten("reindex index by_title") == names{"by_title"});
}

TEST_CASE("trace: on PostgreSQL a check that reads all rows is told, one that is not valid is not", "[trace]") {
    test::test_database database("postgresql");
    make_tasks(database.session());
    session& on = database.session();
    CHECK(traced(on, "alter table tasks alter column rank set not null").scanned == names{"tasks"});
    CHECK(traced(on, "alter table tasks add constraint c check (rank > 0) not valid").scanned.empty());
}

TEST_CASE("trace: on PostgreSQL what refuses transactions is named and not run", "[trace]") {
    test::test_database database("postgresql");
    make_tasks(database.session());
    const auto report = traced(database.session(), step("create index concurrently i on tasks (rank);\n"
                                                        "alter table tasks add column x int"));
    REQUIRE(report.revisions[0].statements.size() == 2);
    CHECK_THAT(report.revisions[0].statements[0].not_run, containing("no transaction"));
    CHECK(report.revisions[0].statements[1].not_run.empty());
    CHECK_FALSE(report.failed);
}

TEST_CASE("trace: on PostgreSQL a label that only a commit makes usable ends nothing", "[trace]") {
    test::test_database database("postgresql");
    database.session().execute_script("create type mood as enum ('sad'); create table t (m mood)");
    const auto report = traced(database.session(), step("alter type mood add value 'glad';\n"
                                                        "insert into t values ('glad');\n"
                                                        "insert into t values ('sad')"));
    CHECK_FALSE(report.failed);
    REQUIRE(report.revisions[0].statements.size() == 3);
    CHECK_THAT(report.revisions[0].statements[1].not_run, containing("committed"));
    CHECK(report.revisions[0].statements[2].not_run.empty());
}

TEST_CASE("trace: on PostgreSQL it waits for a lock no longer than it may", "[trace]") {
    test::test_database database("postgresql");
    make_tasks(database.session());
    session other = database.open();
    transaction holding(other);
    other.execute("lock table tasks in access exclusive mode");
    const auto report =
        traced(database.session(), step("alter table tasks add column x int"), {.lock_timeout_milliseconds = 50});
    CHECK(report.failed);
    CHECK(report.revisions[0].statements.at(0).sqlstate == "55P03");
    CHECK(database.session().query_value<std::string>("show lock_timeout") == "0");
}

TEST_CASE("trace: on PostgreSQL the time is limited for all of it", "[trace]") {
    test::test_database database("postgresql");
    const auto report = traced(database.session(), step("select pg_sleep(60)"), {.at_most_milliseconds = 100});
    CHECK(report.failed);
    CHECK(database.session().query_value<int>("select 1") == 1);
}

TEST_CASE("trace: on SQLite a table that is made anew is told", "[trace]") {
    test::test_database database("memory");
    make_tasks(database.session());
    revision which("001", "a");
    which.change([](auto& op) {
        op.alter_column(
            "tasks", [](auto& t) { t.integer("rank").nullable(); }, [](auto& t) { t.integer("rank"); });
    });
    const auto report = traced(database.session(), which);
    REQUIRE_FALSE(report.failed);
    const auto& rewritten = report.revisions[0].statements.at(0).rewritten;
    CHECK(std::count(rewritten.begin(), rewritten.end(), "tasks") == 1);
    CHECK_THAT(report.locking, containing("one lock"));
}

TEST_CASE("trace: a report as JSON", "[trace]") {
    test::test_database database("memory");
    make_tasks(database.session());
    const auto json =
        boost::json::parse(migrate::to_json(traced(database.session(), step("create index i on tasks (rank)"))));
    const auto& statement = json.at("revisions").at(0).at("statements").at(0);
    CHECK(statement.at("statement").as_string() == "create index i on tasks (rank)");
    CHECK(statement.at("not_run").is_null());
    CHECK(statement.at("made").at(0).as_string() == "i");
    CHECK_FALSE(json.at("failed").as_bool());
}

DATABASE_TEST_CASE("trace: to make an index reads all of its table", "[trace]") {
    make_tasks(database.session());
    const auto made = traced(database.session(), "create index i on tasks (rank)");
    CHECK(made.made == names{"i"});
    CHECK(made.scanned == names{"tasks"});
}
