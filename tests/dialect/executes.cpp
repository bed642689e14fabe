#include "dialect/cases.hpp"
#include "dialect/golden.hpp"
#include "support/database.hpp"

#include <rowan/session/error.hpp>

#include <cstdlib>
#include <set>

using namespace rowan;

namespace {

schema::column column(std::string name, sql_type type) {
    schema::column result;
    result.name = std::move(name);
    result.type = std::move(type);
    return result;
}

void create(session& in, schema::table table) {
    for (const auto& statement : in.dialect().render(schema::create_table{std::move(table)}))
        in.execute_script(statement);
}

void create(session& in, std::string name, std::vector<schema::column> columns) {
    create(in, schema::table{.name = std::move(name), .columns = std::move(columns)});
}

statement start(session& in, const rendered& what) {
    statement run = in.prepare(what.sql);
    for (std::size_t i = 0; i != what.parameters.size(); ++i) what.parameters[i].write(run.parameters(), i);
    run.execute();
    return run;
}

std::vector<std::int64_t> integers(session& in, const sql::select& what) {
    statement rows = start(in, in.dialect().render(what));
    std::vector<std::int64_t> result;
    while (rows.next()) result.push_back(rows.get<std::int64_t>(0));
    return result;
}

std::size_t parameters_in(const std::string& sql) {
    std::set<std::string> seen;
    for (std::size_t at = 0; (at = sql.find_first_of("$?", at)) != std::string::npos;) {
        const std::size_t end = sql.find_first_not_of("0123456789", at + 1);
        seen.insert(sql.substr(at, end - at));
        at = end;
    }
    return seen.size();
}

constexpr const char* other_key = "01890a5d-ac96-774b-bcce-b302099a8057";

}  // namespace

TEST_CASE("every golden file of operations runs on an empty database", "[dialect][database]") {
    for (const auto& backend : test::backends()) {
        for (const auto& one : test::operations_cases()) {
            if (!one.is_for(backend == "postgresql" ? postgresql_dialect() : sqlite_dialect())) continue;
            DYNAMIC_SECTION(one.name << " on " << backend) {
                test::test_database database(backend);
                CHECK_NOTHROW(database.session().execute_script(test::golden(database.session().dialect(), one.name)));
            }
        }
    }
}

DATABASE_TEST_CASE("every golden statement is understood by its database", "[dialect][database]") {
    session& db = database.session();
    db.execute_script(test::golden(db.dialect(), "statement_tables"));
    for (const auto& one : test::statement_cases()) {
        INFO(one.name);
        const std::string text = test::golden(db.dialect(), one.name);
        CHECK_NOTHROW(db.prepare(text.substr(0, text.find(";\n"))));
    }
}

DATABASE_TEST_CASE("every statement with its values runs", "[dialect][database]") {
    session& db = database.session();
    db.execute_script(test::golden(db.dialect(), "statement_tables"));
    std::size_t ran = 0;
    for (const auto& one : test::statement_cases()) {
        const rendered what = test::render(db.dialect(), one);
        if (parameters_in(what.sql) != what.parameters.size()) continue;  // a placeholder's value comes from elsewhere
        INFO(one.name);
        CHECK_NOTHROW(start(db, what));
        ++ran;
    }
    CHECK(ran > 15);
}

DATABASE_TEST_CASE("any_of finds the elements of an array and nothing by an empty one", "[dialect][database]") {
    session& db = database.session();
    create(db, "things",
           {column("n", {.kind = type_kind::bigint}), column("t", {.kind = type_kind::varchar, .length = 9}),
            column("u", {.kind = type_kind::uuid}), column("at", {.kind = type_kind::timestamp}),
            column("b", {.kind = type_kind::boolean}), column("d", {.kind = type_kind::double_precision})});
    db.execute("insert into things (n, t, u, at, b, d) values ($1, $2, $3, $4, $5, $6)", 1, std::string("1"), uuid{},
               timestamp{}, false, 0.5);
    db.execute("insert into things (n, t, u, at, b, d) values ($1, $2, $3, $4, $5, $6)", 2, std::string("two"),
               uuid::parse(other_key), timestamp::parse("2024-02-29T12:00:00.25Z"), true, 2.0);
    const auto found = [&](const char* name, value_array list) {
        return integers(db, {.columns = {sql::column("n")},
                             .from = sql::table_name{.name = "things"},
                             .where = sql::any_of(sql::column(name), sql::parameter(value(std::move(list)))),
                             .order_by = {{sql::column("n")}}});
    };
    using numbers = std::vector<std::int64_t>;
    CHECK(found("n", {value(std::int64_t{2}), value(std::int64_t{3})}) == numbers{2});
    CHECK(found("n", {}).empty());
    CHECK(found("t", {value(std::string("1")), value(std::string("x'\"]"))}) == numbers{1});
    CHECK(found("u", {value(uuid::parse(other_key)), value(uuid{})}) == numbers{1, 2});
    CHECK(found("at", {value(timestamp::parse("2024-02-29T12:00:00.25Z"))}) == numbers{2});
    CHECK(found("b", {value(true)}) == numbers{2});
    CHECK(found("d", {value(2.0), value(7.0)}) == numbers{2});
}

DATABASE_TEST_CASE("any_of goes by the index of its column", "[dialect][database]") {
    session& db = database.session();
    schema::table table{
        .name = "things",
        .columns = {column("id", {.kind = type_kind::uuid}), column("n", {.kind = type_kind::integer})}};
    table.primary_key = {"things_pkey", {"id"}};
    table.indexes.push_back({.name = "ix_n", .table = "things", .keys = {{.column = "n"}}});
    create(db, table);
    // An empty table is cheapest read from end to end, PostgreSQL knows that.
    if (database.is("postgresql")) db.execute_script("set enable_seqscan = off");
    const auto plan = [&](const char* name) {
        const rendered what = db.dialect().render(
            sql::select{.columns = {sql::column("n")},
                        .from = sql::table_name{.name = "things"},
                        .where = sql::any_of(sql::column(name), sql::parameter(value(value_array{})))});
        statement rows =
            start(db, {(database.is("postgresql") ? "explain " : "explain query plan ") + what.sql, what.parameters});
        std::string result;
        while (rows.next()) result += rows.get<std::string>(database.is("postgresql") ? 0 : 3) + '\n';
        return result;
    };
    CHECK_THAT(plan("n"), test::containing("ix_n"));
    CHECK_THAT(plan("id"), test::containing(database.is("postgresql") ? "things_pkey" : "autoindex_things"));
}

DATABASE_TEST_CASE("an offset without a limit skips rows", "[dialect][database]") {
    session& db = database.session();
    create(db, "things", {column("n", {.kind = type_kind::integer})});
    db.execute_script("insert into things values (1), (2), (3)");
    sql::select what{.columns = {sql::column("n")}, .from = sql::table_name{.name = "things"}, .order_by = {{sql::column("n")}}};
    what.offset = 1;
    CHECK(integers(db, what) == std::vector<std::int64_t>{2, 3});
    what.limit = 1;
    CHECK(integers(db, what) == std::vector<std::int64_t>{2});
    what.limit = 0;
    CHECK(integers(db, what).empty());
}

DATABASE_TEST_CASE("nulls come where the order says", "[dialect][database]") {
    session& db = database.session();
    schema::column rank = column("rank", {.kind = type_kind::integer});
    rank.nullable = true;
    create(db, "things", {column("n", {.kind = type_kind::integer}), rank});
    db.execute_script("insert into things values (1, 10), (2, null), (3, 20)");
    const auto ordered = [&](schema::sort_order order, schema::nulls_order nulls) {
        return integers(db, {.columns = {sql::column("n")},
                             .from = sql::table_name{.name = "things"},
                             .order_by = {{sql::column("rank"), order, nulls}}});
    };
    using numbers = std::vector<std::int64_t>;
    CHECK(ordered(schema::sort_order::ascending, schema::nulls_order::last) == numbers{1, 3, 2});
    CHECK(ordered(schema::sort_order::ascending, schema::nulls_order::first) == numbers{2, 1, 3});
    CHECK(ordered(schema::sort_order::descending, schema::nulls_order::last) == numbers{3, 1, 2});
    CHECK(ordered(schema::sort_order::descending, schema::nulls_order::first) == numbers{2, 3, 1});
}

DATABASE_TEST_CASE("a column refuses what its type does not hold", "[dialect][database]") {
    session& db = database.session();
    const schema::enum_type status{"status", {"it's", "done"}};
    for (const auto& statement : db.dialect().render(schema::create_enum{status})) db.execute_script(statement);
    std::vector<schema::column> columns{
        column("label", {.kind = type_kind::enumeration, .name = status.name, .labels = status.labels}),
        column("name", {.kind = type_kind::varchar, .length = 3}), column("data", {.kind = type_kind::json}),
        column("list", {.kind = type_kind::text, .array = true})};
    for (auto& one : columns) one.nullable = true;
    create(db, "things", columns);
    // Literals, since a driver refuses some of this before the database sees it.
    CHECK_NOTHROW(db.execute_script("insert into things (label) values ('it''s'), (null)"));
    CHECK_THROWS_AS(db.execute_script("insert into things (label) values ('gone')"), database_error);
    CHECK_NOTHROW(db.execute_script("insert into things (name) values ('äöü'), (null)"));
    CHECK_THROWS_AS(db.execute_script("insert into things (name) values ('four')"), database_error);
    CHECK_NOTHROW(db.execute_script("insert into things (data) values ('{\"a\": [1]}'), (null)"));
    CHECK_THROWS_AS(db.execute_script("insert into things (data) values ('{')"), database_error);
    CHECK_THROWS_AS(db.execute_script("insert into things (list) values ('no list')"), database_error);
    CHECK_THROWS_AS(db.execute_script("insert into things (list) values ('\"text\"')"), database_error);
}

DATABASE_TEST_CASE("a rule of a domain is named alike in the error of each backend", "[dialect][database]") {
    session& db = database.session();
    schema::domain email{.name = "valid_email", .type = {.kind = type_kind::text}};
    email.checks.push_back({"valid_email_check", schema::sql_text("value ~ '@'").on("sqlite", "value like '%@%'")});
    for (const auto& statement : db.dialect().render(schema::create_domain{email})) db.execute_script(statement);
    schema::column address = column("address", {.kind = type_kind::domain, .name = email.name});
    address.domain = email;
    create(db, "users", {address});
    CHECK_NOTHROW(db.execute_script("insert into users values ('a@b')"));
    try {
        db.execute_script("insert into users values ('nobody')");
        FAIL("the rule was not kept");
    } catch (const constraint_error& refused) {
        CHECK(refused.which() == constraint_kind::check);
        CHECK(refused.constraint() == "valid_email_check");
    }
}

DATABASE_TEST_CASE("a primary key takes no NULL", "[dialect][database]") {
    session& db = database.session();
    schema::table table{.name = "things", .columns = {column("id", {.kind = type_kind::text})}};
    table.primary_key = {"things_pkey", {"id"}};
    create(db, table);
    CHECK_THROWS_AS(db.execute_script("insert into things values (null)"), constraint_error);
}

DATABASE_TEST_CASE("an identity counts up and uses no number twice", "[dialect][database]") {
    session& db = database.session();
    schema::table table{
        .name = "things",
        .columns = {column("id", {.kind = type_kind::bigint}), column("n", {.kind = type_kind::integer})}};
    table.columns[0].identity = schema::identity_kind::by_default;
    table.primary_key = {"things_pkey", {"id"}};
    create(db, table);
    const auto insert = [&] { return db.query_value<std::int64_t>("insert into things (n) values (0) returning id"); };
    CHECK(insert() == 1);
    CHECK(insert() == 2);
    db.execute("delete from things");
    CHECK(insert() == 3);
}

DATABASE_TEST_CASE("now() as a default is the current time, to be read as a timestamp", "[dialect][database]") {
    session& db = database.session();
    schema::column at = column("at", {.kind = type_kind::timestamp});
    at.default_value = schema::now();
    create(db, "things", {column("n", {.kind = type_kind::integer}), at});
    db.execute("insert into things (n) values (1)");
    const auto apart = timestamp::now().microseconds_since_epoch -
                       db.query_value<timestamp>("select at from things").microseconds_since_epoch;
    CHECK(std::abs(apart) < 60'000'000);
    if (database.is("sqlite"))
        CHECK(db.query_value<std::string>("select at from things").size() == timestamp::max_text);
}

DATABASE_TEST_CASE("random_uuid() as a default is a version 4 UUID of its own for each row", "[dialect][database]") {
    session& db = database.session();
    schema::column key = column("key", {.kind = type_kind::uuid});
    key.default_value = schema::random_uuid();
    create(db, "things", {column("n", {.kind = type_kind::integer}), key});
    db.execute(
        "insert into things (n) with recursive k(n) as (select 1 union all select n + 1 from k where n < 500) select n "
        "from k");
    std::set<uuid> seen;
    bool well_formed = true;
    auto rows = db.query("select key from things");
    while (rows.next()) {
        const auto one = rows.get<uuid>(0);
        well_formed = well_formed && one.octets[6] >> 4 == 4 && one.octets[8] >> 6 == 2;
        if (database.is("sqlite")) well_formed = well_formed && rows.get<std::string>(0) == one.to_string();
        seen.insert(one);
    }
    CHECK(well_formed);
    CHECK(seen.size() == 500);
}
