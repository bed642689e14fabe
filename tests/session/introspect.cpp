#include "support/database.hpp"

#include <rowan/session/introspect.hpp>

#include <rowan/session/testing.hpp>

using namespace rowan;

DATABASE_TEST_CASE("a table exists once it was created", "[introspect]") {
    auto& db = database.session();
    CHECK_FALSE(table_exists(db, "things"));
    db.execute_script("create table things (id bigint)");
    CHECK(table_exists(db, "things"));
    db.execute_script("drop table things");
    CHECK_FALSE(table_exists(db, "things"));
}

DATABASE_TEST_CASE("an index or a view is no table", "[introspect]") {
    auto& db = database.session();
    db.execute_script(
        "create table things (id bigint); create index on_id on things (id); create view seen as select * from "
        "things;");
    CHECK_FALSE(table_exists(db, "on_id"));
    CHECK_FALSE(table_exists(db, "seen"));
}

DATABASE_TEST_CASE("an enum type is read with its labels in order", "[introspect]") {
    auto& db = database.session();
    CHECK_FALSE(introspect_enum(db, "mood"));
    if (!db.dialect().can().enum_types) return;  // text and a check there
    db.execute_script("create type mood as enum ('sad', 'happy'); alter type mood add value 'so so' before 'happy';");
    const auto found = introspect_enum(db, "mood");
    REQUIRE(found);
    CHECK(*found == schema::enum_type{"mood", {"sad", "so so", "happy"}});
}

namespace {

schema::table table_called(session& db, std::string_view name) {
    for (schema::table& each : introspect_tables(db)) {
        if (each.name == name) return std::move(each);
    }
    FAIL("no table " << name);
    return {};
}

}  // namespace

DATABASE_TEST_CASE("tables are read with their columns, keys and indexes", "[introspect]") {
    auto& db = database.session();
    db.execute_script(R"(
        create table "Ein Haus" (id bigint not null, "nr." integer not null, constraint "haus pk" primary key (id, "nr."));
        create table rooms (
            id bigint primary key,
            house bigint, number integer,
            name varchar(20) not null default 'a room',
            area double precision,
            constraint rooms_name unique (name, number),
            constraint rooms_area check (area > 0),
            constraint rooms_house foreign key (house, number) references "Ein Haus" (id, "nr.") on delete set null on update cascade);
        create unique index rooms_by_house on rooms (house desc, number) where number > 3;
        create index rooms_lower on rooms (lower(name));
    )");
    REQUIRE(introspect_tables(db).size() == 2);
    const auto house = table_called(db, "Ein Haus");
    CHECK(house.primary_key == schema::primary_key{"haus pk", {"id", "nr."}});
    CHECK_FALSE(house.columns[1].nullable);

    const auto rooms = table_called(db, "rooms");
    REQUIRE(rooms.columns.size() == 5);
    CHECK(rooms.columns[1].type.kind == type_kind::bigint);
    CHECK(rooms.columns[1].nullable);
    CHECK(rooms.columns[3].type.kind == type_kind::varchar);
    CHECK(rooms.columns[3].type.length == 20);
    CHECK_FALSE(rooms.columns[3].nullable);
    CHECK(rooms.columns[3].default_value->text().starts_with("'a room'"));
    CHECK(rooms.columns[4].type.kind == type_kind::double_precision);
    REQUIRE(rooms.uniques.size() == 1);
    CHECK(rooms.uniques[0] == schema::unique{"rooms_name", {"name", "number"}});
    REQUIRE(rooms.checks.size() == 1);
    CHECK(rooms.checks[0].name == "rooms_area");
    CHECK(rooms.checks[0].expression.text().find("area >") != std::string::npos);
    REQUIRE(rooms.foreign_keys.size() == 1);
    const auto& key = rooms.foreign_keys[0];
    CHECK(key.name == "rooms_house");
    CHECK(key.columns == std::vector<std::string>{"house", "number"});
    CHECK(key.referenced_table == "Ein Haus");
    CHECK(key.referenced_columns == std::vector<std::string>{"id", "nr."});
    CHECK(key.on_delete == schema::referential_action::set_null);
    CHECK(key.on_update == schema::referential_action::cascade);

    REQUIRE(rooms.indexes.size() == 2);
    const auto& partial = rooms.indexes[0];
    CHECK(partial.name == "rooms_by_house");
    CHECK(partial.unique);
    CHECK(partial.keys[0].column == "house");
    CHECK(partial.keys[0].order == schema::sort_order::descending);
    CHECK(partial.keys[1].column == "number");
    CHECK(partial.where->text().find("number > 3") != std::string::npos);
    CHECK(rooms.indexes[1].keys[0].column.empty());
    CHECK(rooms.indexes[1].keys[0].expression->text().starts_with("lower("));
}

DATABASE_TEST_CASE("a foreign key without columns refers to the primary key", "[introspect]") {
    auto& db = database.session();
    db.execute_script("create table a (id bigint primary key); create table b (a bigint references a)");
    CHECK(table_called(db, "b").foreign_keys.at(0).referenced_columns == std::vector<std::string>{"id"});
}

DATABASE_TEST_CASE("a computed column is told from a default", "[introspect]") {
    auto& db = database.session();
    db.execute_script("create table a (w bigint, h bigint, area bigint generated always as (w * h) stored)");
    const auto area = table_called(db, "a").columns.at(2);
    REQUIRE(area.generated_as);
    CHECK(area.generated_as->text().find("w * h") != std::string::npos);
    CHECK_FALSE(area.default_value);
}

TEST_CASE("PostgreSQL's types, identities, domains and enums are read", "[introspect][database]") {
    rowan::test::test_database database("postgresql");
    auto& db = database.session();
    db.execute_script(R"(
        create type mood as enum ('sad', 'happy');
        create domain score as numeric(5, 2) not null check (value >= 0);
        create table things (
            id bigint generated always as identity, moods mood[], points score, seen timestamptz, noted timestamp(3),
            document jsonb, raw json, code char(3), name text collate "C");
        comment on table things is 'all of them'; comment on column things.code is 'three letters';
        create index things_document on things using gin (document jsonb_path_ops) with (fastupdate = off);
        create index things_seen on things (seen desc nulls last) include (code);
        create table parted (id bigint) partition by range (id);
        create table parted_1 partition of parted for values from (1) to (2);)");
    const auto tables = introspect_tables(db);
    REQUIRE(tables.size() == 2);
    CHECK(tables[0].name == "parted");
    const auto& things = tables[1];
    CHECK(things.comment == "all of them");
    CHECK(things.columns[0].identity == schema::identity_kind::always);
    CHECK(things.columns[1].type.kind == type_kind::enumeration);
    CHECK(things.columns[1].type.array);
    CHECK(things.columns[1].type.labels == std::vector<std::string>{"sad", "happy"});
    REQUIRE(things.columns[2].domain);
    CHECK(things.columns[2].domain->type.precision == 5);
    CHECK_FALSE(things.columns[2].domain->nullable);
    CHECK(things.columns[3].type.kind == type_kind::timestamp);
    CHECK(things.columns[4].type.name == "timestamp(3) without time zone");
    CHECK(things.columns[5].type.kind == type_kind::json);
    CHECK(things.columns[6].type.name == "json");
    CHECK(things.columns[7].type.name == "character(3)");
    CHECK(things.columns[7].comment == "three letters");
    CHECK(things.columns[8].collation == "C");
    REQUIRE(things.indexes.size() == 2);
    CHECK(things.indexes[0].method == "gin");
    CHECK(things.indexes[0].keys[0].operator_class == "jsonb_path_ops");
    CHECK(things.indexes[0].options == std::vector<std::pair<std::string, std::string>>{{"fastupdate", "off"}});
    CHECK(things.indexes[1].keys[0].nulls == schema::nulls_order::last);
    CHECK(things.indexes[1].include == std::vector<std::string>{"code"});
}

TEST_CASE("SQLite's counting keys, collations and types without a name are read", "[introspect][sqlite]") {
    rowan::test::test_database database("memory");
    auto& db = database.session();
    db.execute_script(R"(
        create table a (id integer primary key autoincrement, name text collate nocase, anything, n numeric(8, 2));
        create table b (id integer primary key, a) without rowid;
        create virtual table words using fts5 (text);)");
    const auto a = table_called(db, "a");
    CHECK(a.columns[0].identity == schema::identity_kind::by_default);
    CHECK(a.columns[1].collation == "nocase");
    CHECK(a.columns[2].type.kind == type_kind::other);
    CHECK(a.columns[2].type.name.empty());
    CHECK(a.columns[3].type.scale == 2);
    CHECK(table_called(db, "b").columns[0].identity == schema::identity_kind::none);
}

DATABASE_TEST_CASE("however many tables there are, the catalog is asked the same number of questions", "[introspect]") {
    auto& db = database.session();
    const auto questions = [&] {
        testing::statement_recorder seen(db);
        introspect(db);
        return seen.count();
    };
    const auto of_none = questions();
    for (int i = 0; i < 40; ++i) {
        const std::string n = std::to_string(i);
        db.execute_script("create table t" + n + " (id integer primary key, a integer unique, b integer references t" +
                          n + "); create index i" + n + " on t" + n + " (b); create view v" + n +
                          " as select a from t" + n);
    }
    CHECK(questions() == of_none);
    CHECK(of_none <= 20);
}
