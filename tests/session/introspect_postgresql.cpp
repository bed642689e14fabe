#include "session/hard_schemas.hpp"
#include "session/introspect_whole.hpp"
#include "support/shell.hpp"

#include <algorithm>
#include <sstream>

using namespace rowan;

namespace {

/// What pg_dump writes, statement by statement, sorted: which order it takes depends on numbers.
std::vector<std::string> dump_of(const std::string& url) {
    const auto dumped = test::shell("pg_dump --schema-only --no-owner --no-privileges -d " + test::quoted(url));
    REQUIRE(dumped.code == 0);
    std::vector<std::string> result(1);
    std::istringstream lines(dumped.text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("\\")) continue;  // a key of its own in each dump
        if (line.starts_with("-- Name: ")) result.emplace_back();
        (result.back() += line) += '\n';
    }
    std::sort(result.begin(), result.end());
    return result;
}

void require_same(const std::vector<std::string>& one, const std::vector<std::string>& other) {
    for (std::size_t i = 0; i < std::min(one.size(), other.size()); ++i) REQUIRE(one[i] == other[i]);
    CHECK(one.size() == other.size());
}

}  // namespace

TEST_CASE("a PostgreSQL database with everything in it is made anew from what was read", "[introspect][database]") {
    test::test_database first("postgresql");
    test::make_hard_postgresql(first.session());
    test::make_rare_postgresql(first.session());
    const introspect_options all{.every_schema = true};
    const auto there = introspect(first.session(), all);
    const auto dumped = dump_of(first.url());
    test::test_database second("postgresql");  // the same one, emptied
    test::require_same(there, test::made_of(there, second.session(), all));
    require_same(dumped, dump_of(second.url()));
}

TEST_CASE("tables of the schemas that were asked for are read", "[introspect][database]") {
    test::test_database database("postgresql");
    auto& db = database.session();
    db.execute_script(
        "create schema a; create schema b; create table here (id integer); create table a.there (id integer); "
        "create table b.elsewhere (id integer)");
    const auto names = [&](const introspect_options& options) {
        std::vector<std::string> result;
        for (const schema::table& each : introspect(db, options).tables)
            result.push_back(each.schema_name + '.' + each.name);
        return result;
    };
    using list = std::vector<std::string>;
    CHECK(names({}) == list{".here"});
    CHECK(names({.schemas = {"a", "b"}}) == list{"a.there", "b.elsewhere"});
    CHECK(names({.every_schema = true}) == list{"a.there", "b.elsewhere", ".here"});
    db.execute("set search_path = b, public");
    CHECK(names({}) == list{".elsewhere", "public.here"});
    CHECK(names({.without_tables = {"here"}}) == list{".elsewhere"});
}

TEST_CASE("what an extension made is left to it", "[introspect][database]") {
    test::test_database database("postgresql");
    auto& db = database.session();
    db.execute_script(
        "create schema extras; create extension citext schema extras; create table a (name extras.citext)");
    const auto found = introspect(db, {.every_schema = true});
    CHECK(std::count(found.extensions.begin(), found.extensions.end(), schema::extension{"citext", "extras"}) == 1);
    CHECK(found.functions.empty());
    CHECK(found.others.empty());
    test::test_database second("postgresql");
    test::require_same(found, test::made_of(found, second.session(), {.every_schema = true}));
}
