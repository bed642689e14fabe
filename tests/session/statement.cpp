#include "support/database.hpp"

#include <rowan/session/statement.hpp>

using namespace rowan;
using test::containing;

namespace {
void create_things(session& db) { db.execute_script("create table things (id bigint primary key, name text)"); }
}  // namespace

DATABASE_TEST_CASE("execute tells how many rows were changed", "[statement]") {
    auto& db = database.session();
    create_things(db);
    CHECK(db.execute("insert into things values ($1, $2), ($3, $4)", 1, "one", 2, "two") == 2);
    CHECK(db.execute("update things set name = $1", "x") == 2);
    CHECK(db.execute("update things set name = $1 where id = $2", "y", 7) == 0);
    CHECK(db.execute("delete from things where id = $1", 1) == 1);
}

DATABASE_TEST_CASE("a statement that changes no rows of its own reports none", "[statement]") {
    auto& db = database.session();
    create_things(db);
    db.execute("insert into things values (1, 'one'), (2, 'two')");
    CHECK(db.execute("create table others (id bigint)") == 0);
    CHECK(db.execute("select 1") == 0);
    CHECK(db.execute("create index on_name on things (name)") == 0);
}

DATABASE_TEST_CASE("rows come in order, each column by place or name", "[statement]") {
    auto& db = database.session();
    create_things(db);
    db.execute("insert into things values (1, 'one'), (2, 'two')");
    auto rows = db.query("select id, name from things order by id");
    REQUIRE(rows.next());
    CHECK(rows.get<std::int64_t>(0) == 1);
    CHECK(rows.get<std::string>("name") == "one");
    REQUIRE(rows.next());
    CHECK(rows.get<std::int64_t>("id") == 2);
    CHECK_FALSE(rows.next());
    CHECK_FALSE(rows.next());
}

DATABASE_TEST_CASE("a column that the result does not have is told with those that it has", "[statement]") {
    auto& db = database.session();
    auto rows = db.query("select 1 as id, 'x' as name");
    REQUIRE(rows.next());
    CHECK_THROWS_WITH(rows.get<int>("title"), "the result has no column \"title\"; it has: \"id\", \"name\"");
    CHECK_THROWS_WITH(rows.get<int>(2), containing("no column 2, counted from 0; it has: \"id\", \"name\""));
}

DATABASE_TEST_CASE("as many values as parameters are bound, or none", "[statement]") {
    auto& db = database.session();
    create_things(db);
    CHECK_THROWS_WITH(db.execute("insert into things values ($1, $2)", 1),
                      "the statement has 2 parameters, 1 value is given: insert into things values ($1, $2)");
    CHECK_THROWS_AS(db.execute("delete from things", 1), usage_error);
}

DATABASE_TEST_CASE("a parameter that was not set since the last run is an error, not NULL", "[statement]") {
    auto& db = database.session();
    create_things(db);
    auto insert = db.prepare("insert into things values ($1, $2)");
    insert.parameters().set_integer(0, 1);
    CHECK_THROWS_WITH(insert.execute(), containing("parameter 2"));
    insert.reset();
    insert.bind(1, "one").execute();
    insert.reset();
    insert.parameters().set_text(1, "two", true);
    CHECK_THROWS_WITH(insert.execute(), containing("parameter 1"));
    insert.reset();
    CHECK(db.query_value<std::int64_t>("select count(*) from things") == 1);
}

DATABASE_TEST_CASE("parameters are numbered, wherever and however often they stand", "[statement]") {
    auto& db = database.session();
    const std::string sql = "select cast($2 as text), cast($1 as text), cast($2 as text)";
    auto rows = db.query(sql, "one", "two");
    REQUIRE(rows.next());
    CHECK(rows.get<std::string>(0) == "two");
    CHECK(rows.get<std::string>(1) == "one");
    CHECK(rows.get<std::string>(2) == "two");
}

DATABASE_TEST_CASE("a number that is left out is refused", "[statement]") {
    CHECK_THROWS_AS(database.session().query("select cast($1 as integer), cast($3 as integer)", 1, 3), error);
}

TEST_CASE("on SQLite parameters may be question marks, not names", "[statement][sqlite]") {
    auto db = open("sqlite://:memory:");
    CHECK(db.query_value<int>("select ? - ?", 5, 3) == 2);
    CHECK(db.query_value<int>("select ?2 - ?1", 5, 8) == 3);
    CHECK_THROWS_WITH(db.prepare("select :name"), containing(":name"));
    CHECK_THROWS_WITH(db.prepare("select @name"), containing("@name"));
    CHECK_THROWS_WITH(db.prepare("select $name"), containing("$name"));
    CHECK_THROWS_WITH(db.prepare("select $1, ?"), containing("mixes"));
    CHECK_THROWS_WITH(db.prepare("select $1::text"), containing("cast($1 as"));
}

DATABASE_TEST_CASE("no statement, or more than one, cannot be prepared", "[statement]") {
    auto& db = database.session();
    CHECK_THROWS_AS(db.prepare(""), usage_error);
    CHECK_THROWS_AS(db.prepare(" -- nothing\n/* at all */ ; "), usage_error);
    CHECK_THROWS_WITH(db.prepare("select 1; select 2"), containing("execute_script"));
    CHECK_THROWS_AS(db.prepare(std::string_view("select 1\0", 9)), usage_error);
    CHECK(db.query_value<int>("select 1; -- and no more\n;") == 1);
}

DATABASE_TEST_CASE("a prepared statement runs again with other values", "[statement]") {
    auto& db = database.session();
    create_things(db);
    auto insert = db.prepare("insert into things values ($1, $2)");
    for (int i = 0; i != 3; ++i) {
        insert.bind(i, std::to_string(i)).execute();
        insert.reset();
    }
    auto find = db.prepare("select name from things where id = $1");
    for (int i = 0; i != 3; ++i) {
        find.bind(i).execute();
        REQUIRE(find.next());
        CHECK(find.get<std::string>(0) == std::to_string(i));
        find.reset();
    }
}

DATABASE_TEST_CASE("rows of a query read what was there when it ran, its parameters gone", "[statement]") {
    auto& db = database.session();
    create_things(db);
    const std::string name(100, 'n');  // longer than what a string keeps within itself, so that a sanitizer sees it go
    db.execute("insert into things values (1, $1), (2, 'two'), (3, $1)", name);
    auto rows = db.query("select id from things where name = $1 order by id", std::string(name));
    int count = 0;
    while (rows.next()) ++count;
    CHECK(count == 2);
}

DATABASE_TEST_CASE("query_value gives the only value, and says where there is none", "[statement]") {
    auto& db = database.session();
    create_things(db);
    CHECK(db.query_value<std::int64_t>("select count(*) from things") == 0);
    CHECK(db.query_value<std::optional<std::int64_t>>("select max(id) from things") == std::nullopt);
    CHECK_THROWS_AS(db.query_value<std::int64_t>("select id from things"), not_found);
}

DATABASE_TEST_CASE("NULL is read into an optional only", "[statement]") {
    auto& db = database.session();
    auto rows = db.query("select cast(null as integer) as answer");
    REQUIRE(rows.next());
    CHECK(rows.get<std::optional<int>>("answer") == std::nullopt);
    CHECK_THROWS_WITH(rows.get<int>("answer"), containing("\"answer\" is NULL"));
    CHECK_THROWS_AS(rows.get<std::string>("answer"), mapping_error);
    CHECK_THROWS_AS(rows.get<bool>("answer"), mapping_error);
    CHECK_THROWS_AS(rows.get<uuid>("answer"), mapping_error);
}

DATABASE_TEST_CASE("a column is read as what it holds, or not at all", "[statement]") {
    auto& db = database.session();
    auto rows = db.query("select cast('12' as text) as words, 1.5 as real, 7 as whole");
    REQUIRE(rows.next());
    CHECK_THROWS_WITH(rows.get<int>("words"), containing("\"words\""));
    CHECK_THROWS_AS(rows.get<double>("words"), mapping_error);
    CHECK_THROWS_AS(rows.get<bytes>("words"), mapping_error);
    CHECK_THROWS_AS(rows.get<bool>("words"), mapping_error);
    CHECK_THROWS_AS(rows.get<uuid>("words"), mapping_error);
    CHECK_THROWS_AS(rows.get<timestamp>("words"), mapping_error);
    CHECK_THROWS_AS(rows.get<date>("words"), mapping_error);
    CHECK_THROWS_AS(rows.get<int>("real"), mapping_error);
    CHECK_THROWS_AS(rows.get<std::string>("real"), mapping_error);
    CHECK_THROWS_AS(rows.get<std::string>("whole"), mapping_error);
    CHECK(rows.get<int>("whole") == 7);
}

TEST_CASE("on SQLite a boolean is 0 or 1, no other number", "[statement][sqlite]") {
    auto db = open("sqlite://:memory:");
    CHECK(db.query_value<bool>("select 1"));
    CHECK_FALSE(db.query_value<bool>("select 0"));
    CHECK_THROWS_WITH(db.query_value<bool>("select 2 as answer"),
                      containing("\"answer\" holds an integer other than 0 and 1"));
}

DATABASE_TEST_CASE("no error of reading shows the value", "[statement]") {
    auto& db = database.session();
    auto rows = db.query("select cast('geheim' as text) as words");
    REQUIRE(rows.next());
    const auto message = [&](auto read) {
        try {
            read();
        } catch (const mapping_error& fault) { return std::string(fault.what()); }
        return std::string("geheim was read");
    };
    CHECK(message([&] { rows.get<int>(0); }).find("geheim") == std::string::npos);
    CHECK(message([&] { rows.get<uuid>(0); }).find("geheim") == std::string::npos);
    CHECK(message([&] { rows.get<timestamp>(0); }).find("geheim") == std::string::npos);
    CHECK(message([&] { rows.get<decimal>(0); }).find("geheim") == std::string::npos);
    CHECK(message([&] { rows.get<std::vector<int>>(0); }).find("geheim") == std::string::npos);
}

DATABASE_TEST_CASE("there is nothing to read before the first row and after the last", "[statement]") {
    auto& db = database.session();
    auto rows = db.query("select 1");
    CHECK_THROWS_AS(rows.get<int>(0), usage_error);
    REQUIRE(rows.next());
    CHECK(rows.get<int>(0) == 1);
    CHECK_FALSE(rows.next());
    CHECK_THROWS_AS(rows.get<int>(0), usage_error);
}

DATABASE_TEST_CASE("an insert with returning is done when it has run, however few rows are read", "[statement]") {
    auto& db = database.session();
    create_things(db);
    {
        auto rows = db.query("insert into things values (1, 'one'), (2, 'two'), (3, null) returning id, name");
        REQUIRE(rows.next());
        CHECK(rows.get<std::int64_t>(0) == 1);
        CHECK(rows.affected_rows() == 3);
        REQUIRE(rows.next());
        CHECK(rows.get<std::string>("name") == "two");
    }
    CHECK(db.query_value<std::int64_t>("select count(*) from things") == 3);
}

DATABASE_TEST_CASE("a row refused at the end of an insert with returning is told when it runs", "[statement]") {
    auto& db = database.session();
    db.execute_script(
        "create table parents (id bigint primary key);"
        "create table children (id bigint primary key, parent_id bigint references parents (id))");
    CHECK_THROWS_AS(db.query("insert into children values (1, 7) returning id"), constraint_error);
    CHECK(db.query_value<std::int64_t>("select count(*) from children") == 0);
}

DATABASE_TEST_CASE("a moved session keeps its statements", "[statement]") {
    std::optional<session> moved;  // goes after the statement
    auto rows = database.session().query("select 1");
    moved = std::move(database.session());
    REQUIRE(rows.next());
    CHECK(rows.get<int>(0) == 1);
}

DATABASE_TEST_CASE("a query sees a column that was added since it was prepared", "[statement]") {
    auto& db = database.session();
    create_things(db);
    db.execute("insert into things values (1, 'one')");
    const std::string sql = "select * from things";
    CHECK(db.query(sql).row().column_count() == 2);
    db.execute_script("alter table things add column more bigint");
    auto rows = db.query(sql);
    REQUIRE(rows.next());
    CHECK(rows.row().column_count() == 3);
}
