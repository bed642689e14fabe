#include <rowan/session/introspect.hpp>

#include <support/database.hpp>

#include <fstream>

#include "program_run.hpp"

// The program `rowan` itself, as a shell runs it.

using rowan::test::containing;
using rowan::test::quoted;
using rowan::test::rowan_program;
using rowan::test::running;
using rowan::test::shell;
using result = rowan::test::shell_result;

namespace {

result run(const std::string& arguments) { return shell(rowan_program() + ' ' + arguments); }

/// A folder of two steps, the second of which has a text of its own for SQLite.
class sql_folder {
public:
    sql_folder() {
        write("0001_create_people.up.sql",
              "create table people (id integer primary key, name varchar(40));\n-- it's a comment; no statement\n");
        write("0001_create_people.down.sql", "drop table people");
        write("0002_add_people.up.sql",
              "insert into people values (1, 'a;b'); insert into people values (2, now()::text);");
        write("0002_add_people.up.sqlite.sql",
              "insert into people values (1, 'a;b'); insert into people values (2, date());");
        write("0002_add_people.down.sql", "-- nothing to do");
    }
    void write(const std::string& name, const std::string& text) const { std::ofstream(folder_.path() / name) << text; }

    running start(const rowan::test::test_database& on, const std::string& command) const {
        return running(rowan_program() + " --migrations " + quoted(folder_.path().string()) + " --database " +
                       quoted(on.url()) + ' ' + command);
    }
    result run(const rowan::test::test_database& on, const std::string& command) const {
        return start(on, command).finish();
    }

private:
    rowan::test::temporary_folder folder_;
};

}  // namespace

DATABASE_TEST_CASE("a folder of SQL files is applied and undone by the program", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the program
    const sql_folder folder;
    const result up = folder.run(database, "upgrade");
    CHECK(up.code == 0);
    CHECK_THAT(up.text, containing("at head: 0002"));
    CHECK(database.session().query_value<std::string>("select name from people where id = 1") == "a;b");
    CHECK(database.session().query_value<std::int64_t>("select count(*) from people") == 2);
    const result down = folder.run(database, "downgrade base");
    CHECK(down.code == 0);
    CHECK_FALSE(rowan::table_exists(database.session(), "people"));
}

DATABASE_TEST_CASE("the program says which file failed and leaves nothing of it", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the program
    const sql_folder folder;
    folder.write("0003_break.sql", "create table half (id integer);\ninsert into nowhere values (1);");
    const result failed = folder.run(database, "upgrade");
    CHECK(failed.code == 1);
    CHECK_THAT(failed.text, containing("0003_break.sql"));
    CHECK_THAT(failed.text, containing(" is at 0002\n"));
    CHECK_FALSE(rowan::table_exists(database.session(), "half"));
}

DATABASE_TEST_CASE("a step without SQL for this database is refused", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the program
    const sql_folder folder;
    folder.write("0003_other.another.sql", "");
    CHECK(folder.run(database, "upgrade").code == 1);
    std::string other = database.is("sqlite") ? "postgresql" : "sqlite";
    const sql_folder foreign;
    foreign.write("0003_search." + other + ".sql", "create something special");
    CHECK_THAT(foreign.run(database, "upgrade").text,
               containing("has no SQL for " + std::string(database.session().dialect().name())));
}

DATABASE_TEST_CASE("programs that start at once apply each step once", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the program
    const sql_folder folder;
    std::vector<running> all;
    for (int i = 0; i != 4; ++i) all.push_back(folder.start(database, "upgrade"));
    for (running& each : all) {
        const result done = each.finish();
        CAPTURE(done.text);
        CHECK(done.code == 0);
    }
    CHECK(database.session().query_value<std::int64_t>("select count(*) from rowan_history") == 2);
    CHECK(database.session().query_value<std::int64_t>("select count(*) from people") == 2);
}

TEST_CASE("the program's exit code tells a wrong command line from a failure", "[cli]") {
    CHECK(run("--version").code == 0);
    CHECK(run("frobnicate").code == 2);
    CHECK(run("--migrations /nowhere heads").code == 1);
}
