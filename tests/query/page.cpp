#include "query/shop.hpp"

#include <rowan/query/aggregate.hpp>

#include "support/catch.hpp"

#include <limits>

using namespace shop;
using rowan::field;

namespace {

rowan::selection<counter> counters(rowan::session& db, int rows) {
    create_tables(db);
    const rowan::repository<counter> all(db);
    for (int i = 1; i <= rows; ++i) all.insert({.label = i % 2 == 0 ? "even" : "odd"});
    return all.select();
}

}  // namespace

DATABASE_TEST_CASE("a page has its rows and the number of all", "[page]") {
    const auto all = counters(database.session(), 7).order_by(field<&counter::label>.desc());
    const auto second = all.page({.number = 2, .size = 3});
    REQUIRE(second.rows.size() == 3);
    CHECK(second.rows[0].id == 1);
    CHECK(second.rows[1].id == 6);
    CHECK(second.total == 7);
    CHECK(second.pages() == 3);
    CHECK(second.has_next());
    CHECK(second.has_previous());
    const auto last = all.page({.number = 3, .size = 3});
    CHECK(last.rows.size() == 1);
    CHECK(last.total == 7);
    CHECK_FALSE(last.has_next());
}

DATABASE_TEST_CASE("a page behind the last one is empty and knows the number of all", "[page]") {
    const auto all = counters(database.session(), 4);
    const auto behind = all.page({.number = 3, .size = 2});
    CHECK(behind.rows.empty());
    CHECK(behind.total == 4);
    CHECK(behind.pages() == 2);
    CHECK_FALSE(behind.has_next());
    CHECK(behind.has_previous());
}

DATABASE_TEST_CASE("of no rows there is one empty page", "[page]") {
    const auto page = counters(database.session(), 0).page({});
    CHECK(page.rows.empty());
    CHECK(page.total == 0);
    CHECK(page.pages() == 0);
    CHECK_FALSE(page.has_next());
    CHECK_FALSE(page.has_previous());
}

DATABASE_TEST_CASE("a page that is not full needs no second statement", "[page]") {
    const auto all = counters(database.session(), 5);
    const rowan::testing::statement_recorder watch(database.session());
    CHECK(all.page({.number = 2, .size = 3}).total == 5);
    CHECK(watch.count() == 1);
}

DATABASE_TEST_CASE("pages of groups count the groups", "[page]") {
    const auto labels =
        counters(database.session(), 5).group_by(field<&counter::label>).select(field<&counter::label>, rowan::count());
    const auto page = labels.order_by(field<&counter::label>).page({.size = 1});
    REQUIRE(page.rows.size() == 1);
    CHECK(page.rows[0] == std::tuple<std::string, std::int64_t>("even", 2));
    CHECK(page.total == 2);
}

DATABASE_TEST_CASE("truths are read as pages and as a whole", "[page]") {
    const auto all =
        counters(database.session(), 3).order_by(field<&counter::id>).select(field<&counter::label> == "odd");
    CHECK(all.all() == std::vector{true, false, true});
    CHECK(all.page({.number = 1, .size = 2}).rows == std::vector{true, false});
    const rowan::cursor_key key = rowan::cursor_key::generate();
    const auto page = all.keyset_page(key, {.size = 2});
    CHECK(all.keyset_page(key, {.size = 2, .after = page.next}).rows == std::vector{true});
    CHECK(all.keyset_page(key, {.size = 2, .before = all.keyset_page(key, {.size = 2, .after = page.next}).previous})
              .rows == page.rows);
}

DATABASE_TEST_CASE("a page has the relations of its rows", "[page]") {
    create_tables(database.session());
    const rowan::repository<customer> customers(database.session());
    const auto ada = customers.insert(customer{.name = "Ada"});
    rowan::repository<purchase>(database.session()).insert({.customer_id = ada.id, .amount = 1});
    const auto page = customers.select().page<customer_account>({});
    REQUIRE(page.rows.size() == 1);
    CHECK(page.rows[0].purchases.size() == 1);
}

DATABASE_TEST_CASE("numbers that no page has are refused", "[page]") {
    const auto all = counters(database.session(), 1);
    CHECK_THROWS_AS(all.page({.number = 0}), rowan::usage_error);
    CHECK_THROWS_AS(all.page({.size = 0}), rowan::usage_error);
    CHECK_THROWS_AS(all.page({.number = std::numeric_limits<std::uint64_t>::max(), .size = 2}), rowan::usage_error);
    CHECK_THROWS_AS(all.limit(1).page({}), rowan::usage_error);
}
