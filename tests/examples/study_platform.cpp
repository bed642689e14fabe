#include "examples/program.hpp"

#include <rowan/session/introspect.hpp>

using examples::runner;
using rowan::test::containing;

namespace {

const std::string folder = ROWAN_TESTS_DIR "/../src/models/study_platform/migrations";

}  // namespace

DATABASE_TEST_CASE("study_platform goes up, counts its jobs, and goes down again", "[examples]") {
    if (!database.can_be_shared()) return;  // another process has no access to it
    const runner program;
    const std::string on = " --database " + examples::quoted(database.url()) + ' ';

    const auto early = program.run("study_platform" + on + "queue");
    CHECK(early.status != 0);
    CHECK_THAT(early.output, containing("run: study_platform upgrade"));

    const auto up = program.run("study_platform" + on + "upgrade");
    CHECK(up.status == 0);
    CHECK_THAT(up.output, containing("0001  existing schema") && containing("0013  fix jobs scheduled for") &&
                              containing("at head: 0013"));

    CHECK(program.run("study_platform" + on + "queue").output == "no jobs\n");
    database.session().execute_script(
        "insert into jobs (name, type, status) values ('a', 't', 'pending'), ('b', 't', 'failed'), ('c', 't', "
        "'pending')");
    CHECK(program.run("study_platform" + on + "queue").output == "failed 1\npending 2\n");

    CHECK(program.run("study_platform" + on + "downgrade base").status == 0);
    CHECK_FALSE(rowan::table_exists(database.session(), "users"));
}

DATABASE_TEST_CASE("the program rowan brings a study platform up from the folder, and study_platform finds it at head",
                   "[examples]") {
    if (!database.can_be_shared()) return;
    const runner program;
    const std::string on = " --database " + examples::quoted(database.url()) + ' ';
    CHECK(program
              .run(examples::quoted(ROWAN_BUILD_DIR "/rowan") + on + "--migrations " + examples::quoted(folder) +
                   " upgrade")
              .status == 0);
    CHECK(program.run("study_platform" + on + "current --check").status == 0);
    CHECK(program.run("study_platform" + on + "queue").output == "no jobs\n");
}

DATABASE_TEST_CASE("study_platform takes in tables that were made by hand", "[examples]") {
    if (!database.can_be_shared()) return;
    const runner program;
    const std::string on = " --database " + examples::quoted(database.url()) + ' ';
    const bool sqlite = database.is("sqlite");
    database.session().execute_script(
        examples::content(folder + (sqlite ? "/0001_existing_schema.sqlite.sql" : "/0001_existing_schema.sql")));

    const auto refused = program.run("study_platform" + on + "upgrade");
    CHECK(refused.status != 0);
    CHECK_THAT(refused.output, containing("users (revision 0001)") && containing("Nothing was run"));

    const auto stamped = program.run("study_platform" + on + "stamp 0001 --reason 'there before'");
    CHECK_THAT(stamped.output, containing("base → 0001, and nothing was run"));
    CHECK(program.run("study_platform" + on + "upgrade").status == 0);
    CHECK_THAT(program.run("study_platform" + on + "history").output, containing("(there before)"));
}

TEST_CASE("study_platform needs no file beside it", "[examples]") {
    const runner program;
    CHECK(program.run("study_platform upgrade").status == 0);
    CHECK(std::filesystem::exists(program.folder() / "study_platform.db"));
    CHECK(program.run("study_platform queue").output == "no jobs\n");
}
