#include <support/database.hpp>

#include <fstream>

#include "migrations_folder.hpp"

// Revisions that stopped half-way, as an operator meets them.

using rowan::test::call;
using rowan::test::containing;
using rowan::test::words;
using result = rowan::test::call_result;

namespace {

class folder : public rowan::test::migrations_folder {
public:
    explicit folder(const std::string& text) { write(text); }
    void write(const std::string& text) const { migrations_folder::write("0001_notes.sql", text); }
};

}  // namespace

DATABASE_TEST_CASE("a revision that stopped half-way has an exit code, is shown, and goes on", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const std::string begin = "-- no transaction\ncreate table notes (id integer primary key);\n";
    const folder all(begin + "insert into nowhere values (1);\n");
    const result stopped = all.run(database, {"upgrade"});
    CHECK(stopped.code == rowan::cli::half_applied);
    CHECK_THAT(stopped.error, containing("0001_notes.sql:3"));

    const result current = all.run(database, {"current"});
    CHECK_THAT(current.out, containing("0001 stopped half-way up: 1 of 2 statements are done, since "));
    CHECK_THAT(current.out, containing("the next upgrade goes on behind them"));
    CHECK_THAT(
        all.run(database, {"current", "--json"}).out,
        containing(R"("unfinished":[{"revision":"0001","direction":"upgrade","done":1,"total":2,"in_doubt":null)"));

    all.write(begin + "insert into notes values (1);\n");
    CHECK(all.run(database, {"upgrade"}).code == 0);
    CHECK(database.session().query_value<std::int64_t>("select count(*) from notes") == 1);
    CHECK_THAT(all.run(database, {"current", "--json"}).out, containing(R"("unfinished":[])"));
}

DATABASE_TEST_CASE("a revision whose work was undone by hand starts over", "[cli]") {
    if (!database.can_be_shared()) return;
    const folder all(
        "-- no transaction\ncreate table notes (id integer primary key);\ninsert into nowhere values (1);\n");
    CHECK(all.run(database, {"upgrade"}).code == rowan::cli::half_applied);
    database.session().execute_script("drop table notes");
    all.write("-- no transaction\ncreate table papers (id integer primary key);\n");
    CHECK_THAT(all.run(database, {"upgrade"}).error, containing("0001"));
    CHECK(all.run(database, {"repair", "--start-over"}).code == 0);
    CHECK(all.run(database, {"upgrade"}).code == 0);
    CHECK(all.run(database, {"repair", "--start-over"}).code == 1);
    CHECK(all.run(database, {"repair"}).code == 2);
    CHECK(all.run(database, {"repair", "--rerun", "--mark-done"}).code == 2);
}

TEST_CASE("a statement in doubt waits for somebody to say what became of it", "[cli][postgresql]") {
    const rowan::test::test_database database("postgresql");
    const folder all(
        "-- no transaction\ncreate table notes (id integer);\n"
        "do $$ begin insert into notes values (1); commit; perform pg_terminate_backend(pg_backend_pid()); end $$;\n"
        "insert into notes values (2);\n");
    CHECK(all.run(database, {"upgrade"}).code == rowan::cli::half_applied);
    CHECK(all.run(database, {"upgrade"}).code == rowan::cli::half_applied);
    CHECK_THAT(all.run(database, {"current"}).out, containing("in doubt: do $$ begin"));
    CHECK(all.run(database, {"repair", "--mark-done"}).code == 0);
    CHECK(all.run(database, {"upgrade"}).code == 0);
    rowan::session db = database.open();
    CHECK(db.query_value<std::int64_t>("select sum(id) from notes") == 3);
}
