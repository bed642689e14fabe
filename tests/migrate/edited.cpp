#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/lock_file.hpp>
#include <rowan/migrate/migrator.hpp>
#include <rowan/session/introspect.hpp>

#include <support/database.hpp>

#include "migrate/people.hpp"
#include "migrate/sql_folder.hpp"

using rowan::migrate::entry_kind;
using rowan::migrate::revision;
using rowan::test::containing;
using rowan::test::people_and;
using rowan::test::sql_folder;
using ids = std::vector<std::string>;

namespace {

revision notes(const char* type) {
    return revision("001", "Create notes").change([&](rowan::migrate::operations& op) {
        op.create_table("notes", [&](auto& t) {
            t.bigint("id").primary_key();
            t.varchar("text", std::string_view(type) == "long" ? 200 : 20);
        });
    });
}

std::vector<revision> one(revision which) {
    std::vector<revision> result;
    result.push_back(std::move(which));
    return result;
}

rowan::migrate::position upgraded(rowan::session& db, const sql_folder& from) {
    return rowan::migrator(db, rowan::migrate::folder(from.path())).upgrade().to;
}

const sql_folder& two_files() {
    static const sql_folder folder({{"0001_notes.sql", "create table notes (id integer primary key);\n"},
                                    {"0002_more.sql", "create table more (id integer primary key);\n"}});
    return folder;
}

}  // namespace

TEST_CASE("the checksum of a revision in C++ is that of its operations", "[migrate]") {
    CHECK(checksum(notes("long")) == checksum(notes("long")));
    CHECK(checksum(notes("long")) != checksum(notes("short")));
    CHECK(checksum(notes("long")).starts_with("operations:1:"));
    // Databases hold it: it stays what it is.
    CHECK(checksum(notes("long")) == "operations:1:f1d4f57a3f396581afb41885820e67d43425a5660d2e472e46bc2dc1e9dcb006");
}

TEST_CASE("the checksum of a revision in C++ covers no words for people", "[migrate]") {
    const auto said = [](const char* message) {
        return revision("001", message).up([](auto& op) { op.sql("select 1"); }).irreversible("no");
    };
    CHECK(checksum(said("one")) == checksum(said("two")));
}

TEST_CASE("the checksum of SQL in a revision in C++ covers no line ends", "[migrate]") {
    const auto script = [](const char* text) {
        return revision("001", "a").up([&](auto& op) { op.sql(text); }).irreversible("no");
    };
    CHECK(checksum(script("select 1;\nselect 2")) == checksum(script("select 1;\r\nselect 2\r\n")));
    CHECK(checksum(script("select 1")) != checksum(script("select 2")));
}

DATABASE_TEST_CASE("a file that was edited after it ran is found before anything runs", "[migrate]") {
    rowan::session& db = database.session();
    const sql_folder folder(rowan::test::files{{"0001_notes.sql", "create table notes (id integer primary key);\n"}});
    upgraded(db, folder);
    folder.write("0001_notes.sql", "create table notes (id integer primary key, text text);\n");
    folder.write("0002_more.sql", "create table more (id integer primary key);\n");
    try {
        upgraded(db, folder);
        FAIL("it ran");
    } catch (const rowan::migrate::edited_error& error) {
        CHECK(error.revision() == "0001");
        CHECK(error.file() == folder.path("0001_notes.sql"));
        CHECK(error.applied() != error.checksum());
        CHECK_THAT(error.what(), containing(error.applied()) && containing(error.checksum()) && containing("repair"));
    }
    CHECK_FALSE(rowan::table_exists(db, "more"));
}

DATABASE_TEST_CASE("an edited file is found where nothing else is to be done", "[migrate]") {
    rowan::session& db = database.session();
    const sql_folder folder(rowan::test::files{{"0001_notes.sql", "create table notes (id integer primary key);\n"}});
    upgraded(db, folder);
    folder.write("0001_notes.sql", "create table note (id integer primary key);\n");
    CHECK_THROWS_AS(upgraded(db, folder), rowan::migrate::edited_error);
}

DATABASE_TEST_CASE("line ends and a byte order mark are no edit", "[migrate]") {
    rowan::session& db = database.session();
    const sql_folder folder(rowan::test::files{{"0001_notes.sql", "create table notes\n(id integer primary key);\n"}});
    upgraded(db, folder);
    folder.write("0001_notes.sql",
                 "\xEF\xBB\xBF"
                 "create table notes\r\n(id integer primary key);\r\n");
    CHECK(upgraded(db, folder) == ids{"0001"});
}

DATABASE_TEST_CASE("a revision in C++ that was edited after it ran is found", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator(db, one(notes("short"))).upgrade();
    CHECK_THROWS_AS(rowan::migrator(db, one(notes("long"))).upgrade(), rowan::migrate::edited_error);
    CHECK(rowan::migrator(db, one(notes("short"))).upgrade().applied.empty());
}

DATABASE_TEST_CASE("edits are let pass where the program says so", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator(db, one(notes("short"))).upgrade();
    rowan::migrator migrator(db, one(notes("long")));
    CHECK(migrator.on_edited(rowan::migrate::when_edited::allow).upgrade().applied.empty());
}

DATABASE_TEST_CASE("a repair accepts the edit, and the history says why", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator(db, one(notes("short"))).upgrade();
    rowan::migrator migrator(db, one(notes("long")));
    CHECK(migrator.repair("001", "widened by hand").applied == ids{"001"});
    CHECK(migrator.upgrade().applied.empty());
    const auto last = migrator.history().back();
    CHECK(last.kind == entry_kind::repair);
    CHECK(last.reason == "widened by hand");
    CHECK(last.checksum == checksum(notes("long")));
    CHECK(migrator.repair("001", "again").applied.empty());
}

DATABASE_TEST_CASE("a repair without a reason is refused", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator(db, one(notes("short"))).upgrade();
    CHECK_THROWS_WITH(rowan::migrator(db, one(notes("long"))).repair("001", "  "), containing("needs a reason"));
}

DATABASE_TEST_CASE("what is not applied cannot be repaired", "[migrate]") {
    rowan::session& db = database.session();
    CHECK_THROWS_WITH(rowan::migrator(db, one(notes("long"))).repair("001", "why not"), containing("is not applied"));
}

DATABASE_TEST_CASE("a history of an older rowan gets the columns that it lacks", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator(db, rowan::test::people()).upgrade("002");
    for (const char* column : {"kind", "checksum", "reason", "parents", "needs", "way_down"})
        db.execute_script(std::string("alter table rowan_history drop column ") + column);
    rowan::migrator migrator(db, rowan::test::people());
    CHECK(migrator.history().front().kind == entry_kind::run);
    CHECK(migrator.upgrade("002").applied.empty());
    CHECK(migrator.upgrade().applied == ids{"003"});
    REQUIRE(migrator.history().size() == 3);
    CHECK(migrator.history().front().kind == entry_kind::run);
    CHECK(migrator.history().front().checksum.empty());
    CHECK_FALSE(migrator.history().back().checksum.empty());
}

DATABASE_TEST_CASE("a database without history that has tables of the revisions is refused", "[migrate]") {
    rowan::session& db = database.session();
    db.execute("create table more (id integer)");
    try {
        upgraded(db, two_files());
        FAIL("it ran");
    } catch (const rowan::migrate::occupied_error& error) {
        CHECK(error.tables() == ids{"more"});
        CHECK_THAT(error.what(), containing("more (revision 0002)") && containing("baseline"));
    }
    CHECK_FALSE(rowan::table_exists(db, "notes"));
    CHECK_FALSE(rowan::table_exists(db, "rowan_heads"));
}

DATABASE_TEST_CASE("tables of typed operations are seen as those of scripts are", "[migrate]") {
    rowan::session& db = database.session();
    db.execute("create table people (id integer)");
    CHECK_THROWS_AS(rowan::migrator(db, rowan::test::people()).upgrade(), rowan::migrate::occupied_error);
}

DATABASE_TEST_CASE("create table if not exists is no way around", "[migrate]") {
    rowan::session& db = database.session();
    db.execute("create table jobs (id integer)");
    const sql_folder folder(
        rowan::test::files{{"0001_jobs.sql", "CREATE TABLE IF NOT EXISTS \"jobs\" (id integer, at text);"}});
    CHECK_THROWS_AS(upgraded(db, folder), rowan::migrate::occupied_error);
    rowan::migrator migrator(db, rowan::migrate::folder(folder.path()));
    CHECK(migrator.on_occupied(rowan::migrate::when_occupied::allow).upgrade().applied == ids{"0001"});
}

DATABASE_TEST_CASE("a table that a revision drops before it creates it may be there", "[migrate]") {
    rowan::session& db = database.session();
    db.execute("create table jobs (id integer)");
    const sql_folder folder(
        rowan::test::files{{"0001_jobs.sql", "drop table if exists jobs; create table jobs (id integer);"}});
    CHECK(upgraded(db, folder) == ids{"0001"});
}

DATABASE_TEST_CASE("another tool's table beside the others suggests to adopt", "[migrate]") {
    rowan::session& db = database.session();
    db.execute_script("create table notes (id integer); create table alembic_version (version_num varchar(32))");
    CHECK_THROWS_WITH(upgraded(db, two_files()), containing("alembic_version") && containing("adopt"));
}

DATABASE_TEST_CASE("a baseline takes over a schema that was there first", "[migrate]") {
    rowan::session& db = database.session();
    db.execute("create table notes (id integer primary key)");
    rowan::migrator migrator(db, rowan::migrate::folder(two_files().path()));
    CHECK(migrator.baseline("0001", "made by hand in 2019").to == ids{"0001"});
    CHECK(migrator.history().back().kind == entry_kind::baseline);
    CHECK(migrator.history().back().reason == "made by hand in 2019");
    CHECK(migrator.upgrade().applied == ids{"0002"});
}

DATABASE_TEST_CASE("a baseline lists the tables and columns that are not there", "[migrate]") {
    rowan::session& db = database.session();
    db.execute("create table notes (id integer primary key)");
    CHECK_THROWS_WITH(rowan::migrator(db, rowan::migrate::folder(two_files().path())).baseline("head", "why"),
                      containing("table more (revision 0002)"));
    CHECK_THROWS_WITH(rowan::migrator(db, one(notes("long"))).baseline("head", "why"), containing("column notes.text"));
    CHECK_FALSE(rowan::table_exists(db, "rowan_heads"));
}

DATABASE_TEST_CASE("a baseline where there is a history is refused", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator migrator(db, rowan::test::people());
    migrator.upgrade("001");
    CHECK_THROWS_WITH(migrator.baseline("002", "why"), containing("has a history"));
    migrator.downgrade("base");
    CHECK(migrator.current().empty());
}

DATABASE_TEST_CASE("a database ahead of the program goes back by what the history holds", "[migrate]") {
    rowan::session& db = database.session();
    const auto later = revision("004", "Create extras").after("003").change([](rowan::migrate::operations& op) {
        op.create_table("extras", [](auto& t) { t.bigint("id").primary_key(); });
        op.sql("create table more (id integer)", "drop table more -- gone");
    });
    rowan::migrator(db, people_and(later)).upgrade();
    rowan::migrator old(db, rowan::test::people());
    CHECK_THROWS_AS(old.downgrade("003"), rowan::migrate::migration_error);
    CHECK(old.downgrade_stored("003").applied == ids{"004"});
    CHECK(old.current() == ids{"003"});
    CHECK_FALSE(rowan::table_exists(db, "extras"));
    CHECK_FALSE(rowan::table_exists(db, "more"));
    CHECK(old.upgrade().applied.empty());
}

DATABASE_TEST_CASE("a merge that only the history knows is undone to both its branches", "[migrate]") {
    rowan::session& db = database.session();
    const auto made = [](const char* id, const char* after) {
        return revision(id, id).after(after).change([&](rowan::migrate::operations& op) {
            op.create_table(std::string("t_") + id, [](auto& t) { t.bigint("id").primary_key(); });
        });
    };
    auto all = people_and(made("left", "003"));
    all.push_back(made("right", "003"));
    all.push_back(made("both", "left").after("right"));
    rowan::migrator(db, all).upgrade();
    rowan::migrator old(db, rowan::test::people());
    CHECK(old.downgrade_stored("-1").to == ids{"left", "right"});
    CHECK(old.downgrade_stored("003").to == ids{"003"});
    CHECK_FALSE(rowan::table_exists(db, "t_left"));
}

DATABASE_TEST_CASE("what has no way back in the history stays", "[migrate]") {
    rowan::session& db = database.session();
    rowan::migrator(db, people_and(revision("004", "Forget")
                                       .after("003")
                                       .up([](auto& op) { op.sql("delete from people"); })
                                       .irreversible("rows are gone")))
        .upgrade();
    CHECK_THROWS_WITH(rowan::migrator(db, rowan::test::people()).downgrade_stored("003"),
                      containing("the history holds no way back"));
}

DATABASE_TEST_CASE("a revision that was put in below what is applied is found before anything runs", "[migrate]") {
    rowan::session& db = database.session();
    const sql_folder folder({{"0001_notes.sql", "create table notes (id integer primary key);\n"},
                             {"0003_more.sql", "create table more (id integer primary key);\n"}});
    upgraded(db, folder);
    folder.write("0002_between.sql", "create table between_them (id integer primary key);\n");
    folder.write("0004_last.sql", "create table last_one (id integer primary key);\n");
    rowan::migrator migrator(db, rowan::migrate::folder(folder.path()));
    try {
        migrator.upgrade();
        FAIL("it was passed over");
    } catch (const rowan::migrate::edited_error& error) {
        CHECK(error.revision() == "0002");
        CHECK(error.applied().empty());
        CHECK_THAT(error.what(), containing("stand before what this database has (0003)"));
        CHECK_THAT(error.what(), containing("0002_between.sql"));
    }
    CHECK_FALSE(rowan::table_exists(db, "last_one"));

    CHECK(migrator.repair("0002", "made by hand").applied == ids{"0002"});
    CHECK(migrator.upgrade().applied == ids{"0004"});
}
