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
