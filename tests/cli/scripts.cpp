#include <support/database.hpp>

#include <filesystem>
#include <fstream>

#include "migrations_folder.hpp"

// Scripts beside the revisions: those that are repeatable, and seeds.

using rowan::test::call;
using rowan::test::containing;
using rowan::test::words;
using result = rowan::test::call_result;

namespace {

class folder : public rowan::test::migrations_folder {
public:
    folder() {
        std::filesystem::create_directories(path() / "seeds" / "dev");
        write("0001_people.sql",
              "-- up\ncreate table people (id integer primary key, name varchar(9));\n-- down\ndrop table people;\n");
        write("0002_ages.sql",
              "-- up\nalter table people add column age integer;\n-- down\nalter table people drop "
              "column age;\n");
        write("seeds/first.sql", "insert into people (id, name) values (1, 'ada');\n");
        write("seeds/dev/more.sql", "insert into people (id, name) values (2, 'bob');\n");
    }
    void write_names(const std::string& query) const {
        write("repeatable_names.sql", "drop view if exists names;\ncreate view names as " + query + ";\n");
    }
};

std::int64_t count(rowan::test::test_database& on, const std::string& query) {
    return on.session().query_value<std::int64_t>("select count(*) from " + query);
}

}  // namespace

DATABASE_TEST_CASE("a repeatable script runs behind the revisions, and again only when it was changed", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const folder all;
    all.write_names("select name from people");
    CHECK(all.run(database, {"upgrade", "0001"}).out.find("repeatable") == std::string::npos);
    const result first = all.run(database, {"upgrade"});
    CHECK(first.code == 0);
    CHECK_THAT(first.out, containing("repeatable names … "));
    CHECK(count(database, "names") == 0);
    CHECK_THAT(all.run(database, {"upgrade"}).out, containing("nothing to do: "));
    all.write_names("select name, age from people");
    const result second = all.run(database, {"upgrade", "--json", "--reason", "ages"});
    CHECK_THAT(second.out, containing(R"({"event":"script","kind":"repeatable","name":"names","milliseconds":)"));
    CHECK(count(database, "rowan_history where kind = 'repeatable' and revision = 'names'") == 2);
    CHECK_THAT(all.run(database, {"history"}).out, containing("(ages)"));
}

DATABASE_TEST_CASE("a repeatable script runs again when a revision was undone since", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const folder all;
    all.write_names("select name from people");
    all.run(database, {"upgrade"});
    all.run(database, {"downgrade", "0001"});
    CHECK_THAT(all.run(database, {"upgrade"}).out, containing("repeatable names … "));
}

DATABASE_TEST_CASE("seeds run once, in their order, until they are changed", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const folder all;
    all.run(database, {"upgrade"});
    CHECK_THAT(all.run(database, {"seed"}).out, containing("seed first … "));
    CHECK(count(database, "people") == 1);
    const result dev = all.run(database, {"seed", "dev"});
    CHECK(dev.code == 0);
    CHECK_THAT(dev.out, containing("seed dev/more … "));
    CHECK_THAT(dev.out, containing("1 of 2 run\n"));
    CHECK_THAT(all.run(database, {"seed", "dev"}).out, containing("nothing to do: "));
    all.write("seeds/dev/more.sql", "insert into people (id, name) values (3, 'cleo');\n");
    CHECK_THAT(all.run(database, {"seed", "dev", "--json"}).out,
               containing(R"({"event":"done","run":1,"unchanged":1})"));
    CHECK(count(database, "people") == 3);
}

DATABASE_TEST_CASE("seeds run again when told so, and when the database was emptied", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const folder all;
    all.write("seeds/first.sql", "insert into people (id) select count(*) from people;\n");
    all.run(database, {"upgrade"});
    all.run(database, {"seed"});
    CHECK_THAT(all.run(database, {"seed", "--again"}).out, containing("1 of 1 run\n"));
    CHECK(count(database, "people") == 2);
    all.run(database, {"downgrade", "-1"});
    all.run(database, {"upgrade"});
    CHECK_THAT(all.run(database, {"seed"}).out, containing("nothing to do: "));
    all.run(database, {"reset", "--yes"});
    CHECK_THAT(all.run(database, {"seed"}).out, containing("1 of 1 run\n"));
    CHECK(count(database, "people") == 1);
}

DATABASE_TEST_CASE("a seed that fails leaves nothing, and says where", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    const folder all;
    all.write("seeds/second.sql", "insert into people (id) values (8);\ninsert into nowhere values (1);\n");
    all.run(database, {"upgrade"});
    const result failed = all.run(database, {"seed"});
    CHECK(failed.code == 1);
    CHECK_THAT(failed.error, containing("seed second failed\n  "));
    CHECK_THAT(failed.error, containing("seeds/second.sql:2: "));
    CHECK(count(database, "people") == 1);
    CHECK(count(database, "rowan_history where kind = 'seed'") == 1);
}

DATABASE_TEST_CASE("scripts that a program brings along are run as those of a folder", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the command
    static const rowan::migrate::embedded_file files[] = {
        {"0001_people.sql", "create table people (id integer primary key);"},
        {"repeatable_all.sql", "drop view if exists everybody; create view everybody as select id from people;"},
        {"seeds/dev/ada.sql", "insert into people values (1);"},
    };
    const rowan::cli::program shop{
        .name = "shop",
        .migrations = rowan::migrate::folder("shop", files),
        .repeatables = rowan::migrate::repeatables("shop", files),
        .seeds = [](std::string_view environment) { return rowan::migrate::seeds("shop", files, environment); }};
    CHECK(call({"upgrade", "-d", database.url()}, shop).code == 0);
    CHECK_THAT(call({"seed", "-d", database.url()}, shop).out, containing("there are no seeds\n"));
    CHECK(call({"seed", "dev", "-d", database.url()}, shop).code == 0);
    CHECK(count(database, "everybody") == 1);
}
