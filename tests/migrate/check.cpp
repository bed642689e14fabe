#include <support/database.hpp>

#include <rowan/migrate/check.hpp>
#include <rowan/migrate/snapshot.hpp>
#include <rowan/session/introspect.hpp>

#include "people.hpp"

#include <algorithm>

using namespace rowan;
using rowan::migrate::check_part;
using rowan::migrate::check_report;
using rowan::test::containing;
using rowan::test::people;
using rowan::test::people_and;

namespace {

const check_part& part(const check_report& of, const std::string& name) {
    const auto found =
        std::find_if(of.parts.begin(), of.parts.end(), [&](const check_part& each) { return each.name == name; });
    INFO(of.text());
    REQUIRE(found != of.parts.end());
    return *found;
}

std::string finding(const check_report& of, const std::string& name) {
    const auto& all = part(of, name).findings;
    INFO(of.text());
    REQUIRE(all.size() == 1);
    return all.front().what;
}

migrate::seed_set seeds(const std::string& environment, std::string sql) {
    return {environment, {{environment + "/people", {.script = std::move(sql)}, "1"}}};
}

}  // namespace

DATABASE_TEST_CASE("revisions that are in order are said to be", "[check]") {
    const check_report found = migrate::check(&database.session(), people());
    INFO(found.text());
    CHECK(found);
    CHECK(part(found, "heads").summary == "one head, 003");
    CHECK(part(found, "upgrade").summary == "3 revisions applied to an empty database");
    CHECK(part(found, "downgrade").summary == "3 revisions undone, down to an empty database");
    CHECK(introspect(database.session(), {.every_schema = true}).tables.empty());
}

TEST_CASE("without a database, check says what it has not looked at", "[check]") {
    const check_report found = migrate::check(nullptr, people());
    CHECK(found);
    CHECK(part(found, "heads").looked_at);
    CHECK_FALSE(part(found, "upgrade").looked_at);
    CHECK_THAT(found.text(),
               containing("seeds: not looked at: it takes a database, beside which the revisions are run"));
}

TEST_CASE("two heads are a finding", "[check]") {
    const migrate::graph all(people_and(migrate::revision("004", "Beside").after("002").change([](auto&) {})));
    const check_report found = migrate::check(nullptr, all);
    CHECK_FALSE(found);
    CHECK(finding(found, "heads") == "there are 2 heads: 003, 004");
}

DATABASE_TEST_CASE("a revision that does not apply is a finding, and the rest is left", "[check]") {
    const migrate::graph all(people_and(migrate::revision("004", "Break")
                                            .after("003")
                                            .up([](auto& op) { op.sql("select missing from people"); })
                                            .irreversible("test")));
    const check_report found = migrate::check(&database.session(), all, {.seeds = {seeds("dev", "select 1")}});
    CHECK_THAT(finding(found, "upgrade"), containing("revision 004 (Break) failed") && containing("missing"));
    CHECK_FALSE(part(found, "downgrade").looked_at);
    CHECK_FALSE(part(found, "seeds").looked_at);
}

DATABASE_TEST_CASE("a way down that does not work is a finding", "[check]") {
    const migrate::graph all(people_and(migrate::revision("004", "Break")
                                            .after("003")
                                            .up([](auto& op) { op.sql("create table notes (id integer)"); })
                                            .down([](auto& op) { op.sql("drop table note"); })));
    CHECK_THAT(finding(migrate::check(&database.session(), all), "downgrade"),
               containing("undoing revision 004 (Break) failed"));
}

DATABASE_TEST_CASE("ways down are followed to where one is said not to be", "[check]") {
    const migrate::graph all({test::people_001(), test::people_002(),
                              migrate::revision("003", "Lose").after("002").up([](auto&) {}).irreversible("it is lost"),
                              migrate::revision("004", "More").after("003").change([](auto&) {})});
    CHECK(part(migrate::check(&database.session(), all), "downgrade").summary ==
          "1 revision undone, down to 003, which says that there is no way back");
}

DATABASE_TEST_CASE("branches are undone, each revision once nothing needs it", "[check]") {
    const migrate::graph all(people_and(
        migrate::revision("004", "Beside").after("001").depends_on("003").change([](migrate::operations& op) {
            op.create_table("notes", [](auto& t) { t.identity("id").primary_key(); });
        })));
    CHECK(part(migrate::check(&database.session(), all), "downgrade").summary ==
          "4 revisions undone, down to an empty database");
}

DATABASE_TEST_CASE("what autogenerate would write is a finding for each operation", "[check]") {
    schema::blueprint wanted;
    wanted.database.tables.push_back({.name = "notes", .columns = {{.name = "id", .type = {type_kind::bigint}}}});
    const check_report found =
        migrate::check(&database.session(), people(), {.structs = wanted, .ignored = {"people"}});
    CHECK_THAT(found.text(), containing("structs: the structs want: create table \"notes\"\n"
                                        "    create --autogenerate writes the revision\n"));
}

DATABASE_TEST_CASE("seeds run, and run again, for each environment by itself", "[check]") {
    const std::string rows = "insert into people (name, mood) values ('Ada', 'glad')";
    const check_report found = migrate::check(
        &database.session(), people(),
        {.seeds = {seeds("dev", rows + " on conflict do nothing"), seeds("demo", rows + " on conflict do nothing")}});
    INFO(found.text());
    CHECK(found);
    CHECK(part(found, "seeds").summary == "seeds for dev (1 script), seeds for demo (1 script): run, and run again");
}

DATABASE_TEST_CASE("a seed that does not bear its own rows is a finding", "[check]") {
    const check_report found =
        migrate::check(&database.session(), people(),
                       {.seeds = {seeds("dev", "insert into people (name, mood) values ('Ada', 'glad')")}});
    CHECK_THAT(finding(found, "seeds"), containing("seeds for dev, run again: seed dev/people failed"));
}

DATABASE_TEST_CASE("a seed for another schema is a finding", "[check]") {
    const check_report found = migrate::check(&database.session(), people(),
                                              {.seeds = {seeds("dev", "insert into person (name) values ('Ada')")}});
    CHECK_THAT(finding(found, "seeds"), containing("seeds for dev: seed dev/people failed"));
}
