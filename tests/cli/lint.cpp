#include <support/database.hpp>

#include <boost/json.hpp>

#include "call.hpp"
#include "migrations_folder.hpp"

// The commands `lint` and `trace`.

using rowan::migrate::revision;
using rowan::test::call;
using rowan::test::call_result;
using rowan::test::containing;
using rowan::test::migrations_folder;
using rowan::test::words;

namespace {

call_result lint(const migrations_folder& in, words line) {
    line.insert(line.begin(), "lint");
    return call(line, {.name = "rowan", .migrations_folder = in.path().string()});
}

}  // namespace

TEST_CASE("lint shows place, rule, reason and the safer way, and has an exit code of its own", "[cli]") {
    migrations_folder in;
    in.write("0001_t.up.sql", "create table t (a bigint);\n");
    in.write("0001_t.down.sql", "drop table t;\n");
    in.write("0002_i.up.sql", "-- by a\ncreate index i on t (a);\n");
    in.write("0002_i.down.sql", "drop index i;\n");
    const auto found = lint(in, {});
    CHECK(found.code == 7);
    CHECK_THAT(found.out, containing((in.path() / "0002_i.up.sql").string() + ":2:1: warning: "));
    CHECK_THAT(found.out, containing("[index-not-concurrent]\n    create index i on t (a)\n  why:   "));
    CHECK_THAT(found.out, containing("create index concurrently i on t"));
    CHECK(lint(in, {"--fail-on", "error"}).code == 0);
    CHECK(lint(in, {"0001"}).code == 0);
    CHECK(lint(in, {"--from", "base"}).code == 0);  // all in one go
    CHECK(lint(in, {"--from", "0001"}).code == 7);
    CHECK(lint(in, {"0001:0002"}).code == 7);
    CHECK(lint(in, {"--dialect", "sqlite"}).out == "nothing found\n");
    CHECK(lint(in, {"--without", "index-not-concurrent,no-statement-timeout"}).out == "nothing found\n");
    CHECK(boost::json::parse(lint(in, {"--format", "json"}).out).at("findings").at(0).at("line").to_number<int>() == 2);
    CHECK(boost::json::parse(lint(in, {"--format", "sarif"}).out).at("version").as_string() == "2.1.0");
}

TEST_CASE("lint looks at files alone", "[cli]") {
    migrations_folder in;
    in.write("a.sql", "drop table t;");
    in.write("b.sql", "truncate t;");
    const auto found = lint(in, {(in.path() / "a.sql").string(), (in.path() / "b.sql").string()});
    CHECK(found.code == 7);
    CHECK_THAT(found.out, containing("[drop-table]"));
    CHECK_THAT(found.out, containing("[truncate]"));
    CHECK(lint(in, {"--without", "drop-table,no-lock-timeout", (in.path() / "a.sql").string()}).out == "nothing found\n");
    CHECK(lint(in, {"nowhere.sql"}).code == 1);
}

TEST_CASE("lint finds the commit that the engine refuses", "[cli]") {
    migrations_folder in;
    in.write("0001_t.sql", "create table t (a bigint);\ncommit;\n");
    const auto found = lint(in, {});
    CHECK(found.code == 7);
    CHECK_THAT(found.out, containing("0001_t.sql:2:1: error: "));
    CHECK_THAT(found.out, containing("[tx-in-migration]"));
}

TEST_CASE("lint refuses a rule that there is not", "[cli]") {
    migrations_folder in;
    in.write("0001_t.sql", "create table t (a bigint);\n");
    CHECK_THAT(lint(in, {"--with", "drop-tabel"}).error, containing("did you mean drop-table?"));
    CHECK(lint(in, {"--server-version", "new"}).code == 2);
}

DATABASE_TEST_CASE("trace shows what is pending and leaves nothing behind", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    migrations_folder in;
    in.write("0001_t.sql", "create table t (a integer);\n");
    REQUIRE(in.run(database, {"upgrade"}).code == 0);
    in.write("0002_i.sql", "create index i on t (a);\n");
    const auto traced = in.run(database, {"trace"});
    CHECK(traced.code == 0);
    CHECK_THAT(traced.out, containing("0002  i\n"));
    CHECK_THAT(traced.out, containing("makes: i\n"));
    CHECK_THAT(traced.out, containing("all of it was taken back"));
    const auto json = in.run(database, {"trace", "--only", "0002", "--json"});
    CHECK(boost::json::parse(json.out).at("failed").as_bool() == false);
    CHECK(in.run(database, {"current", "--check"}).code == 3);
    REQUIRE(in.run(database, {"upgrade"}).code == 0);
    CHECK_THAT(in.run(database, {"trace"}).out, containing("nothing to do"));
}

DATABASE_TEST_CASE("trace of a statement that fails names it and fails", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    migrations_folder in;
    in.write("0001_t.sql", "create table t (a integer);\n");
    REQUIRE(in.run(database, {"upgrade"}).code == 0);
    in.write("0002_i.sql", "create table u (a integer);\ncreate index i on nowhere (a);\n");
    const auto traced = in.run(database, {"trace"});
    CHECK(traced.code == 1);
    CHECK_THAT(traced.out, containing("0002_i.sql:2  create index i on nowhere (a)\n      failed: "));
}

DATABASE_TEST_CASE("trace on a database that is marked as production wants a yes", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    migrations_folder in;
    in.write("0001_t.sql", "create table t (a integer);\n");
    REQUIRE(in.run(database, {"upgrade"}).code == 0);
    REQUIRE(in.run(database, {"mark", "production"}).code == 0);
    CHECK(in.run(database, {"trace"}).code == 2);
    CHECK(in.run(database, {"trace", "--yes"}).code == 0);
}
