#include "query/shop.hpp"

#include <rowan/query/aggregate.hpp>
#include <rowan/session/transaction.hpp>

#include "support/catch.hpp"

#include <malloc.h>

#include <algorithm>
#include <ranges>

using namespace shop;
using rowan::field;
using rowan::from;

namespace {

rowan::repository<counter> counters(rowan::session& db, int rows) {
    create_tables(db);
    const rowan::repository<counter> all(db);
    std::vector<counter> made;
    for (int i = 1; i <= rows; ++i) made.push_back({.label = "label " + std::to_string(i)});
    all.insert_all(made);
    return all;
}

/// Of the program, not of the database beside it.
std::size_t bytes_in_use() {
    const auto of = mallinfo2();
    return of.uordblks + of.hblkhd;
}

}  // namespace

DATABASE_TEST_CASE("a stream has the rows of the query, whatever the size of its batches", "[stream]") {
    const auto all = counters(database.session(), 10).order_by(field<&counter::id>.desc());
    for (const std::size_t batch : {1u, 3u, 5u, 10u, 11u}) {
        std::int64_t expected = 10;
        for (const counter& one : all.stream({.batch = batch})) {
            CHECK(one.id == expected);
            CHECK(one.label == "label " + std::to_string(expected--));
        }
        CHECK(expected == 0);
    }
    for ([[maybe_unused]] const counter& one : all.where(field < &counter::id >> 10).stream()) FAIL("there is no row");
}

DATABASE_TEST_CASE("a stream is a range for the standard's algorithms", "[stream]") {
    const auto all = counters(database.session(), 9).order_by(field<&counter::id>);
    using stream = decltype(all.stream());
    static_assert(std::ranges::input_range<stream> && std::movable<stream>);
    auto rows = all.stream();
    CHECK(std::ranges::count_if(rows, [](const counter& one) { return one.id > 3; }) == 6);
}

// Clang before 16 does not compile the views of GCC's library.
#if !defined(__clang__) || __clang_major__ >= 16
DATABASE_TEST_CASE("a stream is filtered, transformed and taken from by the standard's views", "[stream]") {
    const auto all = counters(database.session(), 9).order_by(field<&counter::id>);
    auto even = all.stream() | std::views::filter([](const counter& one) { return one.id % 2 == 0; }) |
                std::views::transform([](counter& one) { return std::move(one.label); }) | std::views::take(3);
    std::string labels;
    for (const std::string& label : even) labels += label + ' ';
    CHECK(labels == "label 2 label 4 label 6 ");
}
#endif

DATABASE_TEST_CASE("single values, tuples, groups and parameters are streamed", "[stream]") {
    const auto all = counters(database.session(), 5);
    std::int64_t sum = 0;
    for (const std::int64_t one : all.where(field < &counter::id >> 2).select(field<&counter::id>).stream({.batch = 2}))
        sum += one;
    CHECK(sum == 12);
    int groups = 0;
    for (const auto& [label, rows] : all.select()
                                         .group_by(field<&counter::label>)
                                         .having(rowan::count() > 0)
                                         .select(field<&counter::label>, rowan::count())
                                         .stream()) {
        CHECK(rows == 1);
        ++groups;
    }
    CHECK(groups == 5);
}

DATABASE_TEST_CASE("streams run beside and within each other and other statements", "[stream]") {
    auto& db = database.session();
    const auto all = counters(db, 4).order_by(field<&counter::id>);
    int pairs = 0;
    for (const counter& left : all.stream({.batch = 2})) {
        for (const counter& right : all.stream({.batch = 2})) pairs += left.id < right.id ? 1 : 0;
        CHECK(all.count() == 4);
    }
    CHECK(pairs == 6);

    auto first = all.stream({.batch = 1});
    auto second = all.stream({.batch = 1});
    auto at = first.begin();
    for (const counter& one : second) {
        CHECK(at->id == one.id);
        ++at;
    }
    CHECK(at == first.end());
    CHECK_FALSE(db.in_transaction());
}

DATABASE_TEST_CASE("a stream that is left early lets everything go", "[stream]") {
    auto& db = database.session();
    const auto all = counters(db, 5);
    for (const counter& one : all.order_by(field<&counter::id>).stream({.batch = 2})) {
        if (one.id == 3) break;
    }
    CHECK_FALSE(db.in_transaction());
    try {
        for ([[maybe_unused]] const counter& one : all.select().stream({.batch = 2})) throw 3;
    } catch (int) {}
    CHECK_FALSE(db.in_transaction());
    db.execute_script("drop table counters");  // SQLite refuses that while the table is read
}

DATABASE_TEST_CASE("a stream that fails lets everything go", "[stream]") {
    auto& db = database.session();
    const auto all = counters(db, 1);
    const auto bad = all.select().select(1 / (field<&counter::id> - 1) == 1);
    if (database.is("postgresql")) {
        auto rows = bad.stream();
        CHECK_THROWS_AS(rows.begin(), rowan::database_error);
        CHECK_FALSE(db.in_transaction());
    }
    CHECK(all.count() == 1);
    CHECK_THROWS_AS(all.select().stream({.batch = 0}), rowan::usage_error);
}

DATABASE_TEST_CASE("within a transaction, rows are written while others are streamed", "[stream]") {
    auto& db = database.session();
    const auto all = counters(db, 5);
    rowan::transaction work(db);
    for (counter& one : all.order_by(field<&counter::id>).stream({.batch = 2})) {
        one.label = "seen";
        all.update(one);
    }
    CHECK(db.in_transaction());
    work.commit();
    CHECK(all.where(field<&counter::label> == "seen").count() == 5);
}

DATABASE_TEST_CASE("a stream that is left open does not harm the transaction after its own", "[stream]") {
    auto& db = database.session();
    const auto all = counters(db, 5);
    std::optional<rowan::transaction> work(std::in_place, db);
    {
        auto rows = all.select().stream({.batch = 2});
        CHECK(rows.begin()->id != 0);
        work->commit();
        work.emplace(db);
        all.insert({.label = "sixth"});
    }
    work->commit();
    CHECK(all.count() == 6);
}

DATABASE_TEST_CASE("relations are read batch by batch", "[stream]") {
    auto& db = database.session();
    create_tables(db);
    const rowan::repository<customer> customers(db);
    for (int i = 0; i != 5; ++i) {
        const auto one = customers.insert(customer{.name = std::to_string(i)});
        for (int j = 0; j != i; ++j) rowan::repository<purchase>(db).insert({.customer_id = one.id, .amount = j});
    }
    const rowan::testing::statement_recorder watch(db);
    std::size_t expected = 0;
    for (const customer_account& one :
         customers.order_by(field<&customer::name>).stream<customer_account>({.batch = 2})) {
        CHECK(one.purchases.size() == expected++);
    }
    CHECK(expected == 5);
    CHECK(watch.count() == 4);  // the customers, and the purchases of two, two and one
}

DATABASE_TEST_CASE("300,000 rows are streamed in the memory of a batch", "[stream]") {
    auto& db = database.session();
    create_tables(db);
    const std::string many = database.is("postgresql")
                                 ? "select i, repeat('x', 200) from generate_series(1, 300000) as i"
                                 : "with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) "
                                   "select i, printf('%200d', i) from n";
    db.execute("insert into counters (id, label) " + many);
    malloc_trim(0);
    const std::size_t before = bytes_in_use();
    std::size_t peak = 0;
    std::int64_t sum = 0;
    for (const counter& one : from<counter>(db).stream()) {
        sum += one.id;
        if (one.id % 500 == 0) peak = std::max(peak, bytes_in_use());
    }
    CHECK(sum == 300'000LL * 300'001 / 2);
    // 200 characters and some: a batch is a quarter of a megabyte, all rows are more than sixty.
    CHECK(peak < before + (std::size_t{4} << 20));
}
