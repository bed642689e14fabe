#include <support/database.hpp>

#include <rowan/migrate/history.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/migrate/scripts.hpp>
#include <rowan/migrate/verify.hpp>
#include <rowan/rowan.hpp>

#include <boost/describe.hpp>

using namespace rowan;
using rowan::migrate::verify_options;
using rowan::migrate::verify_report;
using rowan::test::containing;

namespace {

namespace tracker {
enum class state { open, done };
BOOST_DESCRIBE_ENUM(state, open, done)
struct owner {
    std::int64_t id = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(owner, (), (id, name))
struct job {
    std::int64_t id = 0;
    std::string title;
    state status{};
    int rank = 0;
    std::optional<std::int64_t> owner_id;
};
BOOST_DESCRIBE_STRUCT(job, (), (id, title, status, rank, owner_id))
}  // namespace tracker

}  // namespace

template <>
inline constexpr auto rowan::table_of<tracker::owner> =
    rowan::table<tracker::owner>("owners").primary_key<&tracker::owner::id>().identity<&tracker::owner::id>();
template <>
inline constexpr auto rowan::table_of<tracker::job> =
    rowan::table<tracker::job>("jobs")
        .primary_key<&tracker::job::id>()
        .identity<&tracker::job::id>()
        .check("jobs_rank_check", "rank >= 0")
        .default_value<&tracker::job::rank>("0")
        .foreign_key<&tracker::job::owner_id, &tracker::owner::id>(rowan::on_delete::set_null)
        .index<&tracker::job::title>();

namespace {

schema::blueprint structs() { return schema_of<tracker::owner, tracker::job>(); }

/// What makes exactly that, and a view and a trigger, for which structs have no words.
migrate::graph revisions() {
    std::vector<migrate::revision> all{
        migrate::revision("001", "All of it")
            .up([](migrate::operations& op) {
                for (const schema::operation& each : schema::creation_of(structs().database)) op.add(each);
            })
            .irreversible("test"),
        migrate::revision("002", "A view and a trigger")
            .after("001")
            .up([](migrate::operations& op) {
                op.sql("create view open_jobs as select title from jobs where status = 'open'");
                op.sql(schema::sql_text("create trigger jobs_touch after insert on jobs begin select 1; end")
                           .on("postgresql",
                               "create function touch() returns trigger language plpgsql as "
                               "$$ begin return null; end $$; create trigger jobs_touch after insert on jobs "
                               "for each row execute function touch()"));
            })
            .irreversible("test")};
    return all;
}

/// What verify says of a database at the head after somebody was at it.
verify_report after(session& db, std::string_view change) {
    const migrate::graph all = revisions();
    migrator(db, all).upgrade();
    if (!change.empty()) db.execute_script(change);
    return migrate::verify(db, all, {.structs = structs()});
}

std::vector<std::string> subjects(const std::vector<migrate::schema_difference>& of) {
    std::vector<std::string> result;
    for (const auto& each : of) result.push_back(subject_of(each));
    return result;
}

using names = std::vector<std::string>;

}  // namespace

DATABASE_TEST_CASE("a database is what its migrations make and its structs describe", "[verify]") {
    const verify_report found = after(database.session(), {});
    INFO(found.text());
    CHECK(found);
    CHECK(found.at_head);
    CHECK(found.compared_migrations);
    CHECK(found.compared_structs);
    CHECK(found.fingerprint == found.migrations_fingerprint);
}

DATABASE_TEST_CASE("a column that was dropped by hand is named from both sides", "[verify]") {
    const verify_report found = after(database.session(), "drop view open_jobs; alter table jobs drop column status");
    CHECK_FALSE(found);
    const std::string text = found.text();
    CHECK_THAT(text, containing(" differences from the migrations:\n"));
    CHECK_THAT(text, containing("jobs.status: not in the database, \"") && containing("\" in the migrations\n"));
    CHECK_THAT(text, containing("view open_jobs: not in the database, in the migrations\n"));
    CHECK_THAT(text, containing("\" in the structs\n"));
    CHECK(found.fingerprint != found.migrations_fingerprint);
}

DATABASE_TEST_CASE("a table that nobody knows is a difference to both", "[verify]") {
    const verify_report found = after(database.session(), "create table notes (id integer)");
    CHECK(subjects(found.from_migrations) == names{"table notes"});
    CHECK(subjects(found.from_structs) == names{"table notes"});
}

DATABASE_TEST_CASE("a column that nobody knows is a difference to both", "[verify]") {
    const verify_report found = after(database.session(), "alter table jobs add column note text");
    CHECK(subjects(found.from_migrations) == names{"jobs.note"});
    CHECK(subjects(found.from_structs) == names{"jobs.note"});
}

DATABASE_TEST_CASE("an index that was dropped by hand is a difference to both", "[verify]") {
    const verify_report found = after(database.session(), "drop index ix_jobs_title");
    CHECK(subjects(found.from_migrations) == names{"jobs, index ix_jobs_title"});
    CHECK(subjects(found.from_structs) == names{"jobs, index ix_jobs_title"});
}

DATABASE_TEST_CASE("an older table that create table if not exists has left as it was is told by its columns",
                   "[verify]") {
    session& db = database.session();
    db.execute_script("create table jobs (id integer primary key, title text not null)");
    const migrate::graph all({migrate::revision("001", "Create jobs")
                                  .up([](migrate::operations& op) {
                                      op.sql(
                                          "create table if not exists jobs (id integer primary key, title text not "
                                          "null, scheduled_for integer)");
                                  })
                                  .irreversible("test")});
    migrator(db, all).on_occupied(migrate::when_occupied::allow).upgrade();
    CHECK(subjects(migrate::verify(db, all).from_migrations) == names{"jobs.scheduled_for"});
}

TEST_CASE("what was changed by hand on a server is named", "[verify]") {
    struct change {
        const char* sql;
        names subjects;
        bool is_of_structs = true;
    };
    const auto each = GENERATE(
        change{"alter table jobs alter column rank set default 1", {"jobs.rank"}},
        change{"alter table jobs drop constraint jobs_rank_check, add constraint jobs_rank_check check (rank > 0)",
               {"jobs, check jobs_rank_check"}},
        change{"alter table jobs alter column title drop not null", {"jobs.title"}},
        change{"alter type state add value 'late'", {"enum state"}},
        change{"alter table jobs disable trigger jobs_touch", {"jobs, trigger jobs_touch, firing"}, false},
        change{"comment on table jobs is 'what there is to do'", {"jobs, comment"}, false},
        change{"create or replace view open_jobs as select title from jobs where status = 'done'",
               {"view open_jobs"},
               false});
    test::test_database database("postgresql");
    const verify_report found = after(database.session(), each.sql);
    INFO(each.sql << '\n' << found.text());
    CHECK(subjects(found.from_migrations) == each.subjects);
    if (each.is_of_structs) CHECK(subjects(found.from_structs) == each.subjects);
}

DATABASE_TEST_CASE("verify changes nothing in the database", "[verify]") {
    session& db = database.session();
    after(db, {});
    const auto before = migrate::take_snapshot(db).schema;
    const auto entries = migrate::history(db).entries().size();
    migrate::verify(db, revisions(), {.structs = structs()});
    CHECK(migrate::take_snapshot(db).schema == before);
    CHECK(migrate::history(db).entries().size() == entries);
    const verify_report empty = migrate::verify(db, revisions());
    CHECK(empty);
}

DATABASE_TEST_CASE("a database below the head is compared with what it should be there, and not with the structs",
                   "[verify]") {
    session& db = database.session();
    migrator(db, revisions()).upgrade("001");
    const verify_report found = migrate::verify(db, revisions(), {.structs = structs()});
    INFO(found.text());
    CHECK(found);
    CHECK_FALSE(found.at_head);
    CHECK_FALSE(found.compared_structs);
    CHECK_THAT(found.text(),
               containing("note: the structs are for the head, 002: the database, at 001, was not compared"));
}

DATABASE_TEST_CASE("a database that is ahead is not compared", "[verify]") {
    session& db = database.session();
    migrator(db, revisions()).upgrade();
    const migrate::graph older({migrate::revision("001", "All of it").up([](auto&) {}).irreversible("test")});
    CHECK_THROWS_AS(migrate::verify(db, older), migrate::ahead_error);
}

DATABASE_TEST_CASE("what is ignored is no difference", "[verify]") {
    session& db = database.session();
    migrator(db, revisions()).upgrade();
    db.execute_script("create table audit_log (id integer); create view audit_view as select 1 as one");
    const verify_report found = migrate::verify(db, revisions(), {.structs = structs(), .ignored = {"audit_*"}});
    INFO(found.text());
    CHECK(found);
}

DATABASE_TEST_CASE("a snapshot stands in for the migrations", "[verify]") {
    session& db = database.session();
    migrator(db, revisions()).upgrade();
    migrate::snapshot then = migrate::take_snapshot(db);
    then.taken_from = "production";
    CHECK(migrate::verify(db, revisions(), {.against = then}));
    db.execute_script("alter table jobs add column note text");
    const verify_report found = migrate::verify(db, revisions(), {.against = then});
    CHECK(subjects(found.from_migrations) == names{"jobs.note"});
    CHECK_THAT(found.text(), containing("1 difference from production:\n  jobs.note: \""));
}

DATABASE_TEST_CASE("a snapshot of another kind of database is refused", "[verify]") {
    const migrate::snapshot other{.dialect = "other", .taken_from = {}, .heads = {}, .schema = {}};
    CHECK_THROWS_WITH(migrate::verify(database.session(), revisions(), {.against = other}),
                      containing("cannot be compared with a snapshot of a other one"));
}

DATABASE_TEST_CASE("repeatable scripts are part of what the migrations make", "[verify]") {
    session& db = database.session();
    const std::vector<migrate::named_script> all{
        {"titles", {.script = "create view titles as select title from jobs"}, "1"}};
    migrator(db, revisions()).upgrade();
    migrate::run_scripts(db, all, migrate::entry_kind::repeatable);
    CHECK(migrate::verify(db, revisions(), {.repeatables = all}));
    CHECK(subjects(migrate::verify(db, revisions()).from_migrations) == names{"view titles"});
}

DATABASE_TEST_CASE("a foreign key without an index is slow, and no difference", "[verify]") {
    const verify_report found = after(database.session(), {});
    REQUIRE(found.warnings.size() == 1);
    CHECK_THAT(found.warnings.front(), containing("jobs.owner_id: no index begins with this foreign key to owners"));
}

DATABASE_TEST_CASE("a program that shall not start with another database says so", "[verify]") {
    verify_report found = after(database.session(), {});
    CHECK_NOTHROW(found.require());
    database.session().execute_script("alter table jobs add column note text");
    found = migrate::verify(database.session(), revisions());
    CHECK_THROWS_AS(found.require(), migrate::drift_error);
}

TEST_CASE("a schema in which the revisions make nothing is another program's", "[verify]") {
    test::test_database database("postgresql");
    const verify_report found = after(database.session(), "create schema other; create table other.jobs (id integer)");
    INFO(found.text());
    CHECK(found);
    CHECK_THAT(found.text(), containing("note: the revisions make nothing in the schema other: it was not looked at\n"));
    CHECK(found.fingerprint == found.migrations_fingerprint);
}

TEST_CASE("one of several tenants in a database is compared by itself", "[verify]") {
    test::test_database database("postgresql");
    database.session().execute_script("create schema acme; create schema other");
    for (const char* each : {"acme", "other"}) {
        session tenant = database.open({.schemas = {each, "public"}});
        migrator(tenant, revisions()).upgrade();
    }
    database.session().execute_script("alter table acme.jobs add column note text");
    session acme = database.open({.schemas = {"acme", "public"}});
    CHECK(subjects(migrate::verify(acme, revisions(), {.structs = structs()}).from_migrations) == names{"jobs.note"});
    session other = database.open({.schemas = {"other", "public"}});
    CHECK(migrate::verify(other, revisions(), {.structs = structs()}));
}
