#include <rowan/session/introspect.hpp>
#include <rowan/session/process_lock.hpp>

#include <support/database.hpp>

#include <filesystem>
#include <fstream>

#include "migrations_folder.hpp"

// What is said of a database, and nothing run: baseline, adoption, repair. Many databases, and many programs.

using rowan::test::call;
using rowan::test::containing;
using rowan::test::words;
using result = rowan::test::call_result;

namespace {

class folder : public rowan::test::migrations_folder {
public:
    folder() {
        write("0001_people.sql", "create table people (id integer primary key);\n");
        write("0002_pets.sql", "create table pets (id integer primary key);\n");
    }
};

}  // namespace

DATABASE_TEST_CASE("a database that is older than its history gets a baseline, once what is there was looked at",
                   "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const folder all;
    database.session().execute("create table people (id integer primary key)");
    const result occupied = all.run(database, {"upgrade"});
    CHECK(occupied.code == 1);
    CHECK_THAT(occupied.error, containing("rowan baseline REVISION --reason "));
    CHECK(all.run(database, {"baseline", "0002", "--reason", "by hand"}).code == 1);
    const result done = all.run(database, {"baseline", "0001", "--reason", "by hand"});
    CHECK(done.code == 0);
    CHECK_THAT(done.out, containing(": base → 0001, and nothing was run\nat 0001\n"));
    CHECK(all.run(database, {"upgrade"}).code == 0);
    CHECK_THAT(all.run(database, {"history"}).out, containing("baseline"));
}

DATABASE_TEST_CASE("a database is adopted from another tool, which can be looked at before", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const folder all;
    CHECK(all.run(database, {"adopt", "--reason", "x"}).code == 1);
    database.session().execute("create table people (id integer primary key)");
    database.session().execute(
        "create table schema_migrations (version bigint not null primary key, dirty boolean not null)");
    database.session().execute("insert into schema_migrations values (1, false)");
    const result seen = all.run(database, {"adopt", "--check"});
    CHECK(seen.code == 0);
    CHECK_THAT(seen.out, containing("  1 is 0001  people\nit can be adopted: the database is at 0001\n"));
    CHECK_THAT(all.run(database, {"adopt", "--check", "--json"}).out,
               containing(R"("matches":[{"version":"1","revision":"0001"}],"unknown":[],)"));
    CHECK_FALSE(rowan::table_exists(database.session(), "rowan_heads"));
    CHECK_THAT(all.run(database, {"adopt", "--from", "schema_migrations", "--reason", "x"}).out,
               containing(": base → 0001, and nothing was run\n"));
    CHECK(all.run(database, {"upgrade"}).code == 0);
}

DATABASE_TEST_CASE("an edited revision is refused with the command that accepts it", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const folder all;
    all.run(database, {"upgrade", "0001"});
    all.write("0001_people.sql", "create table people (id integer primary key); -- of all ages\n");
    const result refused = all.run(database, {"upgrade"});
    CHECK(refused.code == 1);
    CHECK_THAT(refused.error, containing("\n  rowan repair --accept 0001 --reason "));
    CHECK(all.run(database, {"repair", "--accept", "0001"}).code == 1);
    const words accept{"repair", "--accept", "0001", "--reason", "a comment"};
    CHECK(all.run(database, accept).out == "accepted as it is now: 0001\n");
    CHECK_THAT(all.run(database, accept).out, containing("nothing to do"));
    CHECK(all.run(database, {"upgrade"}).code == 0);
}

DATABASE_TEST_CASE("what only a newer program knows is undone by what the history holds", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const folder newer;
    newer.write("0003_more.sql", "-- up\ncreate table more (id integer primary key);\n-- down\ndrop table more;\n");
    newer.run(database, {"upgrade"});
    const folder older;
    CHECK(older.run(database, {"downgrade", "0002"}).code == 8);
    const result done = older.run(database, {"downgrade", "0002", "--stored"});
    CHECK(done.code == 0);
    CHECK_THAT(done.out, containing("undone: 0003\n"));
    CHECK_FALSE(rowan::table_exists(database.session(), "more"));
}

DATABASE_TEST_CASE("databases of a file are upgraded with a report, and one that fails holds up no other", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const folder all;
    const rowan::test::temporary_folder place;
    const rowan::test::test_database other("file");
    const auto list = (place.path() / "urls").string();
    std::ofstream(list) << "# customers\nacme " << database.url() << "\n\n"
                        << other.url() << "\nlost sqlite:////nowhere/x.db\n";
    const result done = all.run(database, {"upgrade", "--databases", list, "--parallel", "2"});
    CHECK(done.code == 1);
    CHECK_THAT(done.out, containing("] acme  upgraded  0001 0002  "));
    CHECK_THAT(done.out, containing("] lost  failed  "));
    CHECK_THAT(done.out, containing("of 3: 2 upgraded, 1 failed\n"));
    const result again = all.run(database, {"upgrade", "--databases", list, "--json"});
    CHECK_THAT(again.out, containing(R"("name":"acme","state":"nothing_to_do","done":[],"at":["0002"],)"));
    CHECK_THAT(again.out, containing(R"({"event":"done","upgraded":0,"nothing_to_do":2,"failed":1,"not_started":0})"));
}

DATABASE_TEST_CASE("schemas of one database are upgraded, each with a history of its own", "[cli]") {
    if (!database.is("postgresql")) return;  // elsewhere a schema is another file
    const folder all;
    for (const char* each : {"tenant_a", "tenant_b", "other"})
        database.session().execute(std::string("create schema ") + each);
    const result done = all.run(database, {"upgrade", "--each-schema", "tenant_%"});
    CHECK(done.code == 0);
    CHECK_THAT(done.out, containing("of 2: 2 upgraded\n"));
    CHECK(database.session().query_value<std::int64_t>("select count(*) from tenant_b.rowan_history") == 2);
    CHECK_THAT(all.run(database, {"upgrade", "--each-schema", "x%"}).error,
               containing("there is no schema like \"x%\""));
    CHECK(all.run(database, {"upgrade", "--each-schema", "x", "--databases", "y"}).code == 2);
}

DATABASE_TEST_CASE("while another process migrates, upgrade fails with its own exit code, waits, or leaves it to it",
                   "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const folder all;
    all.run(database, {"upgrade", "0001"});
    rowan::session other = database.open();
    rowan::process_lock lock(other, "rowan_heads");
    REQUIRE(lock.try_lock());
    CHECK(all.run(database, {"upgrade", "--if-busy", "fail"}).code == 5);
    CHECK(all.run(database, {"upgrade", "--lock-wait", "0.1"}).code == 5);
    const result left = all.run(database, {"upgrade", "--if-busy", "leave"});
    CHECK(left.code == 0);
    CHECK_THAT(left.out, containing("left to the process that migrates it at this moment: at 0001\n"));
    CHECK_THAT(all.run(database, {"upgrade", "--if-busy", "leave", "--json"}).out, containing(R"("left":true})"));
    CHECK(all.run(database, {"upgrade", "--if-busy", "never"}).code == 2);
    lock.unlock();
    CHECK(all.run(database, {"upgrade"}).code == 0);
}
