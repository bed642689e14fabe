#include "examples/program.hpp"

#include <rowan/types/json.hpp>

#include <algorithm>

using examples::outcome;
using examples::runner;
using rowan::test::containing;

namespace {

struct world_row {
    int id = 0;
    int randomNumber = 0;
};
BOOST_DESCRIBE_STRUCT(world_row, (), (id, randomNumber))

/// The program on a database that this process sees, too: it has none in memory for others.
struct benchmark {
    explicit benchmark(rowan::test::test_database& database)
        : on(database.is("memory") ? "sqlite:///world.db" : examples::quoted(database.url())) {}

    outcome run(const std::string& words) const { return program.run("techempower " + on + ' ' + words); }
    std::vector<world_row> worlds(const std::string& words) const {
        return rowan::from_json<std::vector<world_row>>(run(words).output);
    }

    runner program;
    std::string on;
};

bool in_range(const world_row& one) {
    return 1 <= one.id && one.id <= 10'000 && 1 <= one.randomNumber && one.randomNumber <= 10'000;
}

/// Where `part` begins.
std::size_t place(const std::string& in, const std::string& part) {
    CAPTURE(part);
    REQUIRE_THAT(in, containing(part));
    return in.find(part);
}

}  // namespace

TEST_CASE("techempower shows all four tests where it is not told which", "[examples]") {
    const auto ran = runner().run("techempower");
    CHECK(ran.status == 0);
    CHECK(std::count(ran.output.begin(), ran.output.end(), '\n') == 4);
}

DATABASE_TEST_CASE("a single query answers one of ten thousand worlds", "[examples]") {
    const auto ran = benchmark(database).run("db");
    CHECK(ran.status == 0);
    CHECK(in_range(rowan::from_json<world_row>(ran.output)));
}

DATABASE_TEST_CASE("multiple queries answer as many worlds as they are", "[examples]") {
    const auto worlds = benchmark(database).worlds("queries 20");
    CHECK(worlds.size() == 20);
    CHECK(std::all_of(worlds.begin(), worlds.end(), in_range));
}

DATABASE_TEST_CASE("queries are at least one and at most five hundred", "[examples]") {
    const benchmark test(database);
    CHECK(test.worlds("queries 1").size() == 1);
    CHECK(test.worlds("queries 500").size() == 500);
    CHECK(test.worlds("queries 0").size() == 1);
    CHECK(test.worlds("queries -7").size() == 1);
    CHECK(test.worlds("queries 501").size() == 500);
    CHECK(test.worlds("queries 99999999999999999999").size() == 500);
}

DATABASE_TEST_CASE("queries that are no number are one", "[examples]") {
    const benchmark test(database);
    for (const char* queries : {"foo", "''", "5x", "1.5", "99999999999999999999x"}) {
        CAPTURE(queries);
        CHECK(test.worlds(std::string("queries ") + queries).size() == 1);
    }
}

DATABASE_TEST_CASE("updates answer what they have stored", "[examples]") {
    if (database.is("memory")) return;  // another process has no access to it
    const auto changed = benchmark(database).worlds("updates 50");
    CHECK(changed.size() == 50);
    for (const auto& one : changed) {
        CAPTURE(one.id);
        const auto* const sql = R"(select "randomNumber" from "world" where "id" = $1)";
        CHECK(database.session().query_value<int>(sql, one.id) == one.randomNumber);
    }
}

DATABASE_TEST_CASE("updates leave the other worlds alone", "[examples]") {
    if (database.is("memory")) return;
    const benchmark test(database);
    test.run("db");
    auto& db = database.session();
    db.execute(R"(update "world" set "randomNumber" = -1)");
    test.run("updates 500");
    CHECK(db.query_value<std::int64_t>(R"(select count(*) from "world" where "randomNumber" > 0)") == 500);
}

DATABASE_TEST_CASE("processes that update the same worlds at once do not wait for each other in a circle",
                   "[examples]") {
    if (database.is("memory")) return;
    const benchmark test(database);
    test.run("db");
    std::string several;
    for (int i = 0; i != 4; ++i) several += "(techempower " + test.on + " updates 500 >/dev/null || echo failed) & ";
    CHECK(test.program.run("sh -c " + examples::quoted(several + "wait")).output.empty());
}

DATABASE_TEST_CASE("fortunes are sorted by message, with the one of this request", "[examples]") {
    const auto page = benchmark(database).run("fortunes").output;
    const auto added = place(page, "<tr><td>0</td><td>Additional fortune added at request time.</td></tr>");
    CHECK(place(page, "<td>10</td>") < place(page, "<td>11</td>"));  // as they are, not as they are escaped
    CHECK(place(page, "<td>1</td>") < added);
    CHECK(added < place(page, "<td>9</td>"));
    CHECK(place(page, "<td>9</td>") < place(page, "<td>12</td>"));
}

DATABASE_TEST_CASE("fortunes are escaped", "[examples]") {
    const auto page = benchmark(database).run("fortunes").output;
    CHECK_THAT(page, containing("&lt;script&gt;alert(&quot;no box shall open&quot;);&lt;/script&gt;"));
    CHECK_THAT(page, containing("Fish &amp; chips"));
    CHECK_THAT(page, containing("It&#39;s"));
    CHECK_THAT(page, !containing("<script>"));
}

DATABASE_TEST_CASE("fortunes are UTF-8", "[examples]") {
    CHECK_THAT(benchmark(database).run("fortunes").output, containing("ナナカマドの実は赤い。"));
}

TEST_CASE("the fortunes are one page", "[examples]") {
    CHECK(runner().run("techempower sqlite://:memory: fortunes").output ==
          examples::expected("techempower_fortunes.txt"));
}
