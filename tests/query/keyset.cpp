#include "query/shop.hpp"

#include <rowan/query/aggregate.hpp>
#include <rowan/query/common_table.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <random>

using rowan::field;
using rowan::from;

namespace {

enum class grade { poor, fair, good };
BOOST_DESCRIBE_ENUM(grade, poor, fair, good)

/// A column of each kind that rows can be ordered by.
struct item {
    std::int64_t id = 0;
    std::optional<std::int32_t> rank;
    std::optional<std::string> name;
    rowan::decimal price;
    std::optional<rowan::decimal> rebate;
    rowan::timestamp made_at;
    std::optional<rowan::timestamp> sold_at;
    rowan::uuid token;
    grade quality = grade::poor;
    double weight = 0;
    std::optional<rowan::date> day;
    bool listed = false;
    rowan::bytes digest;
};
BOOST_DESCRIBE_STRUCT(item, (),
                      (id, rank, name, price, rebate, made_at, sold_at, token, quality, weight, day, listed, digest))

}  // namespace

template <>
inline constexpr auto rowan::table_of<item> = rowan::table<item>("items").identity<&item::id>();

namespace {

const rowan::cursor_key key("the tests' own secret");

void create_items(rowan::session& db) {
    const auto create = [&](const rowan::schema::operation& what) {
        for (const auto& sql : db.dialect().render(what)) db.execute_script(sql);
    };
    create(rowan::schema::create_enum{{"grade", {"poor", "fair", "good"}}});
    create(rowan::schema::create_table{rowan::schema_table<item>()});
}

/// Rows with few different values, so that many are equal, and with NULLs.
class item_maker {
public:
    explicit item_maker(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_()) % end; }
    bool coin() { return below(2) == 0; }

    item make() {
        item made;
        if (below(3) != 0) made.rank = static_cast<std::int32_t>(below(3)) - 1;
        if (below(3) != 0) made.name = std::string(below(4), "aZä'"[below(3)]);
        made.price = rowan::decimal(below(2) == 0 ? "10.5" : "9");
        if (below(3) != 0) made.rebate = rowan::decimal(below(2) == 0 ? "-1.25" : "100");
        made.made_at = {1'700'000'000'000'000 + static_cast<std::int64_t>(below(3))};
        if (below(3) != 0) made.sold_at = rowan::timestamp{static_cast<std::int64_t>(below(3)) * 1'000'000 - 1};
        made.token.octets[below(16)] = static_cast<std::uint8_t>(below(256));
        made.quality = static_cast<grade>(below(3));
        made.weight = below(2) == 0 ? 0.1 : -1e300;
        if (below(3) != 0) made.day = rowan::date::parse(below(2) == 0 ? "2024-02-29" : "0999-12-31");
        made.listed = coin();
        made.digest = rowan::bytes(below(3), std::byte{static_cast<unsigned char>(below(256))});
        // Text that no locale orders in its own way.
        if (made.name)
            std::replace_if(
                made.name->begin(), made.name->end(), [](char c) { return static_cast<unsigned char>(c) > 127; }, 'b');
        return made;
    }

private:
    std::mt19937 random_;
};

rowan::selection<item> ordered(rowan::selection<item> query, std::size_t term, bool down) {
    const auto by = [&](const auto& column) {
        return down ? std::move(query).order_by(column.desc()) : std::move(query).order_by(column.asc());
    };
    switch (term) {
        case 0: return by(field<&item::rank>);
        case 1: return by(field<&item::name>);
        case 2: return by(field<&item::price>);
        case 3: return by(field<&item::rebate>);
        case 4: return by(field<&item::made_at>);
        case 5: return by(field<&item::sold_at>);
        case 6: return by(field<&item::token>);
        case 7: return by(field<&item::quality>);
        case 8: return by(field<&item::weight>);
        case 9: return by(field<&item::day>);
        case 10: return by(field<&item::listed>);
        case 11: return by(field<&item::digest>);
        default: return by(field<&item::price> + field<&item::price>);
    }
}

std::vector<std::int64_t> ids(const std::vector<item>& of) {
    std::vector<std::int64_t> result;
    for (const auto& one : of) result.push_back(one.id);
    return result;
}

}  // namespace

DATABASE_TEST_CASE(
    "pages forward and backward show each row that stays once and in order, whatever comes and goes between them",
    "[keyset]") {
    auto& db = database.session();
    create_items(db);
    const rowan::repository<item> items(db);
    item_maker maker(20240229);
    for (int round = 0; round != 40; ++round) {
        items.select().remove();
        std::vector<item> made;
        for (std::size_t i = 0; i != 40; ++i) made.push_back(maker.make());
        made = items.insert_all(made);

        auto query = items.select();
        bool down = false;
        for (std::size_t terms = 1 + maker.below(4); terms != 0; --terms) {
            down = maker.coin();
            query = ordered(std::move(query), maker.below(13), down);
        }
        const auto with_key = down ? query.order_by(field<&item::id>.desc()) : query.order_by(field<&item::id>.asc());
        const std::vector<std::int64_t> expected = ids(with_key.all());
        const std::size_t size = 1 + maker.below(7);

        std::vector<std::int64_t> transient;
        std::vector<std::int64_t> seen;
        const auto come_and_go = [&] {
            for (int i = 0; i != 2; ++i) transient.push_back(items.insert(maker.make()).id);
            for (int i = 0; i != 2 && !transient.empty() && maker.coin(); ++i) {
                const std::size_t at = maker.below(transient.size());
                items.remove(transient[at]);
                transient.erase(transient.begin() + static_cast<std::ptrdiff_t>(at));
            }
        };
        const auto see = [&](const rowan::keyset_page<item>& page) {
            REQUIRE(page.rows.size() <= size);
            for (const auto id : ids(page.rows)) {
                if (std::find(expected.begin(), expected.end(), id) != expected.end()) seen.push_back(id);
            }
            come_and_go();
        };
        auto page = query.keyset_page(key, {.size = size});
        CHECK_FALSE(page.previous);
        see(page);
        while (page.next) {
            page = query.keyset_page(key, {.size = size, .after = page.next});
            REQUIRE(page.previous);
            see(page);
        }
        REQUIRE(seen == expected);

        seen.clear();
        auto backward = query.keyset_page(key, {.size = 1000});
        // From an end that moves: the last page that was seen, then those before it.
        std::vector<std::int64_t> whole;
        std::optional<std::string> previous = page.previous;
        for (const auto id : ids(page.rows)) {
            if (std::find(expected.begin(), expected.end(), id) != expected.end()) whole.push_back(id);
        }
        while (previous) {
            backward = query.keyset_page(key, {.size = size, .before = previous});
            REQUIRE(backward.next);
            see(backward);
            whole.insert(whole.begin(), seen.begin(), seen.end());
            seen.clear();
            previous = backward.previous;
        }
        REQUIRE(whole == expected);
    }
}

DATABASE_TEST_CASE("a page whose rows have all gone still leads back", "[keyset]") {
    auto& db = database.session();
    create_items(db);
    const rowan::repository<item> items(db);
    for (int i = 1; i <= 4; ++i) items.insert({.rank = i});
    const auto query = items.order_by(field<&item::rank>);
    const auto first = query.keyset_page(key, {.size = 2});
    REQUIRE(first.next);
    items.where(field<&item::rank> > 2).remove();
    const auto empty = query.keyset_page(key, {.size = 2, .after = first.next});
    CHECK(empty.rows.empty());
    CHECK_FALSE(empty.next);
    REQUIRE(empty.previous);
    const auto back = query.keyset_page(key, {.size = 2, .before = empty.previous});
    CHECK(ids(back.rows) == ids(first.rows));
    CHECK_FALSE(back.previous);
    REQUIRE(back.next);
    CHECK(query.keyset_page(key, {.size = 2, .after = back.next}).rows.empty());
}

DATABASE_TEST_CASE("a shape without the columns of the order has pages, with its relations", "[keyset]") {
    auto& db = database.session();
    shop::create_tables(db);
    const rowan::repository<shop::customer> customers(db);
    const rowan::repository<shop::purchase> purchases(db);
    for (const char* name : {"a", "b", "c"}) {
        const auto one = customers.insert(
            shop::customer{.name = name, .phone = std::string(1, static_cast<char>('z' - name[0] + 'a'))});
        purchases.insert({.customer_id = one.id, .amount = 1});
    }
    const auto query = customers.order_by(field<&shop::customer::phone>);
    const auto first = query.keyset_page<shop::customer_name>(key, {.size = 2});
    REQUIRE(first.rows.size() == 2);
    CHECK(first.rows[0].name == "c");
    const auto second = query.keyset_page<shop::customer_account>(key, {.size = 2, .after = first.next});
    REQUIRE(second.rows.size() == 1);
    CHECK(second.rows[0].name == "a");
    CHECK(second.rows[0].purchases.size() == 1);
}

namespace {

struct total_line {
    std::string name;
    std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(total_line, (), (name, total))

std::string names(const std::vector<total_line>& of) {
    std::string result;
    for (const auto& one : of) result += one.name;
    return result;
}

/// Customers a to f, the amounts of whose purchases are 1, 1, 2, 2, 3, 3.
void fill(rowan::session& db) {
    shop::create_tables(db);
    int number = 0;
    for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
        const auto one = rowan::repository<shop::customer>(db).insert(shop::customer{.name = name});
        rowan::repository<shop::purchase>(db).insert({.customer_id = one.id, .amount = 1 + number / 2});
        ++number;
    }
}

template <class Query>
std::string walked(const Query& query) {
    std::string result;
    auto page = query.keyset_page(key, {.size = 2});
    for (;;) {
        result += names(page.rows) + ' ';
        if (!page.next) break;
        page = query.keyset_page(key, {.size = 2, .after = page.next});
    }
    while (page.previous) {
        page = query.keyset_page(key, {.size = 2, .before = page.previous});
        result += names(page.rows) + ' ';
    }
    return result;
}

}  // namespace

DATABASE_TEST_CASE("groups have pages in the order of columns of the result and of others", "[keyset]") {
    auto& db = database.session();
    fill(db);
    const auto sums = from<shop::purchase>(db)
                          .join<shop::customer>(field<&shop::purchase::customer_id> == field<&shop::customer::id>)
                          .group_by(field<&shop::customer::name>)
                          .select<total_line>(field<&shop::customer::name>, rowan::sum(field<&shop::purchase::amount>));
    CHECK(walked(sums.order_by(field<&total_line::total>.desc(), field<&total_line::name>)) == "ef cd ab cd ef ");
    CHECK(walked(sums.order_by(rowan::max(field<&shop::purchase::amount>), field<&shop::customer::name>.desc())) ==
          "ba dc fe dc ba ");
}

DATABASE_TEST_CASE("joined, distinct and united rows, and those with a window, have pages", "[keyset]") {
    auto& db = database.session();
    fill(db);
    const auto joined = from<shop::purchase>(db)
                            .join<shop::customer>(field<&shop::purchase::customer_id> == field<&shop::customer::id>)
                            .select<total_line>(field<&shop::customer::name>, field<&shop::purchase::amount>);
    CHECK(walked(joined.order_by(field<&total_line::total>.desc(), field<&total_line::name>)) == "ef cd ab cd ef ");
    CHECK(walked(joined.distinct().order_by(field<&shop::customer::name>)) == "ab cd ef cd ab ");
    CHECK(walked(joined.union_with(joined).order_by(field<&total_line::total>, field<&total_line::name>.desc())) ==
          "ba dc fe dc ba ");
    const auto numbered = from<shop::customer>(db).select<total_line>(
        field<&shop::customer::name>, rowan::row_number().over(rowan::order_by(field<&shop::customer::name>.desc())));
    CHECK(walked(numbered.order_by(field<&total_line::total>)) == "fe dc ba dc fe ");
}

DATABASE_TEST_CASE("the first rows of groups have pages, and are the same ones backward", "[keyset]") {
    auto& db = database.session();
    fill(db);
    const auto firsts = from<shop::purchase>(db)
                            .join<shop::customer>(field<&shop::purchase::customer_id> == field<&shop::customer::id>)
                            .distinct_on(field<&shop::purchase::amount>)
                            .order_by(field<&shop::purchase::amount>, field<&shop::customer::name>)
                            .select<total_line>(field<&shop::customer::name>, field<&shop::purchase::amount>);
    CHECK(walked(firsts) == "ac e ac ");
}

DATABASE_TEST_CASE("an order without NULLs in one direction is one comparison of rows, which an index answers",
                   "[keyset]") {
    auto& db = database.session();
    create_items(db);
    const rowan::repository<item> items(db);
    for (int i = 0; i != 3; ++i) items.insert({});
    const auto query = items.order_by(field<&item::made_at>.desc());
    const rowan::testing::statement_recorder watch(db);
    query.keyset_page(key, {.size = 1, .after = query.keyset_page(key, {.size = 1}).next});
    CHECK_THAT(watch.last(), rowan::test::containing(R"(("items"."made_at", "items"."id") < ()"));
}

DATABASE_TEST_CASE("a cursor that is not this query's is refused", "[keyset]") {
    auto& db = database.session();
    create_items(db);
    const rowan::repository<item> items(db);
    for (int i = 0; i != 3; ++i) items.insert({.rank = i, .name = "secret name"});
    const auto by_rank = items.order_by(field<&item::rank>);
    const std::string cursor = *by_rank.keyset_page(key, {.size = 1}).next;
    const auto begins_at = [&](const auto& query, const rowan::cursor_key& with, const std::string& at) {
        return query.keyset_page(with, {.size = 1, .after = at}).rows.size() == 1;
    };
    CHECK(begins_at(by_rank, key, cursor));
    CHECK_THROWS_WITH(begins_at(items.order_by(field<&item::rank>.desc()), key, cursor),
                      rowan::test::containing("in another order"));
    CHECK_THROWS_AS(begins_at(items.order_by(field<&item::name>), key, cursor), rowan::cursor_error);
    CHECK_THROWS_AS(begins_at(by_rank, rowan::cursor_key::generate(), cursor), rowan::cursor_error);
    for (std::size_t i = 0; i != cursor.size(); ++i) {
        std::string changed = cursor;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        CHECK_THROWS_AS(begins_at(by_rank, key, changed), rowan::cursor_error);
        CHECK_THROWS_AS(begins_at(by_rank, key, cursor.substr(0, i)), rowan::cursor_error);
    }
    for (const char* garbage : {"", "=", "a", "%%", "hello world", "\xff\xfe"})
        CHECK_THROWS_AS(begins_at(by_rank, key, garbage), rowan::cursor_error);
    CHECK_THROWS_AS(begins_at(by_rank, key, cursor + "A"), rowan::cursor_error);
    CHECK_THROWS_AS(begins_at(by_rank, key, cursor + "="), rowan::cursor_error);
}

DATABASE_TEST_CASE("what makes no page is refused", "[keyset]") {
    auto& db = database.session();
    create_items(db);
    const auto query = rowan::repository<item>(db).order_by(field<&item::rank>);
    CHECK_THROWS_AS(query.keyset_page(key, {.size = 0}), rowan::usage_error);
    CHECK_THROWS_AS(query.limit(3).keyset_page(key), rowan::usage_error);
    CHECK_THROWS_AS(query.keyset_page(key, {.after = "a", .before = "b"}), rowan::usage_error);
    CHECK_THROWS_WITH(from<item>(db).group_by(field<&item::rank>).select(field<&item::rank>).keyset_page(key),
                      rowan::test::containing("needs an order"));
    CHECK_THROWS_AS(rowan::cursor_key(""), rowan::usage_error);
}
