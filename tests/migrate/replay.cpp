#include <support/database.hpp>
#include <support/server.hpp>

#include <rowan/migrate/migrator.hpp>
#include <rowan/migrate/replay.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/introspect.hpp>

#include "people.hpp"

#include <algorithm>

using namespace rowan;
using rowan::test::containing;
using rowan::test::people;
using rowan::test::people_and;

namespace {

std::vector<std::string> names_of(const schema::database& of) {
    std::vector<std::string> result;
    for (const schema::table& each : of.tables) result.push_back(each.name);
    for (const schema::view& each : of.views) result.push_back(each.name);
    return result;
}

std::int64_t databases(session& on) { return on.query_value<std::int64_t>("select count(*) from pg_database"); }

}  // namespace

DATABASE_TEST_CASE("a replay makes what the revisions make up to a position", "[replay]") {
    const migrate::graph all(people());
    CHECK(names_of(migrate::replayed(database.session(), all, {"001"})) == std::vector<std::string>{"people"});
    const schema::database made = migrate::replayed(database.session(), all, {"003"});
    CHECK(names_of(made) == std::vector<std::string>{"people", "glad_people"});
    CHECK(made.tables.front().find_column("note") != nullptr);
}

DATABASE_TEST_CASE("a replay leaves the database beside as it is", "[replay]") {
    const migrate::graph all(people());
    migrate::replayed(database.session(), all, {"003"});
    const schema::database left = introspect(database.session(), {.every_schema = true});
    CHECK(left.tables.empty());
    CHECK(left.enums.empty());
}

DATABASE_TEST_CASE("a replay runs the steps that revisions have in C++, and the repeatable scripts", "[replay]") {
    const migrate::graph all(people_and(migrate::revision("004", "Fill")
                                            .after("003")
                                            .up([](auto& op) {
                                                op.run("make moods", [](session& db) {
                                                    db.execute_script("create table moods (name text)");
                                                });
                                            })
                                            .irreversible("test")));
    const std::vector<migrate::named_script> repeatables{
        {"sad", {.script = "create view sad_people as select name from people where mood = 'sad'"}, "1"}};
    CHECK(names_of(migrate::replayed(database.session(), all, {"004"}, {.repeatables = repeatables})) ==
          std::vector<std::string>{"moods", "people", "glad_people", "sad_people"});
}

DATABASE_TEST_CASE("a revision that fails in a replay is told, and nothing is left", "[replay]") {
    const migrate::graph all(people_and(migrate::revision("004", "Break")
                                            .after("003")
                                            .up([](auto& op) { op.sql("select missing from people"); })
                                            .irreversible("test")));
    try {
        migrate::replayed(database.session(), all, {"004"});
        FAIL("it did not fail");
    } catch (const migrate::revision_error& fault) {
        CHECK(fault.revision() == "004");
        CHECK_THAT(fault.what(), containing("no other one was changed, and that one is gone"));
    }
    if (database.is("postgresql")) {
        CHECK_FALSE(database.session()
                        .query("select from pg_database where datname like 'rowan\\_scratch\\_%' and "
                               "split_part(datname, '_', 3)::integer = pg_backend_pid()")
                        .next());
    }
}

TEST_CASE("a replay runs what names its schema, runs in no transaction, or brings an extension", "[replay]") {
    const test::server of;
    session db = of.open();
    const auto before = databases(db);
    const migrate::graph all({migrate::revision("001", "All of it")
                                  .up([](auto& op) {
                                      op.sql("create extension citext");
                                      op.sql("create table public.names (name citext)");
                                      op.sql("create index concurrently names_name on public.names (name)");
                                  })
                                  .irreversible("test")
                                  .without_transaction(migrate::direction::upgrade)});
    const schema::database made = migrate::replayed(db, all, {"001"});
    REQUIRE(made.tables.size() == 1);
    CHECK(made.tables.front().indexes.size() == 1);
    CHECK(made.extensions.size() == 1);
    CHECK(databases(db) == before);
    CHECK(introspect(db).tables.empty());
}

TEST_CASE("who may not create a database for a replay is told what helps", "[replay]") {
    const test::server of;
    session db = of.open();
    db.execute_script("create role guest; set role guest");
    const migrate::graph all(people());
    CHECK_THROWS_WITH(migrate::replayed(db, all, {"001"}),
                      containing("alter role … createdb") && containing("name an empty database of the same version"));
}

TEST_CASE("a replay runs in the database that was named for it, and empties it", "[replay]") {
    const test::server of;
    session db = of.open();
    db.execute("create role guest login");
    db.execute("create database spare owner guest");
    std::string spare = of.url();
    spare.replace(spare.rfind('/') + 1, std::string::npos, "spare");
    db.execute_script("set role guest");
    const migrate::graph all(people());
    for (int i = 0; i != 2; ++i) CHECK(names_of(migrate::replayed(db, all, {"003"}, {.scratch = spare})).size() == 2);
}
