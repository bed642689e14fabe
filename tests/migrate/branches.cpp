#include <rowan/migrate/migrator.hpp>
#include <rowan/session/introspect.hpp>

#include <support/database.hpp>

#include <algorithm>

#include "graphs.hpp"

// Databases that stand on several branches, that are stamped, and that are ahead.

using rowan::migrate::ahead_error;
using rowan::migrate::direction;
using rowan::migrate::graph;
using rowan::migrate::migration_error;
using rowan::migrate::operations;
using rowan::migrate::position;
using rowan::migrate::revision;
using rowan::migrate::when_ahead;
using rowan::test::containing;
using rowan::test::ids;
using rowan::test::step;

namespace {

/// Creates a table of its own name.
revision table(const std::string& name, std::initializer_list<const char*> parents = {}) {
    revision result = step(name, parents);
    result.change([&](operations& op) { op.create_table(name, [](auto& t) { t.integer("id").primary_key(); }); });
    return result;
}

//     a - b1 - b2      the branch left
//      \  c1 - c2      the branch right
std::vector<revision> forked() {
    return {table("a"), table("b1", {"a"}).label("left"), table("b2", {"b1"}), table("c1", {"a"}).label("right"),
            table("c2", {"c1"})};
}

std::vector<revision> merged() {
    auto result = forked();
    result.push_back(table("m", {"b2", "c2"}));
    return result;
}

/// lib: a1 - c1, and app, whose b2 needs c1: a2 - b2.
std::vector<revision> dependent() {
    return {table("a1").label("lib"), table("c1", {"a1"}), table("a2").label("app"),
            table("b2", {"a2"}).depends_on("c1")};
}

std::int64_t rows(rowan::session& in) { return in.query_value<std::int64_t>("select count(*) from rowan_heads"); }

}  // namespace

DATABASE_TEST_CASE("one branch is upgraded and downgraded without the other", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator migrator(db, forked());
    CHECK(migrator.upgrade("left@head").to == position{"b2"});
    CHECK_FALSE(rowan::table_exists(db, "c1"));
    CHECK(migrator.upgrade("right@+1").to == position{"b2", "c1"});
    CHECK(migrator.downgrade("left@a").to == position{"c1"});
    CHECK_FALSE(rowan::table_exists(db, "b1"));
    CHECK(rowan::table_exists(db, "c1"));
    CHECK(migrator.downgrade("-1").to == position{"a"});
}

DATABASE_TEST_CASE("with two heads, head is refused and heads are two rows", "[migrate]") {
    rowan::migrator migrator(database.session(), forked());
    CHECK_THROWS_WITH(migrator.upgrade("head"), containing("there are several heads: b2, c2"));
    CHECK_FALSE(rowan::table_exists(database.session(), "a"));
    CHECK(migrator.upgrade("heads").to == position{"b2", "c2"});
    CHECK(rows(database.session()) == 2);
    CHECK_THROWS_WITH(migrator.downgrade("-1"), containing("does not say from which of several revisions: b2, c2"));
}

DATABASE_TEST_CASE("a merge makes two rows one, and undoing it makes them two", "[migrate]") {
    rowan::migrator migrator(database.session(), merged());
    migrator.upgrade("c1");
    CHECK(migrator.upgrade("head").applied == ids{"b1", "b2", "c2", "m"});
    CHECK(rows(database.session()) == 1);
    CHECK(migrator.downgrade("-1").to == position{"b2", "c2"});
    CHECK(rows(database.session()) == 2);
    CHECK(migrator.upgrade().to == position{"m"});
    CHECK(migrator.downgrade("base").to.empty());
}

DATABASE_TEST_CASE("a merge whose heads moved under it changes nothing", "[migrate]") {
    rowan::session& db = database.session();
    auto all = forked();
    all.push_back(step("m", {"b2", "c2"})
                      .up([](operations& op) { op.sql("delete from rowan_heads where revision = 'c2'"); })
                      .irreversible("a test"));
    rowan::migrator migrator(db, all);
    migrator.upgrade("b2");
    migrator.upgrade("c2");
    CHECK_THROWS_WITH(migrator.upgrade(), containing("its heads are not b2, c2 any more"));
    CHECK(migrator.current() == position{"b2", "c2"});
}

DATABASE_TEST_CASE("a dependency is applied first, has no row beside what needs it, and goes with it", "[migrate]") {
    rowan::migrator migrator(database.session(), dependent());
    CHECK(migrator.upgrade("app@head").applied == ids{"a1", "c1", "a2", "b2"});
    CHECK(migrator.current() == position{"b2"});
    CHECK(migrator.downgrade("lib@a1").applied == ids{"b2", "c1"});
    CHECK(migrator.current() == position{"a1", "a2"});
    migrator.upgrade("heads");
    CHECK(migrator.downgrade("-1").to == position{"a2", "c1"});
}

DATABASE_TEST_CASE("a stamp sets the heads and runs nothing", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator migrator(db, forked());
    const auto result = migrator.because("made by hand").stamp({"left@head"});
    CHECK(result.from.empty());
    CHECK(result.to == position{"b2"});
    CHECK(migrator.current() == position{"b2"});
    CHECK_FALSE(rowan::table_exists(db, "a"));
    const auto entries = migrator.history();
    REQUIRE(entries.size() == 3);
    CHECK(entries.back().revision == "b2");
    CHECK(entries.back().kind == rowan::migrate::entry_kind::stamp);
    CHECK(entries.back().reason == "made by hand");
    CHECK(entries.back().message == "message of b2");
}

DATABASE_TEST_CASE("a stamp moves its branch only, up or down", "[migrate]") {
    rowan::migrator migrator(database.session(), forked());
    migrator.upgrade("heads");
    CHECK(migrator.stamp({"right@c1"}).to == position{"b2", "c1"});
    CHECK(migrator.history().back().direction == direction::downgrade);
    CHECK(migrator.stamp({"base"}).to.empty());
    CHECK(migrator.current().empty());
}

DATABASE_TEST_CASE("a stamp where the database stands writes nothing", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator migrator(db, forked());
    CHECK(migrator.stamp({"base"}).applied.empty());
    CHECK_FALSE(rowan::table_exists(db, "rowan_heads"));
    migrator.stamp({"heads"});
    CHECK(migrator.stamp({"heads"}).applied.empty());
    CHECK(migrator.history().size() == 5);
}

DATABASE_TEST_CASE("a stamp of nonsense changes nothing", "[migrate]") {
    rowan::migrator migrator(database.session(), forked());
    CHECK_THROWS_AS(migrator.stamp({"a", "c2"}), migration_error);
    CHECK_THROWS_WITH(migrator.stamp({"nothing"}), containing("there is no revision \"nothing\""));
    CHECK(migrator.current().empty());
}

DATABASE_TEST_CASE("a stamp over an unknown head is refused, and purging forgets it", "[migrate]") {
    rowan::migrator(database.session(), merged()).upgrade();
    rowan::migrator older(database.session(), forked());
    CHECK_THROWS_WITH(
        older.stamp({"c2"}),
        "the database is at revision m, which this program does not know; to forget it, purge it with the "
        "stamp");
    CHECK(older.stamp({"heads"}, {.purge = true}).to == position{"b2", "c2"});
    CHECK(older.current() == position{"b2", "c2"});
    const auto entries = older.history();
    CHECK(std::count_if(entries.begin(), entries.end(), [](const auto& each) {
              return each.kind == rowan::migrate::entry_kind::stamp && each.revision == "m" && each.direction == direction::downgrade;
          }) == 1);
}

DATABASE_TEST_CASE("a database ahead of the program is refused by an error of its own", "[migrate]") {
    rowan::migrator(database.session(), merged()).upgrade();
    rowan::migrator older(database.session(), forked());
    try {
        older.upgrade("heads");
        FAIL("it was not refused");
    } catch (const ahead_error& error) { CHECK(error.revision() == "m"); }
}

DATABASE_TEST_CASE("a database ahead of the program can be allowed, and nothing is done to it", "[migrate]") {
    rowan::migrator(database.session(), merged()).upgrade();
    rowan::migrator older(database.session(), forked());
    older.on_ahead(when_ahead::allow);
    CHECK(older.upgrade("heads").applied.empty());
    CHECK(older.current() == position{"m"});
    CHECK_THROWS_AS(older.downgrade("base"), ahead_error);
}

DATABASE_TEST_CASE("what an allowed database ahead lacks is applied beside what is unknown", "[migrate]") {
    auto newer = forked();
    newer.erase(newer.begin() + 3, newer.end());  // the branch left alone
    newer.push_back(table("b3", {"b2"}));
    rowan::migrator(database.session(), newer).upgrade();
    rowan::migrator older(database.session(), forked());
    older.on_ahead(when_ahead::allow);
    const auto result = older.upgrade("heads");
    CHECK(result.applied == ids{"c1", "c2"});
    CHECK(result.to == position{"b3", "c2"});
}

DATABASE_TEST_CASE("an unknown head without a history is not believed", "[migrate]") {
    rowan::migrator migrator(database.session(), forked());
    migrator.upgrade("a");
    database.session().execute("insert into rowan_heads values ('phantom')");
    migrator.on_ahead(when_ahead::allow);
    CHECK_THROWS_WITH(migrator.upgrade("heads"), containing("its history does not say how it came there"));
    CHECK(migrator.stamp({"a"}, {.purge = true}).to == position{"a"});
}

DATABASE_TEST_CASE("the history holds the reason that was given", "[migrate]") {
    rowan::migrator migrator(database.session(), forked());
    migrator.upgrade("a");
    migrator.because("wrong release").downgrade("base");
    CHECK(migrator.history()[0].reason.empty());
    CHECK(migrator.history()[1].reason == "wrong release");
}

DATABASE_TEST_CASE("a plan says what would be done and where that leads", "[migrate]") {
    rowan::migrator migrator(database.session(), forked());
    migrator.upgrade("left@head");
    const auto back = migrator.plan(direction::downgrade, "a");
    CHECK(rowan::test::names(back.steps) == ids{"b2", "b1"});
    CHECK(migrator.after(back) == position{"a"});
}
