#include "query/shop.hpp"

#include "support/catch.hpp"

#include <algorithm>

using namespace shop;
using rowan::field;

namespace {

struct fixture {
    explicit fixture(rowan::session& db) : customers(db), purchases(db) {
        create_tables(db);
        ada = customers.insert({.name = "Ada"});
        bob = customers.insert({.name = "Bob"});
        first = purchases.insert({.customer_id = ada.id, .amount = 1});
        second = purchases.insert({.customer_id = ada.id, .referrer_id = bob.id, .replaces_id = first.id, .amount = 2});
        third = purchases.insert({.customer_id = ada.id, .replaces_id = second.id, .amount = 3});
    }
    rowan::repository<customer> customers;
    rowan::repository<purchase> purchases;
    customer ada, bob;
    purchase first, second, third;
};

}  // namespace

DATABASE_TEST_CASE("children come in the order of their key, and none for a parent without", "[relation]") {
    fixture with(database.session());
    const auto all = with.customers.order_by(field<&customer::name>).all<customer_account>();
    REQUIRE(all.size() == 2);
    REQUIRE(all[0].purchases.size() == 3);
    CHECK(all[0].purchases[0].amount == 1);
    CHECK(all[0].purchases[2].amount == 3);
    CHECK(all[1].purchases.empty());
}

DATABASE_TEST_CASE("via chooses between two foreign keys to one table", "[relation]") {
    fixture with(database.session());
    const auto page = with.purchases.get<purchase_page>(with.second.id);
    CHECK(page.buyer.name == "Ada");
    REQUIRE(page.referrer);
    CHECK(page.referrer->name == "Bob");
    REQUIRE(page.replaces);
    CHECK(page.replaces->id == with.first.id);
    const auto plain = with.purchases.get<purchase_page>(with.first.id);
    CHECK_FALSE(plain.referrer);
    CHECK_FALSE(plain.replaces);
}

DATABASE_TEST_CASE("a self reference loads as deep as the rows go", "[relation]") {
    fixture with(database.session());
    const auto chain = with.purchases.get<purchase_chain>(with.first.id);
    REQUIRE(chain.replaced_by.size() == 1);
    CHECK(chain.replaced_by[0].amount == 2);
    REQUIRE(chain.replaced_by[0].replaced_by.size() == 1);
    CHECK(chain.replaced_by[0].replaced_by[0].amount == 3);
    CHECK(chain.replaced_by[0].replaced_by[0].replaced_by.empty());
}

DATABASE_TEST_CASE("rows that refer to each other in a circle are an error, not an endless loop", "[relation]") {
    fixture with(database.session());
    with.purchases.patch(with.first.id, rowan::patch<purchase>().set<&purchase::replaces_id>(with.third.id));
    CHECK_THROWS_AS(with.purchases.get<purchase_chain>(with.first.id), rowan::usage_error);
}

DATABASE_TEST_CASE("a relation takes one statement a level, however many rows", "[relation]") {
    auto& db = database.session();
    fixture with(db);
    const auto statements = [&](auto read) {
        const rowan::testing::statement_recorder watch(db);
        read();
        return watch.count();
    };
    CHECK(statements([&] { with.customers.all<customer_account>(); }) == 2);
    // customers, purchases, buyer, referrer, replaced purchase
    CHECK(statements([&] { with.customers.all<customer_history>(); }) == 5);

    std::vector<customer> more;
    for (int i = 0; i != 100; ++i) more.push_back({.name = std::to_string(i)});
    more = with.customers.insert_all(more);
    std::vector<purchase> bought;
    for (const auto& one : more) {
        for (int i = 0; i != 5; ++i) bought.push_back({.customer_id = one.id, .referrer_id = with.ada.id, .replaces_id = with.first.id, .amount = i});
    }
    with.purchases.insert_all(bought);
    CHECK(statements([&] { with.customers.all<customer_account>(); }) == 2);
    CHECK(statements([&] { with.customers.all<customer_history>(); }) == 5);

    const auto all = with.customers.all<customer_history>();
    REQUIRE(all.size() == 102);
    for (const auto& one : all) {
        if (one.id == with.ada.id || one.id == with.bob.id) continue;
        REQUIRE(one.purchases.size() == 5);
        for (const auto& page : one.purchases) {
            REQUIRE(page.buyer.id == one.id);
            REQUIRE(page.referrer->name == "Ada");
            REQUIRE(page.replaces->id == with.first.id);
        }
    }
}

DATABASE_TEST_CASE("an empty result asks for no relation", "[relation]") {
    auto& db = database.session();
    fixture with(db);
    const rowan::testing::statement_recorder watch(db);
    CHECK(with.customers.where(field<&customer::name> == "nobody").all<customer_account>().empty());
    CHECK(watch.count() == 1);
}
