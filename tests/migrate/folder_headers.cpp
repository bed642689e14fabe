#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/graph.hpp>
#include <rowan/migrate/script.hpp>

#include "sql_folder.hpp"

using namespace rowan::migrate;
using rowan::test::containing;
using rowan::test::files;
using rowan::test::sql_folder;
using names = std::vector<std::string>;

namespace {

const rowan::schema::run_sql& script(const std::vector<rowan::schema::operation>& of) {
    return std::get<rowan::schema::run_sql>(of.at(0));
}

std::vector<revision> read(const files& all) { return folder(sql_folder(all).path()); }

/// What is said about a file 0001_a.sql with this text.
std::string refusal(const std::string& text) {
    const sql_folder given(files{{"0001_a.sql", text}});
    try {
        folder(given.path());
    } catch (const migration_error& error) {
        const std::string what = error.what();
        return what.starts_with(given.path("0001_a.sql")) ? what.substr(given.path().size() + 1) : what;
    }
    return "(accepted)";
}

}  // namespace

TEST_CASE("one file holds both ways") {
    const auto all = read({{"0001_a.sql", "-- why\n-- up\ncreate table a (x int);\n\n-- down\ndrop table a;\n"}});
    CHECK(script(all[0].up()).script.text() == "create table a (x int);\n\n");
    CHECK(script(all[0].up()).files[0].line == 3);
    CHECK(script(all[0].down()).script.text() == "drop table a;\n");
    CHECK(script(all[0].down()).files[0].line == 6);
    CHECK(all[0].irreversible().empty());
}

TEST_CASE("the way up needs no line of its own, and no semicolon before the way back") {
    const auto all = read({{"0001_a.sql", "create table a (x int)\n-- DOWN\ndrop table a"}});
    CHECK(script(all[0].up()).script.text() == "create table a (x int)\n");
    CHECK(script(all[0].down()).script.text() == "drop table a");
}

TEST_CASE("a line in quotes, in a comment or among rows begins no section") {
    const std::string text =
        "select '\n-- down\n', $$\n-- down\n$$;\n/*\n-- down\n*/\ncopy a from stdin;\n-- down\n\\.\nselect 1 -- "
        "down\n;";
    const auto all = read({{"0001_a.sql", text}});
    CHECK(script(all[0].up()).script.text() == text);
    CHECK(all[0].irreversible() == "there is no 0001_a.down.sql");
}

TEST_CASE("a file says its id where its name has no number") {
    const auto all = read({{"0001_a.sql", "select 1"},
                           {"7c1f09_add_jobs.sql", "-- revision: 7c1f09\n-- parent: 0001\nselect 2"},
                           {"notes.up.sql", "-- revision: n1\n\n-- parents: 0001, 7c1f09\nselect 3"},
                           {"notes.down.sql", "select 4"}});
    REQUIRE(all.size() == 3);
    CHECK(all[1].id() == "7c1f09");
    CHECK(all[1].message() == "add jobs");
    CHECK(all[1].parents() == names{"0001"});
    CHECK(all[2].id() == "n1");
    CHECK(all[2].message() == "notes");
    CHECK(all[2].parents() == names{"0001", "7c1f09"});
    CHECK(script(all[2].down()).script.text() == "select 4");
}

TEST_CASE("a number may have another parent than the number before") {
    const auto all =
        read({{"0001_a.sql", "a"}, {"0002_b.sql", "b"}, {"0003_c.sql", "-- parent: 0001\nc"}, {"0004_d.sql", "d"}});
    CHECK(all[2].parents() == names{"0001"});
    CHECK(all[3].parents() == names{"0003"});
    CHECK(graph(all).heads() == names{"0002", "0004"});
}

TEST_CASE("a file says why there is no way back") {
    CHECK(read({{"0001_a.sql", "-- irreversible: the notes are gone\ndrop table notes"}})[0].irreversible() ==
          "the notes are gone");
    CHECK_THAT(refusal("-- irreversible: x\nselect 1;\n-- down\nselect 2"),
               containing("says that there is no way back, and there is one"));
}

TEST_CASE("a file runs without a transaction, both ways or one") {
    const auto both = read({{"0001_a.sql", "-- no transaction\nvacuum;\n-- down\nvacuum;"}});
    CHECK_FALSE(both[0].has_transaction(direction::upgrade));
    CHECK_FALSE(both[0].has_transaction(direction::downgrade));
    const auto one = read({{"0001_a.up.sql", "-- no transaction\nvacuum"}, {"0001_a.down.sql", "select 1"}});
    CHECK_FALSE(one[0].has_transaction(direction::upgrade));
    CHECK(one[0].has_transaction(direction::downgrade));
    CHECK(read({{"0001_a.sql", "select 1"}})[0].has_transaction(direction::upgrade));
}

TEST_CASE("a header that is nearly one is refused with what was meant") {
    CHECK(refusal("-- \n-- revison: 0001\nselect 1") ==
          "0001_a.sql:2:1: `-- revison: 0001` says nothing to rowan; did you mean `-- revision:`?");
    CHECK_THAT(refusal("-- Parent: 0001\nselect 1"), containing("did you mean `-- parent:`?"));
    CHECK_THAT(refusal("-- depends-on: 0001\nselect 1"), containing("did you mean `-- depends_on:`?"));
    CHECK_THAT(refusal("-- down_revision: 0001\nselect 1"), containing("did you mean `-- parent:`?"));
    CHECK_THAT(refusal("-- no-transaction\nvacuum"), containing("did you mean `-- no transaction`?"));
    CHECK_THAT(refusal("-- +goose Up\nselect 1"), containing("did you mean `-- up`?"));
    CHECK_THAT(refusal("select 1;\n-- migrate:down\nselect 1"),
               containing("0001_a.sql:2:1: `-- migrate:down` says nothing to rowan; did you mean `-- down`?"));
    CHECK_THAT(refusal("-- parent:\nselect 1"), containing("nothing stands behind `parent:`"));
}

TEST_CASE("a file that speaks to rowan has no header that is unknown") {
    CHECK_THAT(refusal("-- no transaction\n-- phase: expand\nvacuum"),
               containing("0001_a.sql:2:1: `phase:` is no header; there are revision:"));
    CHECK(refusal("-- phase: expand\n-- Note: see the wiki\nselect 1") == "(accepted)");
}

TEST_CASE("a header below the first statement is refused") {
    CHECK_THAT(refusal("select 1;\n-- no transaction\nvacuum"),
               containing("0001_a.sql:2:1: `-- no transaction` stands at the head of the file"));
    CHECK_THAT(refusal("select 1;\n-- revision: 0001\n"),
               containing("0001_a.sql:2:1: `-- revision: 0001` stands at the head of the file"));
}

TEST_CASE("sections are there once, in their order, and only in a file of both ways") {
    CHECK_THAT(refusal("-- up\na;\n-- up\nb;"), containing("0001_a.sql:3:1: `-- up` is there twice"));
    CHECK_THAT(refusal("a;\n-- down\nb;\n-- down\nc;"), containing("0001_a.sql:4:1: `-- down` is there twice"));
    CHECK_THAT(refusal("-- down\nb;\n-- up\na;"), containing("`-- up` stands before `-- down`"));
    CHECK_THAT(refusal("a;\n-- up\nb;"), containing("`-- up` stands before the first statement"));
    CHECK_THROWS_WITH(read({{"0001_a.up.sql", "a;\n-- down\nb;"}}), containing("its name says which way it goes"));
    CHECK_THROWS_WITH(read({{"0001_a.sql", "a;\n-- down\nb;"}, {"0001_a.down.sql", "b;"}}),
                      containing("are the same step"));
}

TEST_CASE("headers that contradict the name or another file are refused") {
    CHECK_THAT(refusal("-- revision: 2\nselect 1"), containing("the number in its name is its id, 0001"));
    CHECK_THROWS_WITH(read({{"0001_a.sqlite.sql", "-- parent: x\na"}, {"0001_a.postgresql.sql", "-- parent: y\na"}}),
                      containing("say different things at their heads"));
    CHECK_THROWS_WITH(read({{"0001_a.up.sql", "a"}, {"0001_a.down.sql", "-- parent: y\na"}}),
                      containing("stands in a file for the way back"));
}

TEST_CASE("what cannot run is refused when the folder is read") {
    CHECK_THAT(refusal("select 1;\nbegin;\n"),
               containing("0001_a.sql:2:1: `begin`: a migration runs in a transaction already"));
    CHECK_THAT(refusal("select 1;\n-- down\n\n\\i x.sql\n"), containing("0001_a.sql:4:1: \\i is a command of psql"));
    CHECK_THAT(refusal("-- no transaction\nselect '\n"), containing("0001_a.sql:2:8: the quote"));
    CHECK(refusal("-- no transaction\nbegin; commit;") == "(accepted)");
}

TEST_CASE("a file for one backend is read as that backend does") {
    CHECK_THROWS_WITH(read({{"0001_a.sqlite.sql", "select $$ ';' ; begin; $$"}}), containing("`begin`"));
    CHECK_NOTHROW(read({{"0001_a.postgresql.sql", "select $$ ';' ; begin; $$"}}));
    CHECK_NOTHROW(read({{"0001_a.sql", "select $$ ';' ; begin; $$"}}));
}

TEST_CASE("repeatable files are no revisions and change their checksum with their text") {
    const sql_folder given(files{{"0001_a.sql", "select 1"},
                                 {"repeatable_totals.sql", "create view totals as select 1"},
                                 {"repeatable_sums.sqlite.sql", "select 2"}});
    CHECK(folder(given.path()).size() == 1);
    const auto before = repeatables(given.path());
    REQUIRE(before.size() == 2);
    CHECK(before[0].name == "sums");
    CHECK(before[0].script.script.for_dialect("sqlite") == "select 2");
    CHECK(before[1].name == "totals");
    CHECK(before[1].script.source == given.path("repeatable_totals.sql"));
    given.write("repeatable_totals.sql", "create view totals as select 2");
    const auto after = repeatables(given.path());
    CHECK(after[0].checksum == before[0].checksum);
    CHECK(after[1].checksum != before[1].checksum);
}

TEST_CASE("seeds are read by name, those of an environment behind the others") {
    const sql_folder given(
        files{{"0001_a.sql", "select 1"}, {"seeds/b.sql", "b"}, {"seeds/dev/a.sql", "a"}, {"seeds/test/z.sql", "z"}});
    CHECK(folder(given.path()).size() == 1);
    const auto all = seeds(given.path(), "dev");
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "b");
    CHECK(all[1].name == "dev/a");
    CHECK(seeds(given.path()).size() == 1);
    CHECK(repeatables(given.path()).empty());
}

TEST_CASE("a folder from memory is as one on disk") {
    const sql_folder given(files{{"0001_a.sql", "select 1;\n-- down\nselect 2;"}, {"0002_b.sql", "select 3"}});
    const std::vector<embedded_file> in_memory{{"0002_b.sql", "select 3"},
                                               {"0001_a.sql", "select 1;\n-- down\nselect 2;"}};
    CHECK(folder(given.path(), in_memory) == folder(given.path()));
}
