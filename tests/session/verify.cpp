#include "support/database.hpp"

#include <rowan/session/verify.hpp>
#include <rowan/types/decimal.hpp>
#include <rowan/types/id.hpp>

#include <boost/describe.hpp>

#include <algorithm>

namespace {

enum class mood { sad, glad };
BOOST_DESCRIBE_ENUM(mood, sad, glad)

struct grower {
    rowan::id<grower> id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(grower, (), (id, name))

struct tree {
    std::int64_t id = 0;
    rowan::id<grower> grower_id;
    std::string name;
    std::optional<double> height;
    mood feels{};
    rowan::decimal price;
    rowan::timestamp planted;
    std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(tree, (), (id, grower_id, name, height, feels, price, planted, tags))

}  // namespace

template <>
inline constexpr auto rowan::table_of<grower> = rowan::table<grower>("growers").primary_key<&grower::id>();
template <>
inline constexpr auto rowan::table_of<tree> = rowan::table<tree>("trees")
                                                  .primary_key<&tree::id>()
                                                  .identity<&tree::id>()
                                                  .max_length<&tree::name>(40)
                                                  .precision<&tree::price>(8, 2)
                                                  .index<&tree::grower_id>()
                                                  .foreign_key<&tree::grower_id, &grower::id>();

namespace {

using kind = rowan::difference::kind;

/// Makes the tables as the structs describe them.
void create(rowan::session& db) {
    if (db.dialect().can().enum_types) db.apply(rowan::schema::create_enum{{"mood", {"sad", "glad"}}});
    db.apply(rowan::schema::create_table{rowan::schema_table<grower>()});
    db.apply(rowan::schema::create_table{rowan::schema_table<tree>()});
}

std::vector<kind> kinds_of(const rowan::verification& found) {
    std::vector<kind> result;
    for (const auto& each : found.differences()) result.push_back(each.what);
    return result;
}

std::string only_text(const rowan::verification& found) {
    REQUIRE(found.differences().size() == 1);
    return found.differences().front().text;
}

}  // namespace

DATABASE_TEST_CASE("tables made from structs verify", "[verify]") {
    auto& db = database.session();
    create(db);
    const auto found = rowan::verify<grower, tree>(db);
    CHECK(found.text() == db.description() + " has the tables that the structs describe");
    CHECK(found);
    CHECK_NOTHROW(found.require());
}

DATABASE_TEST_CASE("a table that is missing is told", "[verify]") {
    const auto found = rowan::verify<grower>(database.session());
    CHECK_FALSE(found);
    CHECK(only_text(found) == "growers: there is no such table");
    CHECK_THROWS_AS(found.require(), rowan::mapping_error);
}

DATABASE_TEST_CASE("every difference stands in one report", "[verify]") {
    auto& db = database.session();
    db.execute_script(
        "create table growers (id bigint primary key, name text, code text not null, kind text not null default 'x')");
    const auto found = rowan::verify<grower, tree>(db);
    CHECK(kinds_of(found) == std::vector<kind>{kind::other_type, kind::other_nullable, kind::required_column,
                                               kind::missing_table});
    CHECK(found.differences()[1].text == "growers.name: may be NULL, the struct's member is no std::optional");
    CHECK(found.differences()[2].column == "code");
    CHECK(found.text().find("(4 differences)") != std::string::npos);
}

DATABASE_TEST_CASE("a column that is missing is told", "[verify]") {
    auto& db = database.session();
    create(db);
    db.execute_script("alter table trees drop column height");
    CHECK(only_text(rowan::verify<tree>(db)) == "trees.height: there is no such column");
}

DATABASE_TEST_CASE("a foreign key without an index is told", "[verify]") {
    auto& db = database.session();
    create(db);
    db.execute_script("drop index ix_trees_grower_id");
    CHECK(kinds_of(rowan::verify<tree>(db)) == std::vector<kind>{kind::missing_index});
    db.execute_script("create index partly on trees (grower_id) where height > 1");
    CHECK_FALSE(rowan::verify<tree>(db));
    db.execute_script("create index wholly on trees (grower_id, name)");
    CHECK(rowan::verify<tree>(db));
}

DATABASE_TEST_CASE("another primary key is told", "[verify]") {
    auto& db = database.session();
    db.execute_script("create table growers (id uuid not null, name text not null, primary key (name, id))");
    const auto found = rowan::verify<grower>(db);
    const auto& last = found.differences().back();
    CHECK(last.what == kind::other_key);
    CHECK(last.text == "growers: its primary key is (name, id), the struct has (id)");
}

TEST_CASE("labels and lengths that differ are told on PostgreSQL", "[verify][database]") {
    rowan::test::test_database database("postgresql");
    auto& db = database.session();
    create(db);
    db.execute_script(
        "alter table trees alter name type varchar(20); alter table trees alter price type numeric(9, 2);"
        "alter type mood add value 'so so'; alter table trees alter planted type timestamp;");
    const auto found = rowan::verify<tree>(db);
    CHECK(kinds_of(found) == std::vector<kind>{kind::other_type, kind::other_type, kind::other_type, kind::other_type});
    CHECK(found.differences()[0].text == "trees.name: is varchar(20), the struct has varchar(40)");
    CHECK(found.differences()[1].text ==
          "trees.feels: is \"mood\" (sad, glad, so so), the struct has \"mood\" (sad, glad)");
    CHECK(found.differences()[3].text == "trees.planted: is timestamp without time zone, the struct has timestamptz");
}

TEST_CASE("a table in another schema of PostgreSQL is not taken for one of the search path", "[verify][database][own_process]") {
    rowan::test::test_database database("postgresql");
    auto& db = database.session();
    db.execute_script("create schema apart; create table apart.growers (id uuid primary key, name text not null)");
    CHECK_FALSE(rowan::verify<grower>(db));
    db.execute_script("set search_path = apart");
    CHECK(rowan::verify<grower>(db));
}
