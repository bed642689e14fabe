#include <rowan/migrate/error.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include <support/database.hpp>

#include <algorithm>
#include <atomic>
#include <thread>

#include "people.hpp"

using rowan::migrate::direction;
using rowan::migrate::migration_error;
using rowan::migrate::operations;
using rowan::migrate::position;
using rowan::migrate::revision;
using rowan::migrate::revision_error;
using rowan::test::containing;
using rowan::test::people;
using rowan::test::people_and;

namespace {

using ids = std::vector<std::string>;

/// 004, after the people.
template <class Describe>
revision fourth(Describe describe) {
    return revision("004", "Try something").after("003").up(describe).irreversible("a test");
}

std::int64_t count(rowan::session& in, const std::string& table) {
    return in.query_value<std::int64_t>("select count(*) from " + table);
}

/// Runs `what` and gives back the message of the migration_error that it throws.
template <class Work>
std::string message_of(Work what) {
    try {
        what();
    } catch (const migration_error& error) { return error.what(); }
    return "(no migration_error)";
}

class recorded_statements final : public rowan::observer {
public:
    void on_statement(const rowan::statement_event& event) noexcept override { all.emplace_back(event.sql); }
    ids all;
};

class recorded_progress final : public rowan::migrate::progress {
public:
    void begin_revision(const revision& which, direction way) override { lines.push_back("begin " + text(which, way)); }
    void end_revision(const revision& which, direction way, std::int64_t) override {
        lines.push_back("end " + text(which, way));
    }
    ids lines;

private:
    static std::string text(const revision& which, direction way) {
        return which.id() + (way == direction::upgrade ? " up" : " down");
    }
};

/// Lets another session interfere when a revision is done.
template <class Work>
class after_revision final : public rowan::migrate::progress {
public:
    after_revision(std::string id, Work work) : id_(std::move(id)), work_(std::move(work)) {}
    void end_revision(const revision& which, direction, std::int64_t) override {
        if (which.id() == id_) work_();
    }

private:
    std::string id_;
    Work work_;
};

}  // namespace

DATABASE_TEST_CASE("an upgrade applies every revision up to the head", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator migrator(db, people());
    const auto result = migrator.upgrade("head");
    CHECK(result.from.empty());
    CHECK(result.to == position{"003"});
    CHECK(result.applied == ids{"001", "002", "003"});
    CHECK(migrator.current() == position{"003"});
    db.execute("insert into people (name, mood, note) values ('Ada', 'glad', null)");
    CHECK(count(db, "glad_people") == 1);
}

DATABASE_TEST_CASE("an enum column of a migration takes its labels only", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator(db, people()).upgrade();
    CHECK_THROWS_AS(db.execute("insert into people (name, mood) values ('Ada', 'bored')"), rowan::database_error);
}

DATABASE_TEST_CASE("an upgrade stops at its target and goes on from there", "[migrate]") {
    rowan::migrator migrator(database.session(), people());
    CHECK(migrator.upgrade("002").to == position{"002"});
    CHECK(migrator.pending().size() == 1);
    CHECK(migrator.upgrade("+1").applied == ids{"003"});
}

DATABASE_TEST_CASE("an upgrade at the head only reads", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator migrator(db, people());
    migrator.upgrade();
    const auto seen = std::make_shared<recorded_statements>();
    db.observe(seen);
    CHECK(migrator.upgrade().applied.empty());
    REQUIRE_FALSE(seen->all.empty());
    for (const std::string& sql : seen->all) CHECK(sql.starts_with("select"));
}

DATABASE_TEST_CASE("a downgrade to base leaves nothing but the history", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator migrator(db, people());
    migrator.upgrade();
    CHECK(migrator.downgrade("base").applied == ids{"003", "002", "001"});
    CHECK(migrator.current().empty());
    CHECK_FALSE(rowan::table_exists(db, "people"));
    CHECK_FALSE(rowan::introspect_enum(db, "mood"));
    CHECK(migrator.history().size() == 6);
}

DATABASE_TEST_CASE("what was undone can be applied again", "[migrate]") {
    rowan::migrator migrator(database.session(), people());
    migrator.upgrade();
    migrator.downgrade("-2");
    CHECK(migrator.current() == position{"001"});
    CHECK(migrator.upgrade().applied == ids{"002", "003"});
}

DATABASE_TEST_CASE("more steps back than there are leave the database as it is", "[migrate]") {
    rowan::migrator migrator(database.session(), people());
    migrator.upgrade("002");
    CHECK_THROWS_WITH(migrator.downgrade("-3"), containing("there are only 2 revisions to go back"));
    CHECK(migrator.current() == position{"002"});
}

DATABASE_TEST_CASE("what cannot be undone is said before anything is", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator migrator(db, people_and(fourth([](operations&) {})));
    migrator.upgrade();
    CHECK_THROWS_WITH(migrator.downgrade("base"), "revision 004 cannot be undone: a test");
    CHECK(migrator.current() == position{"004"});
}

DATABASE_TEST_CASE("the history says what was done, when, by whom and with what", "[migrate]") {
    rowan::migrator migrator(database.session(), people());
    const auto before = rowan::timestamp::now();
    migrator.upgrade("001");
    migrator.downgrade("base");
    const auto entries = migrator.history();
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].revision == "001");
    CHECK(entries[0].message == "Create people");
    CHECK(entries[0].direction == direction::upgrade);
    CHECK(entries[1].direction == direction::downgrade);
    CHECK(entries[0].sequence < entries[1].sequence);
    CHECK(entries[0].applied_at >= before);
    CHECK(entries[0].applied_at <= rowan::timestamp::now());
    CHECK(entries[0].duration_milliseconds >= 0);
    const bool has_types = database.session().dialect().can().enum_types;
    CHECK(entries[0].statements == (has_types ? 3 : 2));  // type, table, index
    CHECK(entries[0].rowan_version == "0.1.0");
    CHECK_FALSE(entries[0].user.empty());
    CHECK_FALSE(entries[0].host.empty());
    CHECK(entries[0].pid > 0);
}

DATABASE_TEST_CASE("reading from a database without a history creates nothing", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator migrator(db, people());
    CHECK(migrator.current().empty());
    CHECK(migrator.history().empty());
    CHECK(migrator.pending().size() == 3);
    CHECK_FALSE(rowan::table_exists(db, "rowan_heads"));
    CHECK_FALSE(rowan::table_exists(db, "rowan_history"));
}

DATABASE_TEST_CASE("an upgrade with nothing to do creates nothing", "[migrate]") {
    rowan::session& db = database.session();
    CHECK(rowan::migrator(db, std::vector<revision>()).upgrade().to.empty());
    CHECK_FALSE(rowan::table_exists(db, "rowan_heads"));
}

DATABASE_TEST_CASE("an enum type left over with the same labels is taken as it is", "[migrate]") {
    if (!database.session().dialect().can().enum_types) return;  // nothing can be left over where there are none
    rowan::session& db = database.session();
    db.execute("create type mood as enum ('sad', 'glad')");
    const auto result = rowan::migrator(db, people()).upgrade();
    CHECK(result.to == position{"003"});
    CHECK(result.notes == ids{R"(001: enum type "mood" was there already, with the same labels)"});
}

DATABASE_TEST_CASE("an enum type left over with other labels is refused with both lists", "[migrate]") {
    if (!database.session().dialect().can().enum_types) return;  // nothing can be left over where there are none
    rowan::session& db = database.session();
    db.execute("create type mood as enum ('glad', 'sad')");
    const std::string message = message_of([&] { rowan::migrator(db, people()).upgrade(); });
    CHECK_THAT(message, containing("there:    glad, sad"));
    CHECK_THAT(message, containing("revision: sad, glad"));
    CHECK_THAT(message, containing(R"(revision 001 (Create people) failed at operation 1 of 2, create enum "mood")"));
    CHECK_FALSE(rowan::table_exists(db, "people"));
}

DATABASE_TEST_CASE("undoing an enum type that is gone already is no error", "[migrate]") {
    if (!database.session().dialect().can().enum_types) return;  // there is no type to be gone
    rowan::session& db = database.session();
    const std::vector<revision> only_type{
        revision("001", "Type").change([](operations& op) { op.create_enum("mood", {"sad"}); })};
    rowan::migrator migrator(db, only_type);
    migrator.upgrade();
    db.execute("drop type mood");
    CHECK(migrator.downgrade("base").notes == ids{R"(001: enum type "mood" was gone already)"});
}

DATABASE_TEST_CASE("a revision that fails leaves nothing of itself, and those before it stay", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator migrator(db, people_and(fourth([](operations& op) {
                                 op.create_table("half", [](auto& t) { t.integer("id").primary_key(); });
                                 op.sql("insert into half values (1); insert into nowhere values (1)");
                             })));
    CHECK_THROWS_AS(migrator.upgrade(), revision_error);
    CHECK(migrator.current() == position{"003"});
    CHECK_FALSE(rowan::table_exists(db, "half"));
    CHECK(migrator.history().size() == 3);
}

DATABASE_TEST_CASE("a failure names revision, operation, statement and SQLSTATE, and keeps its cause", "[migrate]") {
    rowan::migrator migrator(database.session(), people_and(fourth([](operations& op) {
                                 op.sql("select 1");
                                 op.sql("insert into nowhere values (1)");
                             })));
    try {
        migrator.upgrade();
        FAIL("it did not fail");
    } catch (const revision_error& error) {
        CHECK(error.revision() == "004");
        CHECK(error.operation() == "run SQL");
        CHECK_THAT(error.statement(), containing("insert into nowhere"));
        CHECK(error.sqlstate() == "42P01");
        CHECK_FALSE(error.retryable());
        CHECK_THAT(error.what(), containing("revision 004 (Try something) failed at operation 2 of 2, run SQL\n  "));
        CHECK_THROWS_AS(std::rethrow_if_nested(error), rowan::database_error);
    }
}

DATABASE_TEST_CASE("a failure while undoing says so and leaves the revision applied", "[migrate]") {
    rowan::migrator migrator(
        database.session(),
        people_and(revision("004", "One way").after("003").up([](operations&) {}).down([](operations& op) {
            op.sql("drop table nowhere");
        })));
    migrator.upgrade();
    CHECK_THROWS_WITH(migrator.downgrade("-1"),
                      containing("undoing revision 004 (One way) failed at operation 1 of 1"));
    CHECK(migrator.current() == position{"004"});
}

DATABASE_TEST_CASE("a table that is there without a history is explained", "[migrate]") {
    rowan::session& db = database.session();
    db.execute("create table people (id integer)");
    rowan::migrator migrator(db, people());
    migrator.on_occupied(rowan::migrate::when_occupied::allow);
    const std::string message = message_of([&] { migrator.upgrade(); });
    CHECK_THAT(message, containing(R"(create table "people")"));
    CHECK_THAT(message, containing("already exists"));
    CHECK_THAT(message, containing("although its history says that this revision has not run"));
}

DATABASE_TEST_CASE("a database ahead of the program is left alone", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator(db, people()).upgrade();
    rowan::migrator older(db, std::vector<revision>{rowan::test::people_001()});
    CHECK_THROWS_WITH(older.upgrade(), containing("the database is at revision 003, which this program does not know"));
    CHECK_THROWS_AS(older.downgrade("base"), migration_error);
    CHECK(older.current() == position{"003"});
}

DATABASE_TEST_CASE("heads that changed under a revision stop it", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator migrator(db, people_and(fourth([](operations& op) {
                                 op.create_table("half", [](auto& t) { t.integer("id").primary_key(); });
                                 op.sql("delete from rowan_heads");
                             })));
    CHECK_THROWS_WITH(migrator.upgrade(), containing("its heads are not 003 any more; run again"));
    CHECK(migrator.current() == position{"003"});
    CHECK_FALSE(rowan::table_exists(db, "half"));
}

DATABASE_TEST_CASE("a script that ends its transaction is refused before it runs", "[migrate]") {
    rowan::migrator migrator(database.session(), people_and(fourth([](operations& op) { op.sql("commit"); })));
    CHECK_THROWS_WITH(migrator.upgrade(), containing("`commit`: a migration runs in a transaction already"));
    CHECK(migrator.current() == position{"003"});
}

DATABASE_TEST_CASE("a constraint that fails at the commit is the revision's failure", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator migrator(db, people_and(fourth([](operations& op) {
                                 op.create_table("pets", [](auto& t) {
                                     t.integer("id").primary_key();
                                     t.bigint("owner_id");
                                     t.foreign_key("owner_id").references("people", "id").deferrable(true);
                                 });
                                 op.sql("insert into pets values (1, 99)");
                             })));
    try {
        migrator.upgrade();
        FAIL("it did not fail");
    } catch (const revision_error& error) {
        CHECK(error.revision() == "004");
        CHECK(error.operation().empty());
        CHECK_THROWS_AS(std::rethrow_if_nested(error), rowan::constraint_error);
    }
    CHECK_FALSE(rowan::table_exists(db, "pets"));
}

DATABASE_TEST_CASE("a script for another backend only does nothing", "[migrate]") {
    rowan::migrator migrator(
        database.session(),
        people_and(fourth([](operations& op) { op.sql(rowan::schema::sql_text("").on("another", "no SQL at all")); })));
    CHECK(migrator.upgrade().to == position{"004"});
}

DATABASE_TEST_CASE("each revision is reported as it begins and ends", "[migrate]") {
    rowan::migrator migrator(database.session(), people());
    recorded_progress seen;
    migrator.report_to(&seen).upgrade("002");
    migrator.downgrade("-1");
    CHECK(seen.lines ==
          ids{"begin 001 up", "end 001 up", "begin 002 up", "end 002 up", "begin 002 down", "end 002 down"});
}

DATABASE_TEST_CASE("migrations within a transaction of the host go with it", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator migrator(db, people());
    {
        rowan::transaction of_the_host(db);
        CHECK(migrator.upgrade().to == position{"003"});
    }
    CHECK(migrator.current().empty());
    CHECK_FALSE(rowan::table_exists(db, "people"));
}

DATABASE_TEST_CASE("what somebody else applied meanwhile, without the lock, is not applied again", "[migrate]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    rowan::session other = database.open();
    after_revision interfere("001", [&] { rowan::migrator(other, people()).stamp({"002"}); });
    const auto result = rowan::migrator(database.session(), people()).report_to(&interfere).upgrade();
    CHECK(result.applied == ids{"001", "003"});
    CHECK(result.to == position{"003"});
    CHECK(rowan::migrator(other, people()).history().size() == 3);
}

DATABASE_TEST_CASE("what somebody else undid meanwhile, without the lock, stops the upgrade", "[migrate]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    rowan::session other = database.open();
    after_revision interfere("001", [&] { rowan::migrator(other, people()).stamp({"base"}); });
    rowan::migrator migrator(database.session(), people());
    migrator.report_to(&interfere);
    CHECK_THROWS_WITH(migrator.upgrade(),
                      "another process has migrated this database meanwhile, to base, so that revision 002 cannot be "
                      "applied; run again");
    CHECK(migrator.current().empty());
}

DATABASE_TEST_CASE("upgrades that start at once apply each revision once", "[migrate]") {
    if (!database.can_be_shared()) return;  // a database in memory is its session's own
    constexpr int starters = 6;
    std::atomic<int> ready = 0;
    std::atomic<int> applied = 0;
    std::vector<std::string> failures(starters);
    std::vector<std::thread> threads;
    for (int i = 0; i != starters; ++i) {
        threads.emplace_back([&, i] {
            try {
                rowan::session db = database.open();
                rowan::migrator migrator(db, people());
                ++ready;
                while (ready != starters) std::this_thread::yield();
                applied += static_cast<int>(migrator.upgrade().applied.size());
            } catch (const std::exception& error) {
                failures[static_cast<std::size_t>(i)] = error.what();
                ++ready;
            }
        });
    }
    for (std::thread& each : threads) each.join();
    for (const std::string& each : failures) CHECK(each.empty());
    CHECK(applied == 3);
    CHECK(rowan::migrator(database.session(), people()).history().size() == 3);
}

DATABASE_TEST_CASE("the statements of a revision can be read before they run", "[migrate]") {
    const rowan::dialect& dialect = database.session().dialect();
    const auto statements = render(rowan::test::people_001(), direction::upgrade, dialect);
    CHECK(statements.size() == (dialect.can().enum_types ? 3 : 2));  // type, table, index
    CHECK_THAT(statements.back(), containing("create index"));
    CHECK_THAT(render(rowan::test::people_001(), direction::downgrade, dialect).front(),
               containing(R"(drop table "people")"));
}
