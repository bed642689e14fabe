#include "examples/program.hpp"

#include <rowan/session/introspect.hpp>

using examples::runner;
using rowan::test::containing;

namespace {

/// The program on a database, for which a name in a folder of its own is enough.
struct tracker {
    explicit tracker(const std::string& url) : on("goals_tracker --database " + examples::quoted(url) + ' ') {}

    examples::outcome run(const std::string& words) const { return program.run(on + words); }
    /// What it prints where it succeeds.
    std::string says(const std::string& words) const {
        const auto done = run(words);
        CAPTURE(words, done.output);
        CHECK(done.status == 0);
        return done.output;
    }
    /// Where the database stands then.
    std::string at(const std::string& words) const {
        says(words);
        const std::string where = says("current");
        return where.substr(0, where.find(' '));
    }

    runner program;
    std::string on;
};

}  // namespace

DATABASE_TEST_CASE("the Goals Tracker goes to a revision, to head and base, and some steps up and down", "[examples]") {
    if (!database.can_be_shared()) return;
    const tracker goals(database.url());
    CHECK(goals.at("upgrade 003") == "003");
    CHECK(goals.at("upgrade +2") == "005");
    CHECK(goals.at("downgrade -1") == "004");
    CHECK(goals.at("upgrade") == "007");
    CHECK(goals.at("downgrade 002") == "002");
    CHECK(goals.at("upgrade head") == "007");
    CHECK(goals.at("downgrade -3") == "004");
    CHECK(goals.at("downgrade base") == "base");
}

DATABASE_TEST_CASE("the Goals Tracker has the history of a database, and all its revisions", "[examples]") {
    if (!database.can_be_shared()) return;
    const tracker goals(database.url());
    goals.says("upgrade 002");
    goals.says("downgrade -1 --reason 'too early'");
    CHECK_THAT(goals.says("history"),
               containing("Create courses") && containing("downgrade") && containing("too early"));
    CHECK_THAT(goals.says("history :"), containing("007") && containing("Create embeddings"));
}

DATABASE_TEST_CASE("the Goals Tracker's second upgrade has nothing to do", "[examples]") {
    if (!database.can_be_shared()) return;
    const tracker goals(database.url());
    goals.says("upgrade");
    CHECK_THAT(goals.says("upgrade"), containing("nothing to do"));
}

DATABASE_TEST_CASE("the Goals Tracker's --sql prints what would run and touches nothing", "[examples]") {
    if (!database.can_be_shared()) return;
    const tracker goals(database.url());
    goals.says("upgrade 002");
    const std::string script = goals.says("upgrade --sql 004");
    CHECK_THAT(script, containing("create table \"tasks\"") && !containing("create table \"users\"") &&
                           !containing("create table \"events\""));
    CHECK_THAT(goals.says("downgrade --sql -1"), containing("drop table \"courses\""));
    CHECK(goals.at("history") == "002");
    CHECK_FALSE(rowan::table_exists(database.session(), "goals"));
}

TEST_CASE("the Goals Tracker's --sql creates no file, and prints all of it where there is none", "[examples]") {
    const runner program;
    const auto script = program.run("goals_tracker upgrade --sql");
    CHECK(script.status == 0);
    CHECK_THAT(script.output, containing("create table \"users\"") && containing("create table \"embeddings\"") &&
                                  !containing("hnsw"));
    CHECK_FALSE(std::filesystem::exists(program.folder() / "goals_tracker.db"));
}

TEST_CASE("for PostgreSQL the Goals Tracker's --sql has pgvector and its index", "[examples]") {
    const auto script = runner().run("goals_tracker upgrade --sql --dialect postgresql").output;
    CHECK_THAT(script, containing("create extension if not exists \"vector\"") &&
                           containing("using \"hnsw\" (\"embedding\" \"vector_cosine_ops\")"));
}

TEST_CASE("the Goals Tracker's create prints the revision that comes next", "[examples]") {
    const auto created = runner().run("goals_tracker create 'add notes'");
    CHECK(created.status == 0);
    CHECK_THAT(created.output, containing("revision(\"008\", \"add notes\")") && containing(".after(\"007\")"));
}

DATABASE_TEST_CASE("the Goals Tracker's reset asks first", "[examples]") {
    if (!database.can_be_shared()) return;
    const tracker goals(database.url());
    goals.says("upgrade");
    rowan::session& db = database.session();
    db.execute("insert into events (id, event_type, payload) values ('1', 'goal.created', '{}')");

    const auto refused = goals.run("reset </dev/null");
    CHECK(refused.status != 0);
    CHECK_THAT(refused.output, containing("--yes"));
    CHECK(db.query_value<std::int64_t>("select count(*) from events") == 1);

    CHECK(goals.at("reset --yes") == "007");
    CHECK(db.query_value<std::int64_t>("select count(*) from events") == 0);
}

TEST_CASE("the Goals Tracker's help has all commands, and teaches one", "[examples]") {
    const runner program;
    const auto help = program.run("goals_tracker help");
    CHECK(help.status == 0);
    for (const char* command : {"upgrade", "downgrade", "current", "history", "create", "reset"})
        CHECK_THAT(help.output, containing(std::string("\n  ") + command));
    CHECK_THAT(program.run("goals_tracker help reset").output, containing("all rows are lost"));
}
