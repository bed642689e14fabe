#include <support/database.hpp>

#include <rowan/migrate/autogenerate.hpp>
#include <rowan/migrate/table_builder.hpp>
#include <rowan/session/introspect.hpp>

#include <string>

// What belongs to somebody else than the program's structs.

using namespace rowan;
using rowan::migrate::autogenerate;
using rowan::schema::database;
using rowan::test::test_database;

namespace {

std::string text_of(const migrate::generated_changes& what) {
    std::string result;
    for (const auto& each : what.questions) result += "? " + schema::describe(each) + '\n';
    return result + migrate::cpp_source(what.up, 0);
}

database measurements(bool with_note) {
    migrate::table_builder t("measurements");
    t.date("at");
    t.integer("value").nullable();
    if (with_note) t.text("note").nullable().index();
    return {.tables = {t.table()}};
}

}  // namespace

DATABASE_TEST_CASE("tables in which other tools keep what they have done are left alone", "[autogenerate]") {
    session& db = database.session();
    for (const char* name : {"alembic_version", "flyway_schema_history", "schema_migrations", "goose_db_version",
                             "_sqlx_migrations", "__EFMigrationsHistory", "__diesel_schema_migrations",
                             "_prisma_migrations", "databasechangelog", "databasechangeloglock", "django_migrations",
                             "knex_migrations", "knex_migrations_lock", "ar_internal_metadata"})
        db.execute_script(std::string("create table \"") + name + "\" (id integer primary key)");
    const auto changes = autogenerate(db, {});
    INFO(text_of(changes));
    CHECK(changes.empty());
}

TEST_CASE("what extensions have brought is left alone", "[autogenerate]") {
    test_database on("postgresql");
    on.session().execute_script(
        "create extension pg_trgm; create extension hstore; create extension pg_stat_statements; create extension "
        "citext; "
        "create extension vector; create schema away; create extension cube schema away");
    const auto changes = autogenerate(on.session(), {});
    INFO(text_of(changes));
    CHECK(changes.empty());
}

TEST_CASE("partitions are their table's own", "[autogenerate]") {
    test_database on("postgresql");
    session& db = on.session();
    db.execute_script(R"(
        create table measurements (at date not null, value integer) partition by range (at);
        create table measurements_2020 partition of measurements for values from ('2020-01-01') to ('2021-01-01');
        create table measurements_rest partition of measurements default;
        create index by_value on measurements_2020 (value);
        insert into measurements values ('2020-02-03', 4), ('2022-02-03', 5);
    )");
    const auto none = autogenerate(db, {measurements(false)});
    INFO(text_of(none));
    CHECK(none.empty());
    const auto before = introspect(db).tables;
    const auto changes = autogenerate(db, {measurements(true)});
    INFO(text_of(changes));
    for (const schema::operation& each : changes.up) db.apply(each);
    CHECK(autogenerate(db, {measurements(true)}).empty());
    for (auto each = changes.up.rbegin(); each != changes.up.rend(); ++each) db.apply(reverse(*each).value());
    CHECK(introspect(db).tables == before);
    CHECK(db.query_value<std::int64_t>("select count(*) from measurements") == 2);
}

TEST_CASE("the tables of a virtual table are left alone with it where it is ignored", "[autogenerate]") {
    test_database on("file");
    on.session().execute_script("create virtual table found using fts5 (x)");
    const auto changes = autogenerate(on.session(), {}, {.ignored = {"found"}});
    INFO(text_of(changes));
    CHECK(changes.empty());
}

DATABASE_TEST_CASE("a view on an ignored table does not stand in the way", "[autogenerate]") {
    session& db = database.session();
    db.apply(schema::create_table{measurements(false).tables.front()});
    db.execute_script("create table audit_log (a integer); create view audits as select a from audit_log");
    const auto changes = autogenerate(db, {measurements(false)}, {.ignored = {"audit_*"}});
    INFO(text_of(changes));
    CHECK(changes.empty());
}
