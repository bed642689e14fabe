#include <rowan/migrate/environment.hpp>
#include <rowan/session/introspect.hpp>

#include <support/database.hpp>

#include "call.hpp"

// What must not happen by accident: reset, and downgrade in production.

using rowan::migrate::operations;
using rowan::migrate::revision;
using rowan::test::call;
using rowan::test::containing;

namespace {

rowan::cli::program shop() {
    return {.name = "shop",
            .migrations = {revision("001", "Create people").change([](operations& op) {
                               op.create_table("people", [](auto& t) { t.integer("id").primary_key(); });
                           }),
                           revision("002", "Add names").after("001").change([](operations& op) {
                               op.add_column("people", [](auto& t) { t.text("name").nullable(); });
                           })}};
}

}  // namespace

DATABASE_TEST_CASE("reset undoes everything and applies it again", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    call({"upgrade", "001", "-d", database.url()}, shop());
    database.session().execute("insert into people values (1)");
    const auto done = call({"reset", "--yes", "--reason", "tidy", "-d", database.url()}, shop());
    CHECK(done.code == 0);
    CHECK_THAT(done.out, containing(": 001 → base\n"));
    CHECK_THAT(done.out, containing(": base → 002\n"));
    CHECK_THAT(done.out, containing("\nat head: 002\n"));
    CHECK(database.session().query_value<std::int64_t>("select count(*) from people") == 0);
    CHECK_THAT(call({"history", "-d", database.url()}, shop()).out, containing("(tidy)"));
}

DATABASE_TEST_CASE("reset of an empty database is an upgrade that asks nobody", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const auto done = call({"reset", "--json", "-d", database.url()}, shop());
    CHECK(done.code == 0);
    CHECK_THAT(done.out,
               containing(R"({"event":"done","from":[],"to":["002"],"done":["001","002"],"notes":[],"left":false})"));
}

DATABASE_TEST_CASE("reset without a terminal wants --yes, and says what would be lost", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    call({"upgrade", "-d", database.url()}, shop());
    database.session().execute("insert into people values (1, 'ada')");
    const auto refused = call({"reset", "-d", database.url()}, shop());
    CHECK(refused.code == 2);
    CHECK_THAT(refused.error, containing("reset " + database.session().description() +
                                         ": 2 revisions, 001 to 002, would be undone, and all rows in what they made "
                                         "lost\n"));
    CHECK_THAT(refused.error, containing("say --yes"));
    CHECK(database.session().query_value<std::int64_t>("select count(*) from people") == 1);
}

DATABASE_TEST_CASE("reset names all revisions that have no way back before it undoes any", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    auto of = shop();
    of.migrations.push_back(
        revision("003", "Drop notes").after("002").up([](operations&) {}).irreversible("they are gone"));
    of.migrations.push_back(revision("004", "More").after("003").change([](operations&) {}));
    of.migrations.push_back(revision("005", "Drop more").after("004").up([](operations&) {}).irreversible("as well"));
    call({"upgrade", "-d", database.url()}, of);
    const auto refused = call({"reset", "--yes", "-d", database.url()}, of);
    CHECK(refused.code == 1);
    CHECK_THAT(refused.error, containing("\n  003  Drop notes: they are gone\n  005  Drop more: as well\n"));
    CHECK(call({"current", "--check", "-d", database.url()}, of).code == 0);
}

DATABASE_TEST_CASE("a database is marked, and says so", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    CHECK_THAT(call({"mark", "-d", database.url()}, shop()).out, containing(" has no mark\n"));
    CHECK_THAT(call({"mark", "staging", "-d", database.url()}, shop()).out, containing(" is marked as staging\n"));
    CHECK_THAT(call({"current", "--json", "-d", database.url()}, shop()).out, containing(R"("environment":"staging")"));
    CHECK_THAT(call({"mark", "none", "--json", "-d", database.url()}, shop()).out, containing(R"("environment":null)"));
    CHECK(rowan::migrate::environment(database.session()).empty());
    CHECK(call({"mark", "the moon", "-d", database.url()}, shop()).code == 2);
}

DATABASE_TEST_CASE("a production database is never reset, and downgraded only where that is meant", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    call({"upgrade", "-d", database.url()}, shop());
    call({"mark", "production", "-d", database.url()}, shop());
    const auto reset = call({"reset", "--yes", "-d", database.url()}, shop());
    CHECK(reset.code == 1);
    CHECK_THAT(reset.error, containing("is marked as production, and is not reset"));
    const auto down = call({"downgrade", "-1", "-d", database.url()}, shop());
    CHECK(down.code == 2);
    CHECK_THAT(down.error, containing("is marked as production: undo 1 revision (002 → 001)?"));
    CHECK(call({"mark", "development", "-d", database.url()}, shop()).code == 2);
    CHECK(call({"current", "--check", "-d", database.url()}, shop()).code == 0);
    CHECK(call({"downgrade", "-1", "--yes", "-d", database.url()}, shop()).code == 0);
    CHECK(call({"upgrade", "-d", database.url()}, shop()).code == 0);
    CHECK(call({"mark", "development", "--yes", "-d", database.url()}, shop()).code == 0);
    CHECK(call({"reset", "--yes", "-d", database.url()}, shop()).code == 0);
}
