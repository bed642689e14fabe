#include <support/database.hpp>
#include <support/recording_observer.hpp>

#include <rowan/migrate/autogenerate.hpp>
#include <rowan/migrate/table_builder.hpp>

#include <rowan/session/transaction.hpp>

#include <algorithm>
#include <memory>

// What a schema's words tell already is not tried out.

using namespace rowan;
using rowan::migrate::autogenerate;
using rowan::migrate::table_builder;
using rowan::test::test_database;

namespace {

schema::table lists() {
    table_builder t("lists");
    t.bigint("id").primary_key();
    t.text("state").default_value("'open'::text");
    t.check("lists_state_check", "(state <> ''::text)");
    return t.table();
}

schema::table tasks(const std::string& state) {
    table_builder t("tasks");
    t.bigint("id").primary_key();
    t.bigint("list_id");
    t.text("state").default_value(state);
    t.foreign_key({"list_id"}).references("lists", {"id"});
    return t.table();
}

schema::blueprint of(std::vector<schema::table> tables) {
    schema::blueprint result;
    result.database.tables = std::move(tables);
    return result;
}

std::size_t tables_tried(session& on, const schema::blueprint& wanted) {
    const auto seen = std::make_shared<test::recording_observer>();
    on.observe(seen);
    CHECK(autogenerate(on, wanted).empty());
    on.stop_observing(*seen);
    return static_cast<std::size_t>(std::count_if(seen->events.begin(), seen->events.end(), [](const auto& each) {
        return each.sql.starts_with("create table");
    }));
}

}  // namespace

TEST_CASE("a schema that says the same word for word is not made a second time", "[autogenerate][settled]") {
    test_database database("postgresql");
    session& db = database.session();
    const auto wanted = of({lists(), tasks("'new'::text")});
    for (const schema::operation& each : creation_of(wanted.database)) db.apply(each);
    CHECK(tables_tried(db, wanted) == 0);
}

TEST_CASE("only the table with other words is made to see whether they are other words for the same",
          "[autogenerate][settled]") {
    test_database database("postgresql");
    session& db = database.session();
    const auto wanted = of({lists(), tasks("'new'")});
    for (const schema::operation& each : creation_of(wanted.database)) db.apply(each);
    CHECK(tables_tried(db, wanted) == 1);
}

TEST_CASE("trying a table out locks no table that its keys lead to", "[autogenerate][settled]") {
    test_database database("postgresql");
    session& db = database.session();
    const auto wanted = of({lists(), tasks("'new'")});
    for (const schema::operation& each : creation_of(wanted.database)) db.apply(each);
    session other = database.open();
    transaction writing(other);
    other.execute("insert into lists (id) values (1)");
    db.execute("set lock_timeout = '5s'");
    CHECK(autogenerate(db, wanted).empty());
}

TEST_CASE("a table whose key leads to one that is as it was gets back what is changed of the key",
          "[autogenerate][settled]") {
    test_database database("postgresql");
    session& db = database.session();
    auto there = tasks("'new'::text");
    there.foreign_keys.front().on_delete = on_delete::cascade;
    for (const schema::operation& each : creation_of(of({lists(), there}).database)) db.apply(each);
    const auto wanted = of({lists(), tasks("'new'")});
    for (const schema::operation& each : autogenerate(db, wanted).up) db.apply(each);
    CHECK(autogenerate(db, wanted).empty());
}
