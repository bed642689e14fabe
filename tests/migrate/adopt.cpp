#include <rowan/migrate/adopt.hpp>
#include <rowan/session/introspect.hpp>

#include <support/database.hpp>

#include <fmt/format.h>

using rowan::migrate::adopt;
using rowan::migrate::entry_kind;
using rowan::migrate::graph;
using rowan::migrate::read_adoption;
using rowan::migrate::revision;
using rowan::test::containing;
using ids = std::vector<std::string>;

namespace {

revision empty(std::string id, const ids& parents) {
    revision result(id, "Revision " + id);
    for (const std::string& each : parents) result.after(each);
    return std::move(result.up([](auto&) {}).irreversible("a test"));
}

graph chain(const ids& all) {
    std::vector<revision> result;
    for (std::size_t i = 0; i != all.size(); ++i) result.push_back(empty(all[i], i == 0 ? ids{} : ids{all[i - 1]}));
    return graph(std::move(result));
}

// The tables as the tools make them.
void make_alembic(rowan::session& db, const ids& heads) {
    db.execute_script(
        "create table alembic_version (version_num varchar(32) not null, "
        "constraint alembic_version_pkc primary key (version_num))");
    for (const std::string& each : heads) db.execute("insert into alembic_version values ($1)", each);
}

void make_flyway(rowan::session& db, const std::string& rows) {
    db.execute_script(
        "create table flyway_schema_history (installed_rank integer not null primary key, version varchar(50), "
        "description varchar(200) not null, type varchar(20) not null, script varchar(1000) not null, checksum "
        "integer, "
        "installed_by varchar(100) not null, installed_on timestamp not null default current_timestamp, "
        "execution_time integer not null, success boolean not null);"
        "insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by, "
        "execution_time, success) values " +
        rows);
}

}  // namespace

DATABASE_TEST_CASE("Alembic's heads are taken over, with all that lies below", "[migrate]") {
    rowan::session& db = database.session();
    make_alembic(db, {"b2f1c4d90a11", "c7e4a1aa0f52"});
    std::vector<revision> all;
    all.push_back(empty("ae1027a6acf1", {}));
    all.push_back(empty("b2f1c4d90a11", {"ae1027a6acf1"}));
    all.push_back(empty("c7e4a1aa0f52", {"ae1027a6acf1"}));
    all.push_back(empty("d00000000001", {"b2f1c4d90a11"}));
    const graph revisions(std::move(all));
    const auto result = adopt(db, revisions, "we move to rowan");
    CHECK(result.to == ids{"b2f1c4d90a11", "c7e4a1aa0f52"});
    CHECK(result.applied.size() == 3);
    rowan::migrator migrator(db, revisions);
    CHECK(migrator.history().front().kind == entry_kind::adopt);
    CHECK(migrator.history().front().reason == "we move to rowan");
    CHECK(db.query_value<std::int64_t>("select count(*) from alembic_version") == 2);
    CHECK(migrator.upgrade("heads").applied == ids{"d00000000001"});
}

DATABASE_TEST_CASE("Alembic's revision that is unknown here is refused", "[migrate]") {
    rowan::session& db = database.session();
    make_alembic(db, {"feedfacecafe"});
    CHECK_THROWS_WITH(adopt(db, chain({"ae1027a6acf1"}), "why"), containing("unknown here: feedfacecafe"));
    CHECK_FALSE(rowan::table_exists(db, "rowan_heads"));
}

DATABASE_TEST_CASE("Flyway's versions are those with the same numbers", "[migrate]") {
    rowan::session& db = database.session();
    make_flyway(
        db,
        "(1, '1', 'a', 'SQL', 'V1__a.sql', 'me', 1, true), (2, '1.2', 'b', 'SQL', 'V1.2__b.sql', 'me', 1, true), "
        "(3, null, 'view', 'SQL', 'R__view.sql', 'me', 1, true), (4, '003', 'c', 'SQL', 'V003__c.sql', 'me', 1, "
        "true)");
    const graph revisions = chain({"0001", "1_2", "0003", "0004"});
    const auto read = read_adoption(db, revisions);
    CHECK(read.tool == "Flyway");
    CHECK(read.matches.size() == 3);
    CHECK(read.is_clean());
    CHECK(adopt(db, revisions, "why").to == ids{"0003"});
}

DATABASE_TEST_CASE("Flyway's failed versions are refused", "[migrate]") {
    rowan::session& db = database.session();
    make_flyway(db,
                "(1, '1', 'a', 'SQL', 'V1__a.sql', 'me', 1, true), (2, '2', 'b', 'SQL', 'V2__b.sql', 'me', 1, false)");
    CHECK_THROWS_WITH(adopt(db, chain({"1", "2"}), "why"), containing("failed or dirty there: 2"));
}

DATABASE_TEST_CASE("Flyway's baseline stands for what lies before it, and what it undid is not applied", "[migrate]") {
    rowan::session& db = database.session();
    make_flyway(
        db,
        "(1, '2', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', 'me', 0, true), "
        "(2, '3', 'c', 'SQL', 'V3__c.sql', 'me', 1, true), (3, '3', 'c', 'UNDO_SQL', 'U3__c.sql', 'me', 1, true)");
    CHECK(adopt(db, chain({"1", "2", "3"}), "why").to == ids{"2"});
}

DATABASE_TEST_CASE("golang-migrate's one row stands for all before it", "[migrate]") {
    rowan::session& db = database.session();
    db.execute_script(
        "create table schema_migrations (version bigint not null primary key, dirty boolean not null);"
        "insert into schema_migrations values (2, false)");
    const auto read = read_adoption(db, chain({"000001", "000002", "000003"}));
    CHECK(read.tool == "golang-migrate");
    CHECK(read.heads == ids{"000002"});
    CHECK(adopt(db, chain({"000001", "000002", "000003"}), "why").applied == ids{"000001", "000002"});
}

DATABASE_TEST_CASE("golang-migrate's dirty version is refused", "[migrate]") {
    rowan::session& db = database.session();
    db.execute_script(
        "create table schema_migrations (version bigint not null primary key, dirty boolean not null);"
        "insert into schema_migrations values (2, true)");
    CHECK_THROWS_WITH(adopt(db, chain({"1", "2"}), "why"), containing("failed or dirty there: 2"));
}

DATABASE_TEST_CASE("rows of Rails and dbmate are revisions each, and none may be missing between them", "[migrate]") {
    rowan::session& db = database.session();
    db.execute_script(
        "create table schema_migrations (version varchar(128) not null primary key);"
        "insert into schema_migrations values ('20230101000000'), ('20230301000000')");
    const graph revisions = chain({"20230101000000", "20230201000000", "20230301000000"});
    CHECK_THROWS_WITH(adopt(db, revisions, "why"),
                      containing("not applied there, although later ones are: 20230201000000"));
    db.execute("insert into schema_migrations values ('20230201000000')");
    CHECK(adopt(db, revisions, "why").to == ids{"20230301000000"});
}

DATABASE_TEST_CASE("goose's last word on a version holds", "[migrate]") {
    rowan::session& db = database.session();
    db.execute_script(
        "create table goose_db_version (id integer primary key, version_id bigint not null, is_applied boolean not "
        "null, "
        "tstamp timestamp default current_timestamp);"
        "insert into goose_db_version (id, version_id, is_applied) values (1, 0, true), (2, 1, true), (3, 2, true), "
        "(4, 2, false)");
    CHECK(adopt(db, chain({"0001", "0002"}), "why").to == ids{"0001"});
}

DATABASE_TEST_CASE("what sqlx has applied is taken over", "[migrate]") {
    rowan::session& db = database.session();
    db.execute_script(
        "create table _sqlx_migrations (version bigint primary key, description text not null, installed_on timestamp "
        "not null default current_timestamp, success boolean not null, checksum text not null, execution_time bigint "
        "not null);"
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values "
        "(20230101, 'a', true, '', 1)");
    CHECK(adopt(db, chain({"20230101", "20230201"}), "why").to == ids{"20230101"});
}

DATABASE_TEST_CASE("of several tools' tables one has to be named", "[migrate]") {
    rowan::session& db = database.session();
    make_alembic(db, {"0001"});
    db.execute_script("create table schema_migrations (version varchar(128) primary key)");
    CHECK_THROWS_WITH(adopt(db, chain({"0001"}), "why"), containing("several tools"));
    CHECK(adopt(db, chain({"0001"}), "why", "alembic_version").to == ids{"0001"});
}

DATABASE_TEST_CASE("where no other tool was there is nothing to adopt", "[migrate]") {
    CHECK_THROWS_WITH(adopt(database.session(), chain({"0001"}), "why"), containing("there is nothing to adopt"));
}

DATABASE_TEST_CASE("a database with a history is not adopted, and none without a reason", "[migrate]") {
    rowan::session& db = database.session();
    make_alembic(db, {"0001"});
    CHECK_THROWS_WITH(adopt(db, chain({"0001"}), ""), containing("needs a reason"));
    rowan::migrator(db, chain({"0001"})).upgrade();
    CHECK_THROWS_WITH(adopt(db, chain({"0001"}), "why"), containing("has a history"));
}
