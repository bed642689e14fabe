#include "query/shop.hpp"

#include "support/catch.hpp"

using namespace shop;
using rowan::field;

namespace {

/// Four purchases of one customer: amounts 1 to 4, the odd ones paid, the last with a note.
std::vector<purchase> four_purchases(rowan::session& db) {
    create_tables(db);
    const customer ada = rowan::repository<customer>(db).insert({.name = "Ada"});
    std::vector<purchase> rows;
    for (int i = 1; i <= 4; ++i) rows.push_back({.customer_id = ada.id, .state = i % 2 ? state::paid : state::open, .amount = i});
    rows.back().note = "gift";
    return rowan::repository<purchase>(db).insert_all(rows);
}

std::vector<int> amounts(const std::vector<purchase>& of) {
    std::vector<int> result;
    for (const auto& one : of) result.push_back(one.amount);
    return result;
}

}  // namespace

DATABASE_TEST_CASE("conditions combine", "[selection]") {
    auto& db = database.session();
    four_purchases(db);
    rowan::repository<purchase> purchases(db);
    const auto find = [&](auto condition) { return amounts(purchases.where(condition).order_by(field<&purchase::amount>).all()); };
    CHECK(find(field<&purchase::state> == state::paid) == std::vector{1, 3});
    CHECK(find(field<&purchase::state> != state::paid) == std::vector{2, 4});
    CHECK(find(field<&purchase::amount> < 2) == std::vector{1});
    CHECK(find(field<&purchase::amount> <= 2) == std::vector{1, 2});
    CHECK(find(field<&purchase::amount> > 3) == std::vector{4});
    CHECK(find(field<&purchase::amount> >= 3) == std::vector{3, 4});
    CHECK(find(field<&purchase::amount>.between(2, 3)) == std::vector{2, 3});
    CHECK(find(field<&purchase::amount> == 1 || field<&purchase::amount> == 4) == std::vector{1, 4});
    CHECK(find((field<&purchase::amount> == 1 || field<&purchase::amount> == 4) && field<&purchase::state> == state::paid) == std::vector{1});
    CHECK(find(!(field<&purchase::amount> == 1 || field<&purchase::amount> == 4)) == std::vector{2, 3});
    CHECK(find(field<&purchase::note> == "gift") == std::vector{4});
}

DATABASE_TEST_CASE("an integer beyond the field's type equals no row and still has its place in the order", "[selection]") {
    auto& db = database.session();
    four_purchases(db);
    rowan::repository<purchase> purchases(db);
    constexpr std::int64_t beyond = 5'000'000'000;
    CHECK(purchases.where(field<&purchase::amount> == beyond).count() == 0);
    CHECK(purchases.where(field<&purchase::amount> < beyond).count() == 4);
    CHECK(purchases.where(field<&purchase::amount>.between(2, beyond)).count() == 3);
    CHECK(purchases.where(field<&purchase::amount>.in(2, beyond)).count() == 1);
    CHECK_THROWS_AS(rowan::patch<purchase>().set<&purchase::amount>(beyond), rowan::mapping_error);
}

DATABASE_TEST_CASE("NULL is asked for with is_null, nullopt or an empty optional", "[selection]") {
    auto& db = database.session();
    four_purchases(db);
    rowan::repository<purchase> purchases(db);
    CHECK(purchases.where(field<&purchase::note>.is_null()).count() == 3);
    CHECK(purchases.where(field<&purchase::note>.is_not_null()).count() == 1);
    CHECK(purchases.where(field<&purchase::note> == std::nullopt).count() == 3);
    CHECK(purchases.where(field<&purchase::note> != std::nullopt).count() == 1);
    CHECK(purchases.where(field<&purchase::note> == std::optional<std::string>()).count() == 3);
    CHECK(purchases.where(field<&purchase::note> == std::optional<std::string>("gift")).count() == 1);
}

DATABASE_TEST_CASE("in takes a list of any length", "[selection]") {
    auto& db = database.session();
    const auto rows = four_purchases(db);
    rowan::repository<purchase> purchases(db);
    CHECK(purchases.where(field<&purchase::amount>.in(1, 2, 9)).count() == 2);
    CHECK(purchases.where(field<&purchase::amount>.in(4)).count() == 1);
    CHECK(purchases.where(field<&purchase::state>.in(state::paid, state::sent)).count() == 2);
    CHECK(purchases.where(field<&purchase::note>.in("gift", "x'y")).count() == 1);
    CHECK(purchases.where(field<&purchase::id>.in(std::vector{rows[0].id, rows[3].id})).count() == 2);
    CHECK(purchases.where(field<&purchase::amount>.in(std::vector<int>())).count() == 0);
    std::vector<int> many(100'000);
    for (std::size_t i = 0; i != many.size(); ++i) many[i] = static_cast<int>(i) + 3;
    CHECK(purchases.where(field<&purchase::amount>.in(many)).count() == 2);
}

DATABASE_TEST_CASE("conditions of several where calls must all be met", "[selection]") {
    auto& db = database.session();
    four_purchases(db);
    auto query = rowan::repository<purchase>(db).select();
    query = query.where(field<&purchase::state> == state::paid);
    query = query.where(field<&purchase::amount> > 1);
    CHECK(amounts(query.all()) == std::vector{3});
}

DATABASE_TEST_CASE("a selection that another is made from stays as it was", "[selection]") {
    auto& db = database.session();
    four_purchases(db);
    const auto all = rowan::repository<purchase>(db).order_by(field<&purchase::amount>);
    CHECK(amounts(all.where(field<&purchase::state> == state::paid).limit(1).offset(1).all()) == std::vector{3});
    CHECK(amounts(all.order_by(field<&purchase::note>).all()) == std::vector{1, 2, 3, 4});
    CHECK(amounts(all.all()) == std::vector{1, 2, 3, 4});
}

DATABASE_TEST_CASE("two fields are compared with each other", "[selection]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<stock> stocks(db);
    stocks.insert({"a", 1, 5});
    stocks.insert({"b", 2, 7});
    CHECK(rowan::repository<customer>(db).where(field<&customer::created_at> == field<&customer::updated_at>).count() == 0);
}

DATABASE_TEST_CASE("NULL sorts last ascending and first descending", "[selection]") {
    auto& db = database.session();
    four_purchases(db);
    rowan::repository<purchase> purchases(db);
    CHECK(amounts(purchases.order_by(field<&purchase::note>, field<&purchase::amount>).all()) == std::vector{4, 1, 2, 3});
    CHECK(amounts(purchases.order_by(field<&purchase::note>.desc(), field<&purchase::amount>.desc()).all()) == std::vector{3, 2, 1, 4});
}

DATABASE_TEST_CASE("limit and offset cut a window out of the rows", "[selection]") {
    auto& db = database.session();
    four_purchases(db);
    rowan::repository<purchase> purchases(db);
    const auto sorted = purchases.order_by(field<&purchase::amount>);
    CHECK(amounts(sorted.limit(2).all()) == std::vector{1, 2});
    CHECK(amounts(sorted.limit(2).offset(1).all()) == std::vector{2, 3});
    CHECK(amounts(sorted.offset(3).all()) == std::vector{4});
    CHECK(sorted.limit(0).all().empty());
    CHECK(sorted.limit(3).count() == 3);
    CHECK(sorted.limit(3).offset(2).count() == 2);
    CHECK_FALSE(sorted.limit(0).exists());
}

DATABASE_TEST_CASE("one demands exactly one row, first takes any number", "[selection]") {
    auto& db = database.session();
    four_purchases(db);
    rowan::repository<purchase> purchases(db);
    CHECK(purchases.where(field<&purchase::amount> == 2).one().amount == 2);
    CHECK_THROWS_AS(purchases.where(field<&purchase::amount> == 9).one(), rowan::not_found);
    CHECK_THROWS_AS(purchases.where(field<&purchase::amount> > 1).one(), rowan::usage_error);
    CHECK_FALSE(purchases.where(field<&purchase::amount> == 9).one_or_none());
    CHECK_THROWS_AS(purchases.where(field<&purchase::amount> > 1).one_or_none(), rowan::usage_error);
    CHECK(purchases.order_by(field<&purchase::amount>.desc()).first()->amount == 4);
    CHECK_FALSE(purchases.where(field<&purchase::amount> == 9).first());
}

DATABASE_TEST_CASE("rows that meet a condition are changed and removed", "[selection]") {
    auto& db = database.session();
    four_purchases(db);
    rowan::repository<purchase> purchases(db);
    CHECK(purchases.where(field<&purchase::state> == state::open)
              .update(rowan::patch<purchase>().set<&purchase::state>(state::sent).set<&purchase::note>("x")) == 2);
    CHECK(purchases.where(field<&purchase::state> == state::sent && field<&purchase::note> == "x").count() == 2);
    CHECK(purchases.where(field<&purchase::amount> <= 3).remove() == 3);
    CHECK(purchases.count() == 1);
    CHECK_THROWS_AS(purchases.select().limit(1).remove(), rowan::usage_error);
    CHECK(purchases.select().remove() == 1);
}

DATABASE_TEST_CASE("decimals compare and sort as numbers", "[selection]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<price> prices(db);
    for (const char* amount : {"9", "10.00", "100", "-2.5", "2.50"}) {
        prices.insert({.amount = rowan::decimal(amount), .discount = rowan::decimal(amount)});
    }
    prices.insert({.amount = rowan::decimal("9.99")});
    std::string sorted;
    for (const auto& one : prices.order_by(field<&price::amount>).all()) sorted += one.amount.to_string() + ' ';
    CHECK(sorted == "-2.5 2.50 9 9.99 10.00 100 ");
    CHECK(prices.order_by(field<&price::discount>.desc()).all().front().discount == std::nullopt);
    CHECK(prices.where(field<&price::amount> > rowan::decimal("9")).count() == 3);
    CHECK(prices.where(field<&price::amount> == rowan::decimal("2.5")).count() == 1);
    CHECK(prices.where(field<&price::amount> == 10).count() == 1);
    CHECK(prices.where(field<&price::amount>.in(rowan::decimal("9.00"), rowan::decimal("10.0"))).count() == 2);
    CHECK(prices.where(field<&price::amount> == field<&price::discount>).count() == 5);
    CHECK(prices.where(field<&price::discount>.is_null()).count() == 1);
    CHECK(prices.where(field<&price::amount>.between(-3, 9)).count() == 3);
}

DATABASE_TEST_CASE("hostile text is only ever a value", "[selection]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    for (const char* name : {"'; drop table customers; --", "\" or 1=1", "$1 ?1 :a", "\\'\\", "%_", "{\"a\":[1]}", "\xF0\x9F\x8C\xB3"}) {
        const customer stored = customers.insert({.name = name});
        CHECK(customers.where(field<&customer::name> == name).one().id == stored.id);
        CHECK(customers.where(field<&customer::name>.in(name)).one().id == stored.id);
        CHECK(customers.get(stored.id).name == name);
    }
    CHECK(customers.count() == 7);
}

DATABASE_TEST_CASE("a shape reads its own columns only", "[shape]") {
    auto& db = database.session();
    create_tables(db);
    rowan::repository<customer> customers(db);
    const customer ada = customers.insert({.name = "Ada"});
    const rowan::testing::statement_recorder watch(db);
    CHECK(customers.get<customer_name>(ada.id).name == "Ada");
    CHECK(watch.last().find("phone") == std::string::npos);
    CHECK(customers.all<customer_name>().size() == 1);
    CHECK(customers.where(field<&customer::phone> == std::nullopt).one<customer_name>().id == ada.id);
}
