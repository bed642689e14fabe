#include <support/database.hpp>
#include <support/server.hpp>

#include <rowan/migrate/snapshot.hpp>
#include <rowan/rowan.hpp>
#include <rowan/session/introspect.hpp>

#include <filesystem>
#include <fstream>

#include "call.hpp"
#include "migrations_folder.hpp"

using rowan::test::call;
using rowan::test::call_result;
using rowan::test::containing;
using rowan::test::migrations_folder;
using rowan::test::words;

namespace {

constexpr const char* tasks =
    "-- up\ncreate table tasks (id integer primary key, title text not null);\n-- down\ndrop table tasks;\n";

/// A database at the head of a folder with one revision.
class shop {
public:
    explicit shop(rowan::test::test_database& on) : on_(on) {
        files.write("0001_create_tasks.sql", tasks);
        REQUIRE(run({"upgrade"}).code == 0);
    }
    call_result run(const words& line) const { return files.run(on_, line); }

    migrations_folder files;

private:
    rowan::test::test_database& on_;
};

}  // namespace

DATABASE_TEST_CASE("verify ends with 0 where nothing differs", "[cli][verify]") {
    if (!database.can_be_shared()) return;
    const call_result said = shop(database).run({"verify"});
    CHECK(said.code == 0);
    CHECK_THAT(said.out, containing("the database is at 0001, the head\nno difference from the migrations\n"));
}

DATABASE_TEST_CASE("verify ends with 4 where something differs, and names it", "[cli][verify]") {
    if (!database.can_be_shared()) return;
    const shop all(database);
    database.session().execute_script("alter table tasks drop column title");
    const call_result said = all.run({"verify"});
    CHECK(said.code == rowan::cli::drift);
    CHECK_THAT(said.out, containing("1 difference from the migrations:\n  tasks.title: not in the database, \""));
}

DATABASE_TEST_CASE("verify --json says the same for programs", "[cli][verify]") {
    if (!database.can_be_shared()) return;
    const shop all(database);
    database.session().execute_script("create table notes (id integer)");
    const call_result said = all.run({"verify", "--json"});
    CHECK(said.code == rowan::cli::drift);
    CHECK_THAT(said.out, containing(R"({"equal":false,"at":["0001"],"at_head":true,"against":"the migrations",)"
                                    R"("migrations":[{"object":"table","schema":null,"name":"notes",)"));
    CHECK_THAT(said.out, containing(R"("structs":null)"));
    CHECK(all.run({"verify", "--json", "--ignore", "notes"}).code == 0);
}

DATABASE_TEST_CASE("verify compares with a snapshot in a file", "[cli][verify]") {
    if (!database.can_be_shared()) return;
    const shop all(database);
    const std::string file = (all.files.path() / "then.json").string();
    std::ofstream(file) << rowan::migrate::to_json(rowan::migrate::take_snapshot(database.session()));
    CHECK(all.run({"verify", "--against", file}).code == 0);
    database.session().execute_script("create table notes (id integer)");
    const call_result said = all.run({"verify", "--against", file});
    CHECK(said.code == rowan::cli::drift);
    CHECK_THAT(said.out, containing("1 difference from " + file + ":\n  table notes: in the database, not in "));
}

TEST_CASE("verify compares with another database", "[cli][verify]") {
    rowan::test::test_database database("file");
    const shop all(database);
    CHECK(all.run({"verify", "--against", database.url()}).code == 0);
    CHECK(all.run({"verify", "--against", "sqlite://:memory:"}).code == rowan::cli::drift);
}

TEST_CASE("verify creates no database to compare with", "[cli][verify]") {
    rowan::test::test_database database("file");
    const rowan::test::temporary_folder folder;
    const auto missing = folder.path() / "missing.db";
    const call_result said = shop(database).run({"verify", "--against", rowan::test::sqlite_url(missing)});
    CHECK(said.code == 1);
    CHECK_THAT(said.error, containing("does not exist"));
    CHECK_FALSE(std::filesystem::exists(missing));
}

TEST_CASE("verify says where a snapshot cannot be read", "[cli][verify]") {
    rowan::test::test_database database("file");
    const call_result said = shop(database).run({"verify", "--against", "nowhere.json"});
    CHECK(said.code == 1);
    CHECK_THAT(said.error,
               containing("nowhere.json: cannot be read; --against takes a file that snapshot wrote, or a URL"));
}

TEST_CASE("a database that is ahead ends verify with 8", "[cli][verify]") {
    rowan::test::test_database database("file");
    const shop all(database);
    all.files.write("0002_more.sql", "select 1;\n");
    CHECK(all.run({"upgrade"}).code == 0);
    std::filesystem::remove(all.files.path() / "0002_more.sql");
    CHECK(all.run({"verify"}).code == rowan::cli::ahead);
}

TEST_CASE("verify of a file that is not there does not make it", "[cli][verify]") {
    const rowan::test::temporary_folder folder;
    const std::string file = (folder.path() / "missing.db").string();
    migrations_folder files;
    files.write("0001_create_tasks.sql", tasks);
    const call_result said =
        call({"verify", "-d", "sqlite:///" + file}, {.name = "rowan", .migrations_folder = files.path().string()});
    CHECK(said.code == 1);
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("who may not create a database is told of --scratch", "[cli][verify]") {
    const rowan::test::server of;
    of.open().execute_script("create role guest login; grant all on schema public to guest");
    std::string url = of.url();
    const auto host = of.url().find(of.host());
    url = "postgresql://guest@" + url.substr(host);
    migrations_folder files;
    files.write("0001_create_tasks.sql", tasks);
    const rowan::cli::program program{.name = "rowan", .migrations_folder = files.path().string()};
    REQUIRE(call({"upgrade", "-d", url}, program).code == 0);
    const call_result said = call({"verify", "-d", url}, program);
    CHECK(said.code == 1);
    CHECK_THAT(said.error, containing("alter role … createdb") && containing("--scratch URL"));
    of.open().execute("create database spare owner guest");
    std::string spare = url;
    spare.replace(spare.rfind('/') + 1, std::string::npos, "spare");
    const call_result helped = call({"verify", "-d", url, "--scratch", spare}, program);
    INFO(helped.out << helped.error);
    CHECK(helped.code == 0);
}

DATABASE_TEST_CASE("check runs the revisions and the seeds beside the database", "[cli][check]") {
    if (!database.can_be_shared()) return;
    migrations_folder files;
    files.write("0001_create_tasks.sql", tasks);
    std::filesystem::create_directories(files.path() / "seeds" / "dev");
    files.write("seeds/dev/tasks.sql", "insert into tasks (id, title) values (1, 'a') on conflict do nothing;\n");
    CHECK(files.run(database, {"lock"}).code == 0);
    const call_result said = files.run(database, {"check"});
    CHECK(said.code == 0);
    CHECK(said.out ==
          "lock: in order: migrations.lock fits the files\n"
          "heads: in order: one head, 0001\n"
          "upgrade: in order: 1 revision applied to an empty database\n"
          "structs: not looked at: this program gives none\n"
          "downgrade: in order: 1 revision undone, down to an empty database\n"
          "seeds: in order: seeds for dev (1 script): run, and run again\n");
    CHECK_FALSE(rowan::table_exists(database.session(), "tasks"));
}

TEST_CASE("check needs no database for what needs none, and says what it has left out", "[cli][check]") {
    migrations_folder files;
    files.write("0001_create_tasks.sql", tasks);
    const call_result said = call({"check"}, {.name = "rowan", .migrations_folder = files.path().string()});
    CHECK(said.code == 0);
    CHECK_THAT(said.out, containing("upgrade: not looked at: it takes a database") &&
                             containing("with --database URL, all of it is looked at"));
}

TEST_CASE("check names each file that does not fit the lock", "[cli][check]") {
    migrations_folder files;
    files.write("0001_create_tasks.sql", tasks);
    files.write("0002_more.sql", "select 1;\n");
    const rowan::cli::program program{.name = "rowan", .migrations_folder = files.path().string()};
    REQUIRE(call({"lock"}, program).code == 0);
    files.write("0001_create_tasks.sql", "select 1;\n");
    std::filesystem::remove(files.path() / "0002_more.sql");
    files.write("0003_new.sql", "select 1;\n");
    const call_result said = call({"check", "--json"}, program);
    CHECK(said.code == rowan::cli::drift);
    CHECK_THAT(said.out, containing("0001 (0001_create_tasks.sql) was edited") && containing("0002 is missing") &&
                             containing("0003 (0003_new.sql) is not in the lock"));
}

TEST_CASE("check says where revisions cannot be read", "[cli][check]") {
    migrations_folder files;
    files.write("0001_create_tasks.sql", "select 'never closed;\n");
    const call_result said = call({"check"}, {.name = "rowan", .migrations_folder = files.path().string()});
    CHECK(said.code == rowan::cli::drift);
    CHECK_THAT(said.out, containing("revisions: ") && containing("0001_create_tasks.sql:1"));
}

TEST_CASE("check says where a seed cannot be read", "[cli][check]") {
    migrations_folder files;
    files.write("0001_create_tasks.sql", tasks);
    std::filesystem::create_directories(files.path() / "seeds" / "dev");
    files.write("seeds/dev/tasks.sql", "select 'never closed;\n");
    const call_result said = call({"check"}, {.name = "rowan", .migrations_folder = files.path().string()});
    CHECK(said.code == rowan::cli::drift);
    CHECK_THAT(said.out, containing("seeds: ") && containing("seeds/dev/tasks.sql:1"));
}

TEST_CASE("a database's URL that is none is a mistake of the command line, also to check", "[cli][check]") {
    migrations_folder files;
    files.write("0001_create_tasks.sql", tasks);
    CHECK(call({"check", "-d", "nowhere"}, {.name = "rowan", .migrations_folder = files.path().string()}).code == 2);
}
