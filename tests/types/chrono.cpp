#include <rowan/types/chrono.hpp>

#include <support/catch.hpp>

using namespace rowan;
using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year_month_day;

namespace {
template <class T>
T round_trip(const T& from) {
    const value_array row{to_value(from)};
    T result{};
    read_value(value_reader(row, "x"), 0, result);
    return result;
}
constexpr year_month_day leap_day = 2024y / 2 / 29;
}  // namespace

static_assert(to_timestamp(to_sys_time(timestamp{-1})) == timestamp{-1});
static_assert(column_type_of<sys_microseconds>().kind == type_kind::timestamp);
static_assert(column_type_of<year_month_day>().kind == type_kind::date);
static_assert(column_type_of<std::optional<sys_days>>().nullable);

TEST_CASE("a timestamp is the same instant in std::chrono") {
    CHECK(timestamp::parse("2024-02-29T12:00:00.5Z") == to_timestamp(sys_days(leap_day) + 12h + 500ms));
}

TEST_CASE("what is finer than a microsecond is rounded down, before 1970 too") {
    CHECK(to_timestamp(std::chrono::sys_time<std::chrono::nanoseconds>(1999ns)) == timestamp{1});
    CHECK(to_timestamp(std::chrono::sys_time<std::chrono::nanoseconds>(-1ns)) == timestamp{-1});
}

TEST_CASE("a date is the same day in std::chrono") {
    CHECK(to_date(leap_day) == date::of(2024, 2, 29));
    CHECK(to_date(sys_days(leap_day)) == date::of(2024, 2, 29));
    CHECK(to_year_month_day(date::of(2024, 2, 29)) == leap_day);
}

TEST_CASE("a day that does not exist or is out of range is refused") {
    CHECK_THROWS_AS(to_date(2023y / 2 / 29), mapping_error);
    CHECK_THROWS_AS(to_date(0y / 1 / 1), mapping_error);
    CHECK_THROWS_AS(to_date(10000y / 1 / 1), mapping_error);
    CHECK_THROWS_AS(to_date(sys_days(10000y / 1 / 1)), mapping_error);
    CHECK_THROWS_AS(to_date(sys_days::max()), mapping_error);
}

TEST_CASE("std::chrono types can be columns") {
    const sys_microseconds time = sys_days(leap_day) + 1us;
    CHECK(round_trip(time) == time);
    CHECK(round_trip(leap_day) == leap_day);
    CHECK(round_trip(sys_days(leap_day)) == sys_days(leap_day));
    CHECK(to_value(leap_day) == value(date::of(2024, 2, 29)));
}
