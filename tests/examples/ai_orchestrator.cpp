#include "examples/program.hpp"

#include <rowan/session/introspect.hpp>

#include <set>

using examples::runner;
using rowan::test::containing;

namespace {

/// Tables in the order of their names, without rowan's own.
std::set<std::string> tables(rowan::session& in) {
    const char* const sql =
        in.dialect().name() == "postgresql"
            ? "select table_name::text from information_schema.tables where table_schema = current_schema()"
            : "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'";
    std::set<std::string> result;
    for (auto rows = in.query(sql); rows.next();) {
        if (const auto name = rows.get<std::string>(0); !name.starts_with("rowan_")) result.insert(name);
    }
    return result;
}

}  // namespace

DATABASE_TEST_CASE("ai_orchestrator goes up, shows every entity, and goes down again", "[examples]") {
    if (!database.can_be_shared()) return;  // another process has no access to it; its own default is tested below
    const runner program;
    const std::string on = " --database " + examples::quoted(database.url()) + ' ';

    const auto early = program.run("ai_orchestrator" + on + "demo");
    CHECK(early.status != 0);
    CHECK_THAT(early.output, containing("run: ai_orchestrator upgrade"));

    CHECK(program.run("ai_orchestrator" + on + "upgrade").status == 0);
    CHECK(tables(database.session()).size() == 8);

    const auto again = program.run("ai_orchestrator" + on + "upgrade");
    CHECK(again.status == 0);
    CHECK_THAT(again.output, containing("nothing to do"));

    for (int round = 0; round != 2; ++round) {
        const auto demo = program.run("ai_orchestrator" + on + "demo");
        CHECK(demo.status == 0);
        CHECK(demo.output == examples::expected("ai_orchestrator_demo.txt"));
    }
    for (const auto& table : tables(database.session())) {
        CAPTURE(table);
        CHECK(database.session().query_value<std::int64_t>("select count(*) from " + table) == 0);
    }

    CHECK(program.run("ai_orchestrator" + on + "downgrade base").status == 0);
    CHECK(tables(database.session()).empty());
}

TEST_CASE("ai_orchestrator keeps its data in a file beside it where no database is named", "[examples]") {
    const runner program;
    CHECK(program.run("ai_orchestrator upgrade").status == 0);
    CHECK(std::filesystem::exists(program.folder() / "ai_orchestrator.db"));
    CHECK(program.run("ai_orchestrator demo").output == examples::expected("ai_orchestrator_demo.txt"));
}

TEST_CASE("ai_orchestrator takes its database from ROWAN_DATABASE", "[examples]") {
    const runner program;
    CHECK(program.run("ai_orchestrator upgrade", "ROWAN_DATABASE=sqlite:///named.db").status == 0);
    CHECK(std::filesystem::exists(program.folder() / "named.db"));
    CHECK_FALSE(std::filesystem::exists(program.folder() / "ai_orchestrator.db"));
}

TEST_CASE("no API key is printed, not even where statements are shown", "[examples]") {
    const runner program;
    CHECK(program.run("ai_orchestrator --verbose upgrade").status == 0);
    const auto demo = program.run("ai_orchestrator --verbose demo");
    CHECK_THAT(demo.output, containing("insert into"));
    CHECK_THAT(demo.output, !containing("not-for-your-eyes"));
}
