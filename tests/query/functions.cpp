#include "query/samples.hpp"

#include "support/catch.hpp"

using namespace samples;
using rowan::field, rowan::from, rowan::decimal, rowan::timestamp, rowan::date;

DATABASE_TEST_CASE("whole numbers are calculated with", "[function]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(value_for(db, "Ada", field<&sample::count> + 1) == 8);
    CHECK(value_for(db, "Ada", 1 - field<&sample::count>) == -6);
    CHECK(value_for(db, "Ada", field<&sample::count> * field<&sample::count>) == 49);
    CHECK(value_for(db, "Ada", field<&sample::count> / 2) == 3);
    CHECK(value_for(db, "bob", field<&sample::count> / 2) == -3);
    CHECK(value_for(db, "bob", field<&sample::count> % 4) == -3);
    CHECK(value_for(db, "bob", -field<&sample::count>) == 7);
    CHECK(value_for(db, "bob", -(-field<&sample::count>)) == -7);
    CHECK(value_for(db, "Ada", (field<&sample::count> + 1) * 2) == 16);
    CHECK(value_for(db, "Ada", field<&sample::count> - (field<&sample::count> - 1)) == 1);
    CHECK(value_for(db, "bob", field<&sample::rank> + 1) == std::nullopt);
    CHECK(value_for(db, "bob", rowan::abs(field<&sample::count>)) == 7);
}

DATABASE_TEST_CASE("exact numbers stay exact", "[function]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(value_for(db, "Ada", field<&sample::price> + decimal("0.011")).to_string() == "10.001");
    CHECK(value_for(db, "Ada", field<&sample::price> * field<&sample::count>).to_string() == "69.93");
    CHECK(value_for(db, "Ada", field<&sample::price> * 3).to_string() == "29.97");
    CHECK(value_for(db, "Ada", field<&sample::count> * decimal("0.1")).to_string() == "0.7");
    CHECK(value_for(db, "Ada", field<&sample::price> / 3).to_string() == "3.3300000000000000");
    CHECK(value_for(db, "bob", -field<&sample::price>).to_string() == "-10.01");
    CHECK(value_for(db, "Ada", rowan::round(field<&sample::price>, 1)).to_string() == "10.0");
    CHECK(value_for(db, "Ada", rowan::floor(field<&sample::price>)).to_string() == "9");
    CHECK(value_for(db, "Ada", rowan::ceil(field<&sample::price>)).to_string() == "10");
    CHECK(value_for(db, "bob", field<&sample::price> - field<&sample::discount>) == std::nullopt);
}

DATABASE_TEST_CASE("doubles are rounded half away from zero", "[function]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(value_for(db, "Ada", rowan::round(field<&sample::ratio>)) == 3.0);
    CHECK(value_for(db, "bob", rowan::round(field<&sample::ratio>)) == -1.0);
    CHECK(value_for(db, "Ada", field<&sample::ratio> * 2) == 5.0);
    CHECK(value_for(db, "Ada", field<&sample::ratio> + field<&sample::count>) == 9.5);
}

DATABASE_TEST_CASE("texts are put together, cut and measured", "[function]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(value_for(db, "Ada", field<&sample::name> + "!") == "Ada!");
    CHECK(value_for(db, "Ada", "<" + field<&sample::name> + ">") == "<Ada>");
    CHECK(value_for(db, "Ada", rowan::lower(field<&sample::name>)) == "ada");
    CHECK(value_for(db, "Ada", rowan::upper(field<&sample::name>)) == "ADA");
    CHECK(value_for(db, "Ada", rowan::length(field<&sample::name>)) == 3);
    CHECK(value_for(db, "Ada", rowan::substring(field<&sample::name>, 2, 2)) == "da");
    CHECK(value_for(db, "Ada", rowan::replace(field<&sample::name>, "d", "nn")) == "Anna");
    CHECK(value_for(db, "Ada", rowan::position(field<&sample::name>, "a")) == 3);
    CHECK(value_for(db, "Ada", rowan::trim("  " + field<&sample::name> + " ")) == "Ada");
    CHECK(value_for(db, "bob", rowan::lower(field<&sample::note>)) == std::nullopt);
}

DATABASE_TEST_CASE("instants and days have parts, in UTC", "[function]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(value_for(db, "Ada", rowan::year(field<&sample::at>)) == 2026);
    CHECK(value_for(db, "Ada", rowan::quarter(field<&sample::at>)) == 1);
    CHECK(value_for(db, "Ada", rowan::month(field<&sample::at>)) == 3);
    CHECK(value_for(db, "Ada", rowan::day(field<&sample::at>)) == 31);
    CHECK(value_for(db, "Ada", rowan::hour(field<&sample::at>)) == 23);
    CHECK(value_for(db, "Ada", rowan::minute(field<&sample::at>)) == 59);
    CHECK(value_for(db, "Ada", rowan::second(field<&sample::at>)) == 59);
    CHECK(value_for(db, "Ada", rowan::week(field<&sample::at>)) == 14);
    CHECK(value_for(db, "Ada", rowan::day_of_week(field<&sample::day>)) == 2);
    CHECK(value_for(db, "bob", rowan::quarter(field<&sample::day>)) == 2);
    CHECK(value_for(db, "Ada", rowan::start_of_month(field<&sample::at>)) == rowan::timestamp::parse("2026-03-01T00:00:00Z"));
    CHECK(value_for(db, "Ada", rowan::start_of_quarter(field<&sample::day>)) == rowan::date::parse("2026-01-01"));
    CHECK(value_for(db, "Ada", rowan::start_of_week(field<&sample::at>)) == rowan::timestamp::parse("2026-03-30T00:00:00Z"));
    CHECK(value_for(db, "Ada", rowan::start_of_hour(field<&sample::at>)) == rowan::timestamp::parse("2026-03-31T23:00:00Z"));
    CHECK(value_for(db, "Ada", rowan::date_of(field<&sample::at>)) == rowan::date::parse("2026-03-31"));
    CHECK(value_for(db, "Ada", rowan::add_seconds(field<&sample::at>, 1)) == rowan::timestamp::parse("2026-04-01T00:00:00.5Z"));
    CHECK(value_for(db, "Ada", rowan::seconds_between(field<&sample::at>, rowan::timestamp::parse("2026-04-01T00:00:00Z"))) == 0);
    CHECK(value_for(db, "Ada", rowan::seconds_between(rowan::timestamp::parse("2026-04-01T00:00:00Z"), field<&sample::at>)) == -1);
    CHECK(value_for(db, "Ada", rowan::add_days(field<&sample::day>, -31)) == rowan::date::parse("2026-02-28"));
    CHECK(value_for(db, "Ada", rowan::days_between(field<&sample::day>, rowan::date::parse("2027-03-31"))) == 365);
    CHECK(names(db, field<&sample::at> < rowan::now()).size() == std::size_t{timestamp::now() > rowan::timestamp::parse("2026-04-01T00:00:00Z")} + 2);
}

DATABASE_TEST_CASE("values are chosen", "[function]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(value_for(db, "bob", rowan::coalesce(field<&sample::note>, "none")) == "none");
    CHECK(value_for(db, "bob", rowan::coalesce(field<&sample::discount>, 0)).to_string() == "0");
    CHECK(value_for(db, "bob", rowan::coalesce(field<&sample::note>, field<&sample::name>)) == "bob");
    CHECK(value_for(db, "Cy\\d", rowan::nullif(field<&sample::note>, "")) == std::nullopt);
    CHECK(value_for(db, "Ada", rowan::greatest(field<&sample::count>, 9)) == 9);
    CHECK(value_for(db, "Ada", rowan::least(field<&sample::price>, decimal("10"))).to_string() == "9.99");
    CHECK(value_for(db, "bob", rowan::greatest(field<&sample::rank>, 9)) == std::nullopt);
    const auto size = rowan::case_when(field<&sample::count> > 5, "many").when(field<&sample::count> > 0, "some").otherwise("none");
    CHECK(value_for(db, "Ada", size) == "many");
    CHECK(value_for(db, "Cy\\d", size) == "some");
    CHECK(value_for(db, "bob", size) == "none");
    CHECK(value_for(db, "bob", rowan::case_when(field<&sample::count> > 5, field<&sample::name>).or_null()) == std::nullopt);
    CHECK(value_for(db, "Ada", rowan::cast_to<std::string>(field<&sample::count>)) == "7");
    CHECK(value_for(db, "Ada", rowan::cast_to<double>(field<&sample::price>)) == 9.99);
    CHECK(value_for(db, "Ada", rowan::cast_to<std::int32_t>(field<&sample::config>.text_at("size", "w"))) == 3);
    CHECK(value_for(db, "Ada", rowan::constant(5)) == 5);
}

namespace {
inline constexpr auto reversed = rowan::function<std::string(std::string, std::string)>(
    {.postgresql = "translate($1, $2, '')", .sqlite = "replace($1, $2, '')"});
inline constexpr auto hexadecimal = rowan::function<std::string(rowan::bytes)>({.postgresql = "encode($1, 'hex')", .sqlite = "lower(hex($1))"});
inline constexpr auto is_round = rowan::function<bool(std::int32_t)>(rowan::sql_literal{"$1 % 10 = 0"});
}  // namespace

DATABASE_TEST_CASE("a function of the user's own takes fields and values", "[function]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(value_for(db, "Ada", reversed(field<&sample::name>, "d")) == "Aa");
    CHECK(value_for(db, "Ada", hexadecimal(rowan::bytes{std::byte{1}, std::byte{255}})) == "01ff");
    CHECK(names(db, is_round(field<&sample::count> + 3)) == strings{"Ada"});
}

DATABASE_TEST_CASE("the words of a function are not torn apart by what stands beside them", "[function]") {
    auto& db = database.session();
    three_samples(db);
    const auto since = rowan::days_between(rowan::date::parse("2026-03-01"), field<&sample::day>);
    CHECK(value_for(db, "Ada", since) == 30);
    CHECK(value_for(db, "Ada", since * 2) == 60);
    CHECK(value_for(db, "Ada", 100 - since) == 70);
    CHECK(value_for(db, "Ada", rowan::days_between(rowan::add_days(field<&sample::day>, 1), rowan::add_days(field<&sample::day>, 5))) == 4);
    CHECK(names(db, !is_round(field<&sample::count> + 3)) == strings{"bob", "Cy\\d"});
}
