#include <rowan/migrate/migrator.hpp>
#include <rowan/session/error.hpp>

#include <support/database.hpp>

// SQLite empties a table before it drops it.

using rowan::migrate::operations;
using rowan::migrate::revision;
using rowan::test::containing;

namespace {

constexpr const char* anew =
    "create table parents_new (id integer primary key, name text);\n"
    "insert into parents_new (id) select id from parents;\n"
    "drop table parents;\n"
    "alter table parents_new rename to parents;\n";

revision family(const std::string& rule) {
    return revision("001", "Create a family")
        .up([&](operations& op) {
            op.sql(
                "create table parents (id integer primary key);\n"
                "create table children (id integer primary key, parent integer references parents (id) " +
                rule +
                ");\n"
                "insert into parents values (1), (2); insert into children values (10, 1), (11, null);");
        })
        .irreversible("a test");
}

revision then(const std::string& script) {
    return revision("002", "Then").after("001").up([&](operations& op) { op.sql(script); }).irreversible("a test");
}

std::int64_t count(rowan::session& in, const std::string& what) {
    return in.query_value<std::int64_t>("select count(*) from " + what);
}

}  // namespace

TEST_CASE("a script does not delete or change rows of children by dropping their parents", "[migrate][sqlite]") {
    for (const std::string rule : {"on delete cascade", "on delete set null", "on delete set default"}) {
        rowan::test::test_database database("memory");
        rowan::session& db = database.session();
        rowan::migrator migrator(db, std::vector<revision>{family(rule), then(anew)});
        CHECK_THROWS_WITH(migrator.upgrade(), containing("1 row of children") && containing(rule) &&
                                                  containing("pragma foreign_keys = off;"));
        CHECK(count(db, "children where parent = 1") == 1);
        CHECK(count(db, "parents") == 2);
        CHECK(migrator.current() == rowan::migrate::position{"001"});
    }
}

TEST_CASE("a table is made anew by a script that switches foreign keys off", "[migrate][sqlite]") {
    rowan::test::test_database database("memory");
    rowan::session& db = database.session();
    rowan::migrator(db, std::vector<revision>{family("on delete cascade"),
                                              then(std::string("pragma foreign_keys = off;\n") + anew)})
        .upgrade();
    CHECK(count(db, "children where parent = 1") == 1);
    CHECK(count(db, "parents where name is null") == 2);
    CHECK_THROWS_AS(db.execute("insert into children values (12, 99)"), rowan::constraint_error);
}

TEST_CASE("a parent goes once nothing refers to it", "[migrate][sqlite]") {
    rowan::test::test_database database("memory");
    rowan::session& db = database.session();
    rowan::migrator(
        db, std::vector<revision>{family("on delete cascade"),
                                  then("update children set parent = null; drop table if exists main.\"parents\"")})
        .upgrade();
    CHECK(count(db, "children") == 2);
}

TEST_CASE("outside of migrations a script drops what it says", "[migrate][sqlite]") {
    rowan::test::test_database database("memory");
    rowan::session& db = database.session();
    rowan::migrator(db, std::vector<revision>{family("on delete cascade")}).upgrade();
    db.execute_script("drop table parents");
    CHECK(count(db, "children") == 1);
}
