#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <support/database.hpp>

#include <rowan/migrate/snapshot.hpp>

#include "call.hpp"
#include "support/catch.hpp"

using namespace rowan;
using test::call;
using test::containing;

namespace {

const cli::program shop{.name = "shop"};

std::string text_in(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

constexpr const char* before =
    "create table tasks (id integer primary key, rank integer not null default 0, note text);"
    "create table log (id integer primary key)";
constexpr const char* after =
    "create table tasks (id integer primary key, rank integer not null);"
    "create index ix on tasks (rank)";

}  // namespace

DATABASE_TEST_CASE("a snapshot differs from a database in what was changed since", "[cli][snapshot]") {
    if (!database.can_be_shared()) return;  // nobody else reads a database in memory
    const test::temporary_folder folder;
    const std::string file = (folder.path() / "schema.json").string();
    session& db = database.session();
    db.execute_script(before);
    const auto written = call({"snapshot", "-d", database.url(), "-o", file}, shop);
    INFO(written.error);
    CHECK(written.code == 0);
    CHECK(written.out == "wrote " + file + "\n");
    CHECK(text_in(file) == call({"snapshot", "-d", database.url()}, shop).out);

    const auto same = call({"diff", "-d", database.url(), file}, shop);
    CHECK(same.code == 0);
    CHECK_THAT(same.out, containing("no difference between "));

    db.execute_script("alter table tasks add column rating integer; drop table log");
    const std::string integer = database.is("sqlite") ? "INTEGER" : "integer";
    const auto differs = call({"diff", file, database.url()}, shop);
    CHECK(differs.code == 4);
    CHECK_THAT(differs.out, containing("FROM  " + file + "\nTO    "));
    CHECK_THAT(differs.out, containing("\ntable log: in FROM, not in TO\n"
                                       "table tasks\n"
                                       "  column rating: not in FROM, \"" +
                                       integer +
                                       "\" in TO\n"
                                       "2 differences in 2 objects\n"));
    const auto json = call({"diff", file, "-d", database.url(), "--json"}, shop);
    CHECK(json.code == 4);
    CHECK_THAT(json.out,
               containing(R"("part_name":"rating","property":null,"left":")" + integer + R"(","right":null)"));
    CHECK_THAT(json.out, containing(R"("fingerprint":")" + migrate::fingerprint(migrate::take_snapshot(db).schema)));
    CHECK(call({"diff", "-d", database.url(), file, "--ignore", "log"}, shop).out.find("log") == std::string::npos);
}

DATABASE_TEST_CASE("what diff --sql prints makes one database like the other", "[cli][snapshot]") {
    if (!database.can_be_shared()) return;
    const test::temporary_folder folder;
    const std::string wanted = (folder.path() / "wanted.json").string();
    session& db = database.session();
    db.execute_script(after);
    CHECK(call({"snapshot", "-d", database.url(), "-o", wanted}, shop).code == 0);
    db.execute_script("drop table tasks; " + std::string(before));
    CHECK(call({"diff", database.url(), wanted}, shop).code == 4);
    const auto sql = call({"diff", "-d", database.url(), wanted, "--sql"}, shop);
    INFO(sql.out << sql.error);
    CHECK(sql.code == 4);
    CHECK_THAT(sql.out, containing("-- this loses the rows of log"));
    CHECK_THAT(sql.out, containing("-- this loses what the rows of tasks have in note"));
    db.execute_script(sql.out);
    CHECK(call({"diff", database.url(), wanted}, shop).out.starts_with("no difference"));
    CHECK(call({"diff", database.url(), wanted, "--sql"}, shop).out.empty());
}

TEST_CASE("two snapshots are compared without a database", "[cli][snapshot]") {
    const test::temporary_folder folder;
    test::test_database database("file");
    database.session().execute_script(before);
    const std::string old = (folder.path() / "old.json").string();
    const std::string now = (folder.path() / "new.json").string();
    CHECK(call({"snapshot", "-d", database.url(), "-o", old}, shop).code == 0);
    database.session().execute_script("drop table tasks; drop table log; " + std::string(after));
    CHECK(call({"snapshot", "-d", database.url(), "-o", now}, shop).code == 0);
    const auto sql = call({"diff", old, now, "--sql"}, shop);
    INFO(sql.out << sql.error);
    test::test_database again("memory");
    again.session().execute_script(before);
    again.session().execute_script(sql.out);
    CHECK(migrate::fingerprint(migrate::take_snapshot(again.session()).schema) ==
          migrate::fingerprint(migrate::read_snapshot(text_in(now)).schema));
}

TEST_CASE("what cannot be compared is said", "[cli][snapshot]") {
    const test::temporary_folder folder;
    const std::string sqlite = (folder.path() / "sqlite.json").string();
    const std::string postgresql = (folder.path() / "postgresql.json").string();
    const std::string wrong = (folder.path() / "wrong.json").string();
    std::ofstream(sqlite) << to_json(migrate::snapshot{"sqlite", {}, {}, {}});
    std::ofstream(postgresql) << to_json(migrate::snapshot{"postgresql", {}, {}, {}});
    std::ofstream(wrong) << R"({"rowan_snapshot": 1, "dialect": "sqlite", "schema": {"tables": [{"name": 1}]}})";
    const auto fails = [&](const test::words& words, const std::string& with, int code = 1) {
        const auto result = call(words, shop);
        CHECK(result.code == code);
        CHECK_THAT(result.error, containing(with));
        CHECK(result.error.find("secret") == std::string::npos);
    };
    fails({"diff", sqlite, postgresql}, "only two of one backend can be compared");
    fails({"diff", sqlite, (folder.path() / "no.json").string()}, "no.json cannot be read");
    fails({"diff", sqlite, folder.path().string()}, "cannot be read");
    fails({"diff", sqlite, wrong}, "wrong.json: this is no snapshot that can be read: schema.tables[0].name");
    fails({"diff", sqlite, "sqlite:///" + (folder.path() / "no.db").string()}, "no.db does not exist");
    CHECK_FALSE(std::filesystem::exists(folder.path() / "no.db"));
    fails({"diff", sqlite, "postgresql://me:secret@localhost:1/shop"}, "localhost");
    fails({"diff", sqlite, "mysql://me:secret@localhost/shop"}, "it begins with none of");
    fails({"diff", sqlite}, "which database?", 2);
    fails({"diff"}, "WHAT", 2);
    fails({"diff", sqlite, sqlite, sqlite}, "", 2);
    fails({"diff", sqlite, sqlite, "--sql", "--json"}, "--json", 2);
}

TEST_CASE("no password is written into a snapshot or shown", "[cli][snapshot][database]") {
    test::test_database database("postgresql");
    const auto taken = call({"snapshot", "-d", database.url()}, shop);
    const auto shown = migrate::read_snapshot(taken.out).taken_from;
    CHECK(shown.starts_with("postgresql://"));
    const std::string url = database.url();
    const auto at = url.find('@');
    const auto colon = url.find(':', url.find("://") + 3);
    if (at != std::string::npos && colon < at) {
        CHECK(taken.out.find(url.substr(colon, at - colon + 1)) == std::string::npos);
    }
}
