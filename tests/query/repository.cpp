#include "query/shop.hpp"

#include "support/catch.hpp"

using namespace shop;
using rowan::field;

DATABASE_TEST_CASE("an inserted row is found by its key", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    const customer ada = customers.insert({.name = "Ada", .phone = "1"});
    const auto found = customers.find(ada.id);
    REQUIRE(found);
    CHECK(found->name == "Ada");
    CHECK(found->phone == "1");
    CHECK(found->created_at == ada.created_at);
}

DATABASE_TEST_CASE("insert gives a nil key a version 7 UUID and keeps a given one", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    const customer ada = customers.insert({.name = "Ada"});
    CHECK((ada.id.value.octets[6] >> 4) == 7);
    const auto own = rowan::id<customer>::generate();
    CHECK(customers.insert({.id = own, .name = "Bob"}).id == own);
}

DATABASE_TEST_CASE("insert stamps created_at and updated_at, update only updated_at", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    customer ada = customers.insert({.name = "Ada"});
    CHECK(ada.created_at != rowan::timestamp{});
    CHECK(ada.created_at == ada.updated_at);
    const auto created = ada.created_at;
    ada.name = "Ada L.";
    ada.created_at = {};
    const customer stored = customers.update(ada);
    CHECK(stored.updated_at > created);
    const customer read = customers.get(ada.id);
    CHECK(read.name == "Ada L.");
    CHECK(read.created_at == created);
    CHECK(read.updated_at == stored.updated_at);
}

DATABASE_TEST_CASE("an identity of zero is numbered by the database", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<counter> counters(db);
    const counter first = counters.insert({.label = "a"});
    const counter second = counters.insert({.label = "b"});
    CHECK(first.id > 0);
    CHECK(second.id > first.id);
    CHECK(counters.get(second.id).label == "b");
}

DATABASE_TEST_CASE("insert_all returns the numbers in the order of the rows", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<counter> counters(db);
    std::vector<counter> rows;
    for (int i = 0; i != 50; ++i) rows.push_back({.label = std::to_string(i)});
    rows = counters.insert_all(std::move(rows));
    REQUIRE(rows.size() == 50);
    for (const auto& row : rows) CHECK(counters.get(row.id).label == row.label);
}

DATABASE_TEST_CASE("insert_all numbers the rows without a number and keeps the others' own", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<counter> counters(db);
    const counter before = counters.insert({.label = "before"});
    std::vector<counter> rows;
    for (int i = 0; i != 40; ++i) rows.push_back({.id = i % 2 == 0 ? 0 : 1000 + i, .label = std::to_string(i)});
    rows = counters.insert_all(std::move(rows));
    REQUIRE(rows.size() == 40);
    CHECK(counters.count() == 41);
    CHECK(rows[0].id > before.id);
    for (int i = 0; i != 40; ++i) {
        const auto& row = rows[static_cast<std::size_t>(i)];
        if (i % 2 != 0) CHECK(row.id == 1000 + i);
        CHECK(counters.get(row.id).label == std::to_string(i));
    }
    CHECK(counters.insert({.label = "after"}).id > rows[38].id);
}

DATABASE_TEST_CASE("insert_all of many rows stores every one", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    rowan::repository<purchase> purchases(db);
    const customer ada = customers.insert({.name = "Ada"});
    std::vector<purchase> rows;
    for (int i = 0; i != 1000; ++i) {
        rows.push_back({.customer_id = ada.id, .state = i % 2 == 0 ? state::paid : state::sent, .amount = i,
                        .note = i % 3 == 0 ? std::optional<std::string>("n\t\"" + std::to_string(i)) : std::nullopt});
    }
    rows = purchases.insert_all(std::move(rows));
    const auto read = purchases.order_by(field<&purchase::amount>).all();
    REQUIRE(read.size() == rows.size());
    for (std::size_t i = 0; i != rows.size(); ++i) {
        REQUIRE(read[i].id == rows[i].id);
        REQUIRE(read[i].state == rows[i].state);
        REQUIRE(read[i].note == rows[i].note);
        REQUIRE_FALSE(read[i].referrer_id);
    }
}

DATABASE_TEST_CASE("insert_all stores nothing when one row is refused", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    for (const int size : {3, 100}) {
        std::vector<customer> rows;
        for (int i = 0; i != size; ++i) rows.push_back({.name = std::to_string(i)});
        rows.back().name = "0";
        CHECK_THROWS_AS(customers.insert_all(rows), rowan::constraint_error);
        CHECK(customers.count() == 0);
    }
}

DATABASE_TEST_CASE("insert_all joins a transaction that is open", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    for (const int size : {3, 100}) {
        rowan::transaction work(db);
        std::vector<customer> rows;
        for (int i = 0; i != size; ++i) rows.push_back({.name = std::to_string(i)});
        customers.insert_all(rows);
        CHECK(customers.count() == static_cast<std::uint64_t>(size));
        work.rollback();
        CHECK(customers.count() == 0);
    }
}

DATABASE_TEST_CASE("an observer sees a bulk insert and how many rows it stored", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    std::vector<customer> rows;
    for (int i = 0; i != 100; ++i) rows.push_back({.name = std::to_string(i)});
    const rowan::testing::statement_recorder watch(db);
    customers.insert_all(rows);
    std::uint64_t stored = 0;
    for (const auto& one : watch.all()) {
        if (one.sql.find("\"customers\"") != std::string::npos) stored += one.rows;
    }
    CHECK(stored == 100);
}

DATABASE_TEST_CASE("insert_all of nothing runs no statement", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    const rowan::testing::statement_recorder watch(db);
    CHECK(rowan::repository<customer>(db).insert_all({}).empty());
    CHECK(watch.count() == 0);
}

DATABASE_TEST_CASE("get of a missing key throws not_found with the table's name", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    CHECK_FALSE(customers.find(rowan::id<customer>::generate()));
    try {
        customers.get(rowan::id<customer>::generate());
        FAIL("no exception");
    } catch (const rowan::not_found& error) {
        CHECK(std::string(error.what()).find("\"customers\"") != std::string::npos);
    }
}

DATABASE_TEST_CASE("update of a missing row throws not_found", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    CHECK_THROWS_AS(customers.update({.id = rowan::id<customer>::generate(), .name = "x"}), rowan::not_found);
}

DATABASE_TEST_CASE("patch changes what it sets and nothing else", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    const customer ada = customers.insert({.name = "Ada", .phone = "1"});
    customers.patch(ada.id, rowan::patch<customer>().set<&customer::phone>(std::nullopt));
    customer read = customers.get(ada.id);
    CHECK(read.name == "Ada");
    CHECK_FALSE(read.phone);
    CHECK(read.updated_at > ada.updated_at);
    customers.patch(ada.id, rowan::patch<customer>().set<&customer::name>("Lovelace").set<&customer::name>("A. L."));
    CHECK(customers.get(ada.id).name == "A. L.");
}

DATABASE_TEST_CASE("patch of a missing row throws not_found, an empty patch too", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    const auto nobody = rowan::id<customer>::generate();
    CHECK_THROWS_AS(customers.patch(nobody, rowan::patch<customer>().set<&customer::name>("x")), rowan::not_found);
    CHECK_THROWS_AS(customers.patch(nobody, rowan::patch<customer>()), rowan::not_found);
}

DATABASE_TEST_CASE("remove tells whether there was a row", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    const customer ada = customers.insert({.name = "Ada"});
    CHECK(customers.exists(ada.id));
    CHECK(customers.remove(ada.id));
    CHECK_FALSE(customers.exists(ada.id));
    CHECK_FALSE(customers.remove(ada.id));
}

DATABASE_TEST_CASE("a composite key is given as a tuple", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<stock> stocks(db);
    stocks.insert({"north", 1, 10});
    stocks.insert({"north", 2, 20});
    stock two = stocks.get({"north", 2});
    CHECK(two.quantity == 20);
    two.quantity = 25;
    stocks.update(two);
    CHECK(stocks.get({"north", 2}).quantity == 25);
    CHECK(stocks.get({"north", 1}).quantity == 10);
    stocks.patch({"north", 1}, rowan::patch<stock>().set<&stock::quantity>(11));
    CHECK(stocks.get({"north", 1}).quantity == 11);
    CHECK(stocks.remove({"north", 1}));
    CHECK(stocks.count() == 1);
}

DATABASE_TEST_CASE("all is in the order of the key", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<stock> stocks(db);
    stocks.insert({"b", 1, 1});
    stocks.insert({"a", 2, 2});
    stocks.insert({"a", 1, 3});
    const auto rows = stocks.all();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].quantity == 3);
    CHECK(rows[1].quantity == 2);
    CHECK(rows[2].quantity == 1);
}

DATABASE_TEST_CASE("a repository's repeated call prepares its statement once", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    const customer ada = customers.insert({.name = "Ada"});
    for (int i = 0; i != 100; ++i) REQUIRE(customers.get(ada.id).name == "Ada");
    if (database.is("postgresql")) {
        CHECK(db.query_value<std::int64_t>("select count(*) from pg_prepared_statements where statement like 'select \"id\"%'") ==
              (database.is_pooled() ? 0 : 1));
    }
}

DATABASE_TEST_CASE("a column that the table lacks is an error that names it", "[repository]") {
    auto& db = database.session();
    create_tables(db);
    db.execute_script("alter table customers rename column name to full_name");
    rowan::repository<customer> customers(db);
    try {
        customers.all();
        FAIL("no exception");
    } catch (const rowan::database_error& error) {
        CHECK(error.sqlstate() == "42703");
        CHECK(std::string(error.what()).find("name") != std::string::npos);
    }
    CHECK_THROWS_AS(customers.insert({.name = "Ada"}), rowan::database_error);
}
