#include "cli/call.hpp"
#include "support/database.hpp"

#include <rowan/migrate/migrator.hpp>
#include <rowan/query/repository.hpp>
#include <rowan/session/backend.hpp>
#include <rowan/session/database_template.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/pool.hpp>
#include <rowan/session/soci.hpp>
#include <rowan/session/verify.hpp>
#include <rowan/types/decimal.hpp>
#include <rowan/types/id.hpp>

#include <boost/describe.hpp>

#include <fstream>

namespace {
enum class mood { sad, glad };
BOOST_DESCRIBE_ENUM(mood, sad, glad)

struct cook {
    rowan::id<cook> id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(cook, (), (id, name))

struct dish {
    std::int64_t id = 0;
    rowan::id<cook> cook_id;
    std::string name;
    rowan::decimal price;
    mood feels{};
    rowan::timestamp created_at;
    std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(dish, (), (id, cook_id, name, price, feels, created_at, tags))

struct kitchen : cook {
    std::vector<dish> dishes;
};
BOOST_DESCRIBE_STRUCT(kitchen, (cook), (dishes))
}  // namespace

template <>
inline constexpr auto rowan::table_of<cook> = rowan::table<cook>("cooks").primary_key<&cook::id>();
template <>
inline constexpr auto rowan::table_of<dish> = rowan::table<dish>("dishes")
                                                  .primary_key<&dish::id>()
                                                  .identity<&dish::id>()
                                                  .precision<&dish::price>(8, 2)
                                                  .index<&dish::cook_id>()
                                                  .foreign_key<&dish::cook_id, &cook::id>(rowan::on_delete::cascade);

namespace {
using rowan::field;
using rowan::test::call;
using rowan::test::containing;

std::vector<rowan::migrate::revision> migrations() {
    using rowan::migrate::operations;
    using rowan::migrate::revision;
    return {revision("001", "Begin").change([](operations& op) {
                op.add(rowan::schema::create_table{rowan::schema_table<cook>()});
                op.add(rowan::schema::create_table{rowan::schema_table<dish>()});
            }),
            revision("002", "Add notes")
                .after("001")
                .up([](operations& op) {
                    op.sql(rowan::schema::sql_text("create table notes (id bigint, body text)")
                               .on("drawer", "create table notes (id integer, drawn text)"));
                })
                .down([](operations& op) { op.sql("drop table notes"); })};
}

/// A drawer in a file with a revision behind it.
struct kitchen_drawer {
    kitchen_drawer() { rowan::migrator(db, migrations()).upgrade(); }
    rowan::test::temporary_folder folder;
    std::string url = "drawer:" + (folder.path() / "kitchen").string();
    rowan::session db = rowan::open(url);
};
}  // namespace

TEST_CASE("a URL of an added backend opens its driver", "[third_backend]") {
    const rowan::session db = rowan::open("drawer:");
    CHECK(db.dialect().name() == "drawer");
    CHECK(db.description() == "drawer:");
}

TEST_CASE("repositories, conditions and relations work on an added backend", "[third_backend]") {
    kitchen_drawer in;
    rowan::repository<cook> cooks(in.db);
    rowan::repository<dish> dishes(in.db);
    const cook ada = cooks.insert({.name = "Ada"});
    std::vector<dish> many;
    for (int i = 0; i != 60; ++i) {
        many.push_back({.cook_id = ada.id,
                        .name = "Soup " + std::to_string(i),
                        .price = rowan::decimal("7.20"),
                        .feels = mood::glad,
                        .tags = {"hot"}});
    }
    const auto stored = dishes.insert_all(many);
    REQUIRE(stored.size() == 60);
    CHECK(dishes.get(stored[7].id).price == rowan::decimal("7.20"));
    CHECK(dishes.where(field<&dish::name>.ilike("sOUP 1_") && field<&dish::feels> == mood::glad).count() == 10);
    CHECK(dishes.where(field<&dish::tags>.contains(std::string("hot"))).count() == 60);
    CHECK(cooks.get<kitchen>(ada.id).dishes.size() == 60);
    cooks.remove(ada.id);
    CHECK(dishes.count() == 0);
}

TEST_CASE("an added backend's capabilities decide what is rendered for it", "[third_backend]") {
    rowan::session db = rowan::open("drawer:");
    std::string name;
    CHECK_THROWS_AS(db.dialect().append_identifier(name, std::string(31, 'x')), rowan::mapping_error);
    CHECK_THROWS_AS(db.bulk_insert({"", "dishes"}, {}), rowan::usage_error);
    CHECK_THAT(db.dialect().render(rowan::schema::create_table{rowan::schema_table<dish>()}).front(),
               containing("\"cook_id\" text not null"));
}

TEST_CASE("an added backend is migrated up and down, with words of its own", "[third_backend]") {
    kitchen_drawer in;
    CHECK(rowan::table_exists(in.db, "notes"));
    CHECK(rowan::introspect_columns(in.db, {"notes"}).front().columns == std::vector<std::string>{"id", "drawn"});
    CHECK(rowan::verify<cook, dish>(in.db));
    rowan::migrator(in.db, migrations()).downgrade("base");
    CHECK_FALSE(rowan::table_exists(in.db, "dishes"));
}

TEST_CASE("a table is changed on an added backend as its driver does it", "[third_backend]") {
    kitchen_drawer in;
    rowan::repository<cook>(in.db).insert({.name = "Ada"});
    rowan::schema::column before = rowan::schema_table<cook>().columns.at(1);
    rowan::schema::column after = before;
    after.nullable = true;
    in.db.apply(rowan::schema::alter_table{"cooks", {rowan::schema::alter_column{before, after, {}, {}}}, {}});
    CHECK_NOTHROW(in.db.execute("update cooks set name = null"));
}

TEST_CASE("a pool on an added backend has its one writer", "[third_backend]") {
    const kitchen_drawer in;
    rowan::pool sessions(in.url, {.size = 3});
    auto reader = sessions.read();
    CHECK_THROWS_AS(reader->execute("delete from dishes"), rowan::read_only_error);
    CHECK_NOTHROW(sessions.take()->execute("delete from dishes"));
}

TEST_CASE("what an added backend has no part for is told in its name", "[third_backend]") {
    rowan::session db = rowan::open("drawer:");
    CHECK_THROWS_WITH(rowan::soci_session(db), containing("drawer"));
    CHECK_THROWS_WITH(rowan::introspect_extension(db, "vector"), containing("drawer has no extensions"));
    CHECK_THROWS_WITH(rowan::testing::database_template("drawer:", [](rowan::session&) {}), containing("drawer"));
}

TEST_CASE("a malformed URL is answered with the forms of an added backend, too", "[third_backend]") {
    CHECK_THROWS_WITH(rowan::open("cupboard:x"),
                      containing("drawer:/absolute/file") && containing("sqlite://:memory:"));
    CHECK_THROWS_WITH(rowan::open("drawer:?x"), containing("a drawer has no options"));
}

TEST_CASE("a name is no second backend's", "[third_backend]") {
    CHECK_THROWS_AS(rowan::add_backend(*rowan::find_backend("drawer")), rowan::usage_error);
    CHECK_THROWS_AS(rowan::add_backend(*rowan::find_backend("sqlite")), rowan::usage_error);
}

TEST_CASE("the command line works on an added backend, with files for it alone", "[third_backend]") {
    const rowan::test::temporary_folder files;
    std::ofstream(files.path() / "0001_begin.up.sql") << "create table a (id bigint, everywhere text);";
    std::ofstream(files.path() / "0001_begin.up.drawer.sql") << "create table a (id integer, drawn text);";
    std::ofstream(files.path() / "0001_begin.down.sql") << "drop table a;";
    const rowan::cli::program program{.name = "rowan", .migrations_folder = files.path().string()};
    const rowan::test::temporary_folder folder;
    const std::string url = "drawer:" + (folder.path() / "new").string();

    CHECK_THAT(call({"current", "-d", url}, program).error, containing("does not exist yet"));
    CHECK_THAT(call({"downgrade", "base", "-y", "-d", url}, program).error, containing("does not exist"));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "new"));
    CHECK_THAT(call({"plan", "--dialect", "drawer"}, program).out, containing("drawn"));
    CHECK(call({"upgrade", "-d", url}, program).code == 0);
    auto db = rowan::open(url);
    CHECK(rowan::introspect_columns(db, {"a"}).front().columns.back() == "drawn");
    CHECK(call({"plan", "--dialect", "cupboard"}, program).code == rowan::cli::wrong_usage);
}
