#include "query/samples.hpp"

#include "support/catch.hpp"

using namespace samples;
using rowan::field, rowan::from, rowan::decimal;

namespace {

struct summary {
    std::int32_t value = 0;
    std::int64_t rows = 0;
    std::string names;
};
BOOST_DESCRIBE_STRUCT(summary, (), (value, rows, names))

template <class X>
auto of_all(rowan::session& db, const X& x) {
    return from<sample>(db).select(x).one();
}
template <class X>
auto of_none(rowan::session& db, const X& x) {
    return from<sample>(db).where(field<&sample::name> == "nobody").select(x).one();
}

}  // namespace

DATABASE_TEST_CASE("aggregates of all rows", "[aggregate]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(of_all(db, rowan::count()) == 3);
    CHECK(of_all(db, rowan::count(field<&sample::rank>)) == 2);
    CHECK(of_all(db, rowan::count_distinct(field<&sample::active>)) == 2);
    CHECK(of_all(db, rowan::sum(field<&sample::count>)) == 2);
    CHECK(of_all(db, rowan::sum(field<&sample::price>))->to_string() == "120.00");
    CHECK(of_all(db, rowan::avg(field<&sample::price>))->to_string() == "40.0000000000000000");
    CHECK(of_all(db, rowan::avg(field<&sample::rank>)) == 1.5);
    CHECK(of_all(db, rowan::min(field<&sample::price>))->to_string() == "9.99");
    CHECK(of_all(db, rowan::max(field<&sample::price>))->to_string() == "100");
    CHECK(of_all(db, rowan::max(field<&sample::at>)) == rowan::timestamp::parse("2026-04-01T00:00:00Z"));
    CHECK(of_all(db, rowan::bool_and(field<&sample::active>)) == false);
    CHECK(of_all(db, rowan::bool_or(field<&sample::active>)) == true);
}

DATABASE_TEST_CASE("aggregates of no row are NULL, counts are 0", "[aggregate]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(of_none(db, rowan::count()) == 0);
    CHECK(of_none(db, rowan::sum(field<&sample::count>)) == std::nullopt);
    CHECK(of_none(db, rowan::sum(field<&sample::price>)) == std::nullopt);
    CHECK(of_none(db, rowan::coalesce(rowan::sum(field<&sample::price>), 0)).to_string() == "0");
}

DATABASE_TEST_CASE("a filter leaves rows out of one aggregate", "[aggregate]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(of_all(db, rowan::count().filter(field<&sample::active>)) == 2);
    CHECK(of_all(db, rowan::sum(field<&sample::count>).filter(field<&sample::active>)) == 9);
    CHECK(of_all(db, rowan::sum(field<&sample::price>).filter(field<&sample::count> > 100)) == std::nullopt);
}

DATABASE_TEST_CASE("texts and values are put together in order", "[aggregate]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(of_all(db, rowan::string_agg(field<&sample::name>, ", ", field<&sample::count>.desc())) == "Ada, Cy\\d, bob");
    CHECK(of_all(db, rowan::string_agg(field<&sample::name>, ", ", field<&sample::price>)) == "Ada, bob, Cy\\d");
    CHECK(of_all(db, rowan::string_agg(field<&sample::note>, "/", field<&sample::rank>)) == "50% off_/");
    CHECK(of_all(db, rowan::array_agg(field<&sample::count>, field<&sample::count>)) == std::vector<std::int32_t>{-7, 2, 7});
    CHECK(of_all(db, rowan::array_agg(field<&sample::rank>, field<&sample::rank>)) ==
          std::vector<std::optional<std::int32_t>>{1, 2, std::nullopt});
}

DATABASE_TEST_CASE("groups have members, and conditions of their own", "[aggregate]") {
    auto& db = database.session();
    three_samples(db);
    const auto by_value = from<reading>(db).join<sample>().group_by(field<&reading::value>);
    const auto rows = by_value
                          .select<summary>(field<&reading::value>, rowan::count(),
                                           rowan::string_agg(field<&sample::name>, "+", field<&sample::name>))
                          .order_by(field<&summary::rows>.desc(), field<&summary::value>)
                          .all();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].value == 5);
    CHECK(rows[0].rows == 2);
    CHECK(rows[0].names == "Ada+bob");
    CHECK(rows[1].names == "Ada");
    CHECK(by_value.having(rowan::count() > 1).select(field<&reading::value>).all() == std::vector<std::int32_t>{5});
    CHECK(by_value.count() == 2);
    const auto doubled = field<&sample::price> * 2;
    CHECK(from<sample>(db).group_by(doubled).having(doubled > 100).select(doubled).one().to_string() == "200");
}

DATABASE_TEST_CASE("windows see the rows around each", "[aggregate]") {
    auto& db = database.session();
    three_samples(db);
    const auto of_each = [&](const auto& x) { return from<reading>(db).order_by(field<&reading::id>).select(x).all(); };
    const auto own = rowan::partition_by(field<&reading::sample_id>).order_by(field<&reading::id>);
    CHECK(of_each(rowan::sum(field<&reading::value>).over(own)) == std::vector<std::int64_t>{5, 12, 5});
    CHECK(of_each(rowan::sum(field<&reading::value>).over()) == std::vector<std::int64_t>{17, 17, 17});
    CHECK(of_each(rowan::count().over(own.all_rows())) == std::vector<std::int64_t>{2, 2, 1});
    CHECK(of_each(rowan::row_number().over(own)) == std::vector<std::int64_t>{1, 2, 1});
    CHECK(of_each(rowan::rank().over(rowan::order_by(field<&reading::value>))) == std::vector<std::int64_t>{1, 3, 1});
    CHECK(of_each(rowan::dense_rank().over(rowan::order_by(field<&reading::value>.desc()))) == std::vector<std::int64_t>{2, 1, 2});
    CHECK(of_each(rowan::lag(field<&reading::value>).over(own)) == std::vector<std::optional<std::int32_t>>{std::nullopt, 5, std::nullopt});
    CHECK(of_each(rowan::lead(field<&reading::value>).over(own)) == std::vector<std::optional<std::int32_t>>{7, std::nullopt, std::nullopt});
    CHECK(of_each(rowan::first_value(field<&reading::value>).over(own)) == std::vector<std::int32_t>{5, 5, 5});
    CHECK(of_each(rowan::ntile(2).over(rowan::order_by(field<&reading::id>))) == std::vector<std::int32_t>{1, 1, 2});
    const auto around = rowan::order_by(field<&reading::id>).rows_between(1, 0);
    CHECK(of_each(rowan::sum(field<&reading::value>).over(around)) == std::vector<std::int64_t>{5, 12, 12});
}

DATABASE_TEST_CASE("exact numbers are summed in windows", "[aggregate]") {
    auto& db = database.session();
    three_samples(db);
    const auto running = from<sample>(db)
                             .order_by(field<&sample::id>)
                             .select(rowan::sum(field<&sample::price>).over(rowan::order_by(field<&sample::id>)))
                             .all();
    REQUIRE(running.size() == 3);
    CHECK(running[0].to_string() == "9.99");
    CHECK(running[1].to_string() == "20.00");
    CHECK(running[2].to_string() == "120.00");
    const auto sliding = from<sample>(db)
                             .order_by(field<&sample::id>)
                             .select(rowan::sum(field<&sample::price>).over(rowan::order_by(field<&sample::id>).rows_between(1, 0)))
                             .all();
    CHECK(sliding[2].to_string() == "110.01");
}
