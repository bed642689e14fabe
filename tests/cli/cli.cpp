#include <rowan/cli/cli.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/introspect.hpp>

#include <support/database.hpp>

#include "call.hpp"

#include <cstdlib>
#include <fstream>
#include <optional>
#include <stdexcept>

using rowan::migrate::operations;
using rowan::migrate::revision;
using rowan::test::call;
using rowan::test::containing;
using rowan::test::words;
using result = rowan::test::call_result;

namespace {

std::vector<revision> steps() {
    return {
        revision("001", "Create people").change([](operations& op) {
            op.create_table("people", [](auto& t) { t.integer("id").primary_key(); });
        }),
        revision("002", "Add names").after("001").change([](operations& op) {
            op.add_column("people", [](auto& t) { t.text("name").nullable(); });
        }),
    };
}

rowan::cli::program shop() {
    return {.name = "shop", .description = "Sells things.", .version = "7.8", .migrations = steps()};
}

std::vector<revision> broken_steps() {
    auto all = steps();
    all.push_back(revision("003", "Break")
                      .after("002")
                      .up([](operations& op) { op.sql("insert into nowhere values (1)"); })
                      .irreversible("-"));
    return all;
}

/// `text` with each time in it as `N ms`.
std::string without_times(const std::string& text) {
    std::string all;
    for (std::size_t at = 0; at != text.size();) {
        const std::size_t end = text.find_first_not_of("0123456789", at);
        if (end != at && end != std::string::npos && text.compare(end, 3, " ms") == 0) {
            all += 'N';
            at = end;
        } else {
            all += text[at++];
        }
    }
    return all;
}

/// Sets ROWAN_DATABASE, or takes it away, while it lives.
class database_variable {
public:
    explicit database_variable(const char* value) {
        if (const char* before = std::getenv(name)) before_ = before;
        value == nullptr ? unsetenv(name) : setenv(name, value, 1);
    }
    ~database_variable() { before_ ? setenv(name, before_->c_str(), 1) : unsetenv(name); }
    database_variable(const database_variable&) = delete;
    database_variable& operator=(const database_variable&) = delete;

private:
    static constexpr const char* name = "ROWAN_DATABASE";
    std::optional<std::string> before_;
};

}  // namespace

DATABASE_TEST_CASE("upgrade shows a line for each revision and where the database stands", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const result all = call({"--database", database.url(), "upgrade"}, shop());
    CHECK(all.code == 0);
    CHECK(all.error.empty());
    CHECK_THAT(without_times(all.out),
               containing(": base → 002\n001  Create people … N ms\n002  Add names … N ms\nat head: 002\n"));
    CHECK(all.out.starts_with("upgrading " + database.session().description()));
    CHECK(rowan::table_exists(database.session(), "people"));
}

DATABASE_TEST_CASE("upgrade goes to its target, and says when there is nothing to do", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    CHECK_THAT(call({"upgrade", "+1", "-d", database.url()}, shop()).out, containing("\nat 001\n"));
    CHECK_THAT(call({"upgrade", "001", "-d", database.url()}, shop()).out, containing("nothing to do: "));
    CHECK_THAT(call({"upgrade", "-d", database.url()}, shop()).out, containing("at head: 002"));
    CHECK_THAT(call({"upgrade", "-d", database.url()}, shop()).out, containing(" is at head: 002\n"));
}

DATABASE_TEST_CASE("downgrade takes steps back as its target", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    call({"upgrade", "-d", database.url()}, shop());
    const result one = call({"downgrade", "-1", "-d", database.url()}, shop());
    CHECK(one.code == 0);
    CHECK(one.out.starts_with("downgrading "));
    CHECK_THAT(one.out, containing(": 002 → 001\n"));
    CHECK_THAT(call({"downgrade", "base", "-d", database.url()}, shop()).out, containing("\nat base\n"));
    CHECK_FALSE(rowan::table_exists(database.session(), "people"));
}

DATABASE_TEST_CASE("current says where the database stands and what is left", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const result none = call({"current", "-d", database.url()}, shop());
    CHECK(none.code == 0);
    CHECK_THAT(none.out, containing("base  nothing has been applied to "));
    CHECK_THAT(none.out, containing("the head is 002: 2 revisions to apply"));
    CHECK_FALSE(rowan::table_exists(database.session(), "rowan_heads"));
    call({"upgrade", "001", "-d", database.url()}, shop());
    CHECK(call({"current", "-d", database.url()}, shop()).out ==
          "001  Create people\nthe head is 002: 1 revision to apply\n");
    call({"upgrade", "-d", database.url()}, shop());
    CHECK(call({"current", "-d", database.url()}, shop()).out == "002  Add names\nthis is the head\n");
}

DATABASE_TEST_CASE("current shows a revision that the program does not know", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    call({"upgrade", "-d", database.url()}, shop());
    auto older = shop();
    older.migrations.pop_back();
    CHECK(call({"current", "-d", database.url()}, older).out == "002  unknown to this program\n");
    const result refused = call({"upgrade", "-d", database.url()}, older);
    CHECK(refused.code == 8);
    CHECK_THAT(refused.error, containing("shop: the database is at revision 002, which this program does not know"));
}

DATABASE_TEST_CASE("history shows both ways", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    CHECK_THAT(call({"history", "-d", database.url()}, shop()).out, containing("nothing has been applied to "));
    call({"upgrade", "+1", "-d", database.url()}, shop());
    call({"downgrade", "base", "-d", database.url()}, shop());
    const std::string shown = call({"history", "-d", database.url()}, shop()).out;
    CHECK_THAT(shown, containing("upgrade    001  Create people  "));
    CHECK_THAT(shown, containing("downgrade  001  Create people  "));
}

DATABASE_TEST_CASE("a failure is one block on the error stream that says where the database is", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    auto broken = shop();
    broken.migrations = broken_steps();
    const result all = call({"upgrade", "-d", database.url()}, broken);
    CHECK(all.code == 1);
    CHECK_THAT(all.out, containing("003  Break … failed\n"));
    CHECK(all.error.starts_with("shop: revision 003 (Break) failed at operation 1 of 1, run SQL\n  "));
    CHECK_THAT(all.error, containing(" is at 002\n"));
}

DATABASE_TEST_CASE("plan prints what an upgrade would run and runs nothing", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const result planned = call({"plan", "001", "-d", database.url()}, shop());
    CHECK(planned.code == 0);
    CHECK(planned.out.starts_with("-- 001  Create people\ncreate table \"people\" ("));
    CHECK_THAT(planned.out, containing(");\n"));
    CHECK_FALSE(rowan::table_exists(database.session(), "people"));
    call({"upgrade", "-d", database.url()}, shop());
    CHECK(call({"plan", "-d", database.url()}, shop()).out == "-- nothing to do\n");
}

DATABASE_TEST_CASE("verbose shows the statements on the error stream", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    CHECK_THAT(call({"upgrade", "--verbose", "-d", database.url()}, shop()).error,
               containing("ms] create table \"people\""));
}

DATABASE_TEST_CASE("a command of the program's own gets the database and its arguments", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    auto with_demo = shop();
    with_demo.commands.push_back({"demo", "Count people", [](const rowan::cli::invocation& given) {
                                      given.out
                                          << given.database.query_value<std::int64_t>("select count(*) from people");
                                      for (const std::string& each : given.arguments) given.out << ' ' << each;
                                  }});
    call({"upgrade", "-d", database.url()}, with_demo);
    const database_variable ignored("sqlite:///not_this_one");
    const result shown = call({"-d", database.url(), "demo", "one", "--two", "3"}, with_demo);
    CHECK(shown.code == 0);
    CHECK(shown.out == "0 one --two 3");
    CHECK(call({"demo", "upgrade", "-d", database.url()}, with_demo).out == "0 upgrade");
}

TEST_CASE("what a command of the program's own throws is its error", "[cli]") {
    auto program = shop();
    program.commands.push_back(
        {"fail", "Fails", [](const rowan::cli::invocation&) { throw std::runtime_error("no paper"); }});
    program.commands.push_back({"odd", "Fails otherwise", [](const rowan::cli::invocation&) { throw 7; }});
    const result failed = call({"-d", "sqlite://:memory:", "fail"}, program);
    CHECK(failed.code == 1);
    CHECK(failed.error == "shop: no paper\n");
    CHECK(call({"-d", "sqlite://:memory:", "odd"}, program).code == 1);
}

TEST_CASE("a plan for a dialect needs no database", "[cli]") {
    const database_variable none(nullptr);
    const result planned = call({"plan", "--dialect", "postgresql"}, shop());
    CHECK(planned.code == 0);
    CHECK_THAT(planned.out, containing("-- 002  Add names\nalter table \"people\" add column \"name\" text;\n"));
    CHECK(call({"plan", "--dialect", "oracle"}, shop()).code == 2);
}

TEST_CASE("heads are shown without a database", "[cli]") {
    const database_variable none(nullptr);
    CHECK(call({"heads"}, shop()).out == "002  Add names\n");
}

TEST_CASE("reading does not create an SQLite file", "[cli]") {
    const rowan::test::temporary_folder folder;
    const auto file = folder.path() / "shop.db";
    for (const char* command : {"current", "history", "plan"}) {
        const result empty = call({command, "-d", rowan::test::sqlite_url(file)}, shop());
        CHECK(empty.code == 0);
        CHECK_THAT(empty.error, containing("shop.db does not exist yet; upgrade creates it"));
    }
    CHECK(call({"current", "--check", "-d", rowan::test::sqlite_url(file)}, shop()).code == 3);
    CHECK_THAT(call({"current", "--json", "-d", rowan::test::sqlite_url(file)}, shop()).out,
               containing(R"("to_apply":2)"));
    for (const char* command : {"mark", "seed"}) {
        const result missing = call({command, "-d", rowan::test::sqlite_url(file)}, shop());
        CHECK(missing.code == 1);
        CHECK_THAT(missing.error, containing("shop.db does not exist: nothing has been applied; upgrade creates it"));
    }
    CHECK(call({"downgrade", "base", "-d", rowan::test::sqlite_url(file)}, shop()).code == 1);
    CHECK_FALSE(std::filesystem::exists(file));
    CHECK(call({"upgrade", "-d", rowan::test::sqlite_url(file)}, shop()).code == 0);
    CHECK(std::filesystem::exists(file));
    CHECK(call({"current", "-d", rowan::test::sqlite_url(file) + "?busy_timeout=100"}, shop()).code == 0);
}

TEST_CASE("without a database the command line is wrong, and the error shows what to say", "[cli]") {
    const database_variable none(nullptr);
    const result refused = call({"current"}, shop());
    CHECK(refused.code == 2);
    CHECK(refused.out.empty());
    CHECK_THAT(refused.error, containing("shop: which database? Say --database URL, or set ROWAN_DATABASE:"));
    CHECK_THAT(refused.error, containing("postgresql://user:password@localhost/shop current"));
}

TEST_CASE("the database comes from the option, else from the environment, else from the program", "[cli]") {
    const rowan::test::temporary_folder folder;
    const auto url = [&](const char* name) { return rowan::test::sqlite_url(folder.path() / name); };
    auto program = shop();
    program.default_database = url("by_program");
    {
        const database_variable set(url("by_environment").c_str());
        CHECK(call({"upgrade", "-d", url("by_option")}, program).code == 0);
        CHECK_FALSE(std::filesystem::exists(folder.path() / "by_environment"));
        CHECK(call({"upgrade"}, program).code == 0);
        CHECK_FALSE(std::filesystem::exists(folder.path() / "by_program"));
    }
    const database_variable none(nullptr);
    CHECK(call({"upgrade"}, program).code == 0);
    for (const char* name : {"by_option", "by_environment", "by_program"})
        CHECK(std::filesystem::exists(folder.path() / name));
}

TEST_CASE("a wrong command line is answered with what is wrong and exit code 2", "[cli]") {
    const words line =
        GENERATE(words{"upgrade", "one", "two"}, words{"downgrade"}, words{"current", "--what"}, words{"-d"});
    CAPTURE(line);
    const result refused = call(line, shop());
    CHECK(refused.code == 2);
    CHECK(refused.out.empty());
    CHECK(refused.error.starts_with("shop: "));
    CHECK_THAT(refused.error, containing(" --help shows how"));
}

TEST_CASE("an unknown command is answered with those that there are", "[cli]") {
    CHECK_THAT(
        call({"frobnicate"}, shop()).error,
        containing("there is no command \"frobnicate\"; there are upgrade, downgrade, reset, seed, stamp, baseline, "));
    CHECK_THAT(call({"-v"}, shop()).error, containing("what is to be done? Commands are upgrade, "));
    CHECK(call({"frobnicate"}, shop()).code == 2);
}

TEST_CASE("a URL that is none makes the command line wrong", "[cli]") {
    const result refused = call({"current", "-d", "mysql://localhost/shop"}, shop());
    CHECK(refused.code == 2);
    CHECK_THAT(refused.error, containing("malformed database URL"));
    CHECK_THAT(refused.error, containing("postgresql://user:password@host:port/database"));
}

TEST_CASE("no password reaches the screen", "[cli]") {
    const std::string url = "postgresql://ada:hush%20now@localhost:1/shop?connect_timeout=1";
    for (const words& line : {words{"current", "-d", url}, words{"upgrade", "head", url},
                              words{"current", "--database=" + url, "--x" + url}, words{url}}) {
        const result refused = call(line, shop());
        CHECK(refused.code != 0);
        CHECK_FALSE(refused.error.empty());
        CHECK(refused.error.find("hush") == std::string::npos);
        CHECK(refused.out.find("hush") == std::string::npos);
    }
}

TEST_CASE("the help teaches with examples and says the exit codes", "[cli]") {
    const result shown = call({"--help"}, shop());
    CHECK(shown.code == 0);
    CHECK(shown.error.empty());
    CHECK_THAT(shown.out, containing("Sells things."));
    CHECK_THAT(shown.out, containing("shop --database sqlite:///shop.db upgrade"));
    CHECK_THAT(shown.out, containing("Exit codes: 0 done, 1 failed, 2 the command line is wrong, 3 not at the head"));
    CHECK_THAT(shown.out, containing("postgresql://user:password@localhost/shop upgrade +1"));
    CHECK(call({"upgrade", "--help"}, shop()).code == 0);
    CHECK_THAT(call({"--help"}, {.name = "goals"}).out, containing("goals --database sqlite:///goals.db upgrade"));
}

TEST_CASE("the version is the program's and rowan's", "[cli]") {
    CHECK(call({"--version"}, shop()).out == "shop 7.8 (rowan 0.1.0)\n");
    CHECK(call({"--version"}, {.name = "rowan"}).out == "rowan 0.1.0\n");
}

TEST_CASE("revisions that do not fit together are an error, not the end of the program", "[cli]") {
    const result refused = call({"heads"}, {.name = "shop", .migrations = {revision("001", "One").after("000")}});
    CHECK(refused.code == 1);
    CHECK(refused.error == "shop: revision 001 comes after \"000\", which does not exist; there are 001\n");
}

TEST_CASE("a program's folder of migrations is read when a command needs it", "[cli]") {
    const rowan::test::temporary_folder folder;
    const rowan::cli::program program{.name = "shop", .migrations_folder = (folder.path() / "steps").string()};
    CHECK_THAT(call({"heads"}, program).error, containing("there is no folder of migrations here"));
    std::filesystem::create_directory(folder.path() / "steps");
    std::ofstream(folder.path() / "steps" / "0001_first.sql") << "select 1";
    CHECK(call({"heads"}, program).out == "0001  first\n");
    CHECK(call({"heads", "--migrations", "/nowhere"}, program).code == 1);
}
