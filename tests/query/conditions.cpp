#include "query/samples.hpp"
#include "query/shop.hpp"

#include "support/catch.hpp"
#include "support/hostile.hpp"

using namespace samples;
using rowan::field, rowan::from;

DATABASE_TEST_CASE("like tells letters apart by case, ilike does not", "[condition]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(names(db, field<&sample::name>.like("A%")) == strings{"Ada"});
    CHECK(names(db, field<&sample::name>.like("a%")).empty());
    CHECK(names(db, field<&sample::name>.ilike("a%")) == strings{"Ada"});
    CHECK(names(db, field<&sample::name>.like("_d_")) == strings{"Ada"});
    CHECK(names(db, !field<&sample::name>.like("A%")) == strings{"bob", "Cy\\d"});
}

DATABASE_TEST_CASE("starts_with, ends_with and contains look for the text itself", "[condition]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(names(db, field<&sample::note>.starts_with("50%")) == strings{"Ada"});
    CHECK(names(db, field<&sample::note>.starts_with("5_%")).empty());
    CHECK(names(db, field<&sample::note>.ends_with("_")) == strings{"Ada"});
    CHECK(names(db, field<&sample::note>.contains("% o")) == strings{"Ada"});
    CHECK(names(db, field<&sample::name>.contains("\\")) == strings{"Cy\\d"});
}

DATABASE_TEST_CASE("a field is compared with a field, a sum with a value, a value with a field", "[condition]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(names(db, field<&sample::count> > field<&sample::rank>) == strings{"Ada"});
    CHECK(names(db, field<&sample::count> + 1 == 8) == strings{"Ada"});
    CHECK(names(db, 2 == field<&sample::count>) == strings{"Cy\\d"});
    CHECK(names(db, 3 > field<&sample::count>) == strings{"bob", "Cy\\d"});
}

DATABASE_TEST_CASE("exact numbers are compared as numbers", "[condition]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(names(db, field<&sample::price> > rowan::decimal("10")) == strings{"bob", "Cy\\d"});
    CHECK(names(db, field<&sample::price> == rowan::decimal("100.00")) == strings{"Cy\\d"});
    CHECK(names(db, field<&sample::price>.in(rowan::decimal("9.990"), rowan::decimal("1e2"))) == strings{"Ada", "Cy\\d"});
    CHECK(names(db, field<&sample::price> - field<&sample::discount> == rowan::decimal("9.49")) == strings{"Ada"});
    CHECK(names(db, field<&sample::price>.between(rowan::decimal("9.991"), rowan::decimal("10.010"))) == strings{"bob"});
}

DATABASE_TEST_CASE("NULL is the same as NULL where is_same_as asks", "[condition]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(names(db, field<&sample::rank>.is_same_as(field<&sample::rank>)) == strings{"Ada", "bob", "Cy\\d"});
    CHECK(names(db, field<&sample::rank>.is_distinct_from(1)) == strings{"bob", "Cy\\d"});
}

DATABASE_TEST_CASE("a boolean field is a condition", "[condition]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(names(db, field<&sample::active>) == strings{"Ada", "Cy\\d"});
    CHECK(names(db, !field<&sample::active>) == strings{"bob"});
    CHECK(names(db, field<&sample::active> && field<&sample::count> > 5) == strings{"Ada"});
}

DATABASE_TEST_CASE("an array contains an element", "[condition]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(names(db, field<&sample::tags>.contains("blue")) == strings{"Ada", "Cy\\d"});
    CHECK(names(db, field<&sample::numbers>.contains(2)) == strings{"Ada"});
    CHECK(names(db, field<&sample::numbers>.contains(field<&sample::count>)).empty());
}

DATABASE_TEST_CASE("JSON is asked by path, containment and key", "[condition]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(names(db, field<&sample::config>.text_at("size", "w") == "3") == strings{"Ada", "Cy\\d"});
    CHECK(names(db, field<&sample::config>.text_at("list", "1") == "two") == strings{"Ada"});
    CHECK(names(db, field<&sample::config>.at("size", "h").is_not_null()) == strings{"Cy\\d"});
    CHECK(names(db, field<&sample::config>.contains_json(rowan::json<>(R"({"size": {"h": 1}})"))) == strings{"Cy\\d"});
    CHECK(names(db, field<&sample::config>.has_key("list")) == strings{"Ada"});
    CHECK(value_for(db, "Ada", field<&sample::config>.text_at("list", "2")) == std::nullopt);
    CHECK(value_for(db, "Ada", field<&sample::config>.text_at("list", "1")) == "two");
    CHECK(value_for(db, "Ada", field<&sample::config>.at("size"))->text() == rowan::json<>(R"({"w": 3})").text());
}

DATABASE_TEST_CASE("a list comes from a query", "[condition]") {
    auto& db = database.session();
    three_samples(db);
    const auto measured = from<reading>().where(field<&reading::value> == 7).select(field<&reading::sample_id>);
    CHECK(names(db, field<&sample::id>.in(measured)) == strings{"Ada"});
    CHECK(names(db, field<&sample::id>.not_in(measured)) == strings{"bob", "Cy\\d"});
    CHECK(names(db, field<&sample::name>.in({"Ada", "bob"})) == strings{"Ada", "bob"});
    CHECK(names(db, field<&sample::name>.not_in({"Ada", "bob"})) == strings{"Cy\\d"});
    CHECK(names(db, field<&sample::id>.not_in(std::vector<std::int64_t>{})) == strings{"Ada", "bob", "Cy\\d"});
}

DATABASE_TEST_CASE("exists speaks of the query around it", "[condition]") {
    auto& db = database.session();
    three_samples(db);
    const auto own = from<reading>().where(field<&reading::sample_id> == field<&sample::id>);
    CHECK(names(db, exists(own)) == strings{"Ada", "bob"});
    CHECK(names(db, not_exists(own)) == strings{"Cy\\d"});
    CHECK(names(db, exists(own.where(field<&reading::value> > 5))) == strings{"Ada"});
    CHECK(names(db, scalar(own.select(rowan::max(field<&reading::value>))) == 7) == strings{"Ada"});
    CHECK(names(db, scalar(own.select(rowan::count())) == 0) == strings{"Cy\\d"});
}

DATABASE_TEST_CASE("conditions are added at run time", "[condition]") {
    auto& db = database.session();
    three_samples(db);
    using found_by = rowan::condition<sample>;
    const auto search = [&](std::optional<std::string> text, std::optional<int> least) {
        auto query = from<sample>(db);
        if (text) query = std::move(query).where(field<&sample::name>.contains(*text));
        if (least) query = std::move(query).where(field<&sample::count> >= *least);
        return query.count();
    };
    CHECK(search({}, {}) == 3);
    CHECK(search("d", {}) == 2);
    CHECK(search("d", 3) == 1);
    std::optional<found_by> none;
    CHECK(from<sample>(db).where(none).count() == 3);
    none = field<&sample::count> == 7;
    none = *none || field<&sample::name> == "bob";
    CHECK(from<sample>(db).where(none).count() == 2);
}

DATABASE_TEST_CASE("hostile texts are values and nothing else", "[condition]") {
    auto& db = database.session();
    three_samples(db);
    for (const std::string& text : rowan::test::hostile_texts()) {
        CAPTURE(text);
        const auto one = rowan::repository<sample>(db).insert({.name = text, .price = 1, .config = rowan::json<>("{}")});
        CHECK(names(db, field<&sample::name> == text) == strings{text});
        CHECK(names(db, field<&sample::name>.in(text)) == strings{text});
        CHECK(names(db, field<&sample::name>.between(text, text)) == strings{text});
        if (!text.empty()) {
            const auto found = names(db, field<&sample::name>.starts_with(text) && field<&sample::id> == one.id);
            CHECK(found == strings{text});
            CHECK(names(db, field<&sample::name>.contains(text) && field<&sample::id> == one.id) == strings{text});
        }
        CHECK(value_for(db, text.c_str(), rowan::coalesce(field<&sample::note>, text)) == text);
        CHECK(from<sample>(db).where(field<&sample::id> == one.id).select(rowan::constant(text)).one() == text);
        CHECK(names(db, field<&sample::config>.has_key(text)).empty());
        CHECK(names(db, field<&sample::tags>.contains(text)).empty());
        rowan::repository<sample>(db).remove(one.id);
    }
    CHECK(from<sample>(db).count() == 3);
}

DATABASE_TEST_CASE("enums come in the order of their declaration", "[condition]") {
    auto& db = database.session();
    shop::create_tables(db);
    const auto ada = rowan::repository<shop::customer>(db).insert({.name = "Ada"});
    rowan::repository<shop::purchase> purchases(db);
    for (const auto state : {shop::state::sent, shop::state::open, shop::state::paid}) purchases.insert({.customer_id = ada.id, .state = state});
    using states = std::vector<shop::state>;
    const auto all = purchases.order_by(field<&shop::purchase::state>).select(field<&shop::purchase::state>).all();
    CHECK(all == states{shop::state::open, shop::state::paid, shop::state::sent});
    const auto last_first = purchases.order_by(field<&shop::purchase::state>.desc()).limit(1);
    CHECK(last_first.one().state == shop::state::sent);
    CHECK(purchases.where(field<&shop::purchase::state> < shop::state::sent).count() == 2);
    CHECK(purchases.where(field<&shop::purchase::state>.between(shop::state::paid, shop::state::sent)).count() == 2);
    const rowan::cursor_key key("a secret of the tests, long enough to be one");
    auto page = purchases.order_by(field<&shop::purchase::state>).keyset_page(key, {.size = 2});
    CHECK(page.rows.back().state == shop::state::paid);
    page = purchases.order_by(field<&shop::purchase::state>).keyset_page(key, {.size = 2, .after = page.next});
    REQUIRE(page.rows.size() == 1);
    CHECK(page.rows.front().state == shop::state::sent);
}
