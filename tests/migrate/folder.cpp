#include <rowan/migrate/error.hpp>
#include <rowan/migrate/folder.hpp>

#include "sql_folder.hpp"

using rowan::migrate::folder;
using rowan::test::containing;
using rowan::test::files;
namespace schema = rowan::schema;

namespace {

class folder_of : public rowan::test::sql_folder {
public:
    using sql_folder::sql_folder;
    std::vector<rowan::migrate::revision> read() const { return folder(path()); }
};

const schema::run_sql& script(const std::vector<schema::operation>& of) { return std::get<schema::run_sql>(of.at(0)); }

}  // namespace

TEST_CASE("files follow each other by their numbers") {
    const folder_of given(
        files{{"10_c.sql", "c"}, {"2_b.sql", "b"}, {"0001_make_a.sql", "a"}, {"readme.md", "not SQL"}});
    const auto all = given.read();
    REQUIRE(all.size() == 3);
    CHECK(all[0].id() == "0001");
    CHECK(all[0].message() == "make a");
    CHECK(all[0].parents().empty());
    CHECK(all[1].parents() == std::vector<std::string>{"0001"});
    CHECK(all[2].id() == "10");
    CHECK(all[2].parents() == std::vector<std::string>{"2"});
}

TEST_CASE("a file alone has no way back") {
    const folder_of given(files{{"0001_a.sql", "create table a (x int)"}});
    const auto all = given.read();
    CHECK(script(all[0].up()).script.text() == "create table a (x int)");
    CHECK(script(all[0].up()).source == given.path("0001_a.sql"));
    CHECK(all[0].irreversible() == "there is no 0001_a.down.sql");
}

TEST_CASE("a file for the way back is the way back") {
    const folder_of given(files{{"0001_a.up.sql", "up"}, {"0001_a.down.sql", "down"}});
    const auto all = given.read();
    REQUIRE(all.size() == 1);
    CHECK(script(all[0].up()).script.text() == "up");
    CHECK(script(all[0].down()).script.text() == "down");
    CHECK(all[0].irreversible().empty());
}

TEST_CASE("a file for one backend goes before the file for all") {
    const folder_of given(files{
        {"0001_a.up.sqlite.sql", "for sqlite"}, {"0001_a.up.sql", "for all"}, {"0001_a.down.postgresql.sql", "back"}});
    const auto all = given.read();
    CHECK(script(all[0].up()).script.for_dialect("sqlite") == "for sqlite");
    CHECK(script(all[0].up()).script.for_dialect("postgresql") == "for all");
    CHECK(script(all[0].up()).source == given.path("0001_a.up.*"));
    CHECK(script(all[0].down()).script.for_dialect("postgresql") == "back");
    CHECK(script(all[0].down()).script.for_dialect("sqlite").empty());
}

TEST_CASE("a byte order mark is no SQL") {
    const folder_of given(files{{"0001_a.sql", "\xEF\xBB\xBFselect 1"}});
    CHECK(script(given.read()[0].up()).script.text() == "select 1");
}

TEST_CASE("a file of SQL that is called otherwise is refused by its name") {
    for (const char* name : {"create.sql", "0001.sql", "0001_.sql", "a0001_b.sql", "0001_a.upp.sql", "0001_a.mysql.sql",
                             "0001_a.sqlite.up.sql"}) {
        const folder_of given(files{{name, "select 1"}});
        CHECK_THROWS_WITH(given.read(), containing(given.path(name) + ": a migration is called 0001_what_it_does.sql"));
    }
}

TEST_CASE("a number is there once") {
    const folder_of given(files{{"0001_a.sql", "a"}, {"0001_b.sql", "b"}});
    CHECK_THROWS_WITH(given.read(), given.path("0001_b.sql") + ": there is 0001_a of the same number");
    const folder_of padded(files{{"01_a.sql", "a"}, {"1_a.sql", "a"}});
    CHECK_THROWS_WITH(padded.read(), containing("of the same number"));
}

TEST_CASE("a step is there once") {
    const folder_of given(files{{"0001_a.sql", "a"}, {"0001_a.up.sql", "b"}});
    CHECK_THROWS_WITH(given.read(),
                      given.path("0001_a.sql") + " and " + given.path("0001_a.up.sql") + " are the same step");
}

TEST_CASE("a way back without a way there is refused") {
    const folder_of given(files{{"0001_a.down.sql", "a"}});
    CHECK_THROWS_WITH(given.read(), containing("has no 0001_a.up.sql, only the way back"));
}

TEST_CASE("a folder that is missing or empty is an error") {
    CHECK_THROWS_WITH(folder("/no/such/folder"), "/no/such/folder: there is no folder of migrations here");
    CHECK_THROWS_WITH(folder_of(files{}).read(), containing("no migrations in this folder"));
}
