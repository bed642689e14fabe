#include <rowan/types/date.hpp>
#include <rowan/types/error.hpp>

#include <support/catch.hpp>
#include <support/hostile.hpp>

#include <chrono>
#include <limits>

using rowan::date;
using rowan::mapping_error;
using rowan::test::containing;

TEST_CASE("day 0 is 1970-01-01") {
    CHECK(date().to_string() == "1970-01-01");
    CHECK(date::parse("1970-01-01").days_since_epoch == 0);
}

TEST_CASE("every day of the years 1 to 9999 agrees with std::chrono") {
    for (std::int32_t days = date::first().days_since_epoch; days <= date::last().days_since_epoch; ++days) {
        const date one{days};
        const std::chrono::year_month_day expected{std::chrono::sys_days(std::chrono::days(days))};
        const bool same =
            one.year() == static_cast<int>(expected.year()) && one.month() == static_cast<unsigned>(expected.month()) &&
            one.day() == static_cast<unsigned>(expected.day()) && date::of(one.year(), one.month(), one.day()) == one;
        if (!same) FAIL("day " << days);
    }
}

TEST_CASE("a date's text reads back as the same date") {
    for (std::int32_t days = date::first().days_since_epoch; days <= date::last().days_since_epoch; days += 97) {
        const date one{days};
        if (date::parse(one.to_string()) != one) FAIL("day " << days);
    }
}

TEST_CASE("the first and the last day have a text form, their neighbours have none") {
    CHECK(date::first().to_string() == "0001-01-01");
    CHECK(date::last().to_string() == "9999-12-31");
    CHECK_THROWS_AS(date{date::first().days_since_epoch - 1}.to_string(), mapping_error);
    CHECK_THROWS_AS(date{date::last().days_since_epoch + 1}.to_string(), mapping_error);
}

TEST_CASE("any number of days has a year") {
    CHECK(date{std::numeric_limits<std::int32_t>::max()}.year() == 5881580);
    CHECK(date{std::numeric_limits<std::int32_t>::min()}.year() == -5877641);
}

TEST_CASE("29 February is a day of leap years only") {
    CHECK(date::parse("2024-02-29") == date::of(2024, 2, 29));
    CHECK(date::parse("2000-02-29") == date::of(2000, 2, 29));
    CHECK_THROWS_AS(date::parse("2023-02-29"), mapping_error);
    CHECK_THROWS_AS(date::parse("1900-02-29"), mapping_error);
    CHECK_THROWS_AS(date::of(2100, 2, 29), mapping_error);
}

TEST_CASE("text that is no date is refused") {
    for (const std::string text : {"",           "2024",        "2024-1-01",   "2024-01-1",
                                   "2024-00-01", "2024-13-01",  "2024-01-00",  "2024-01-32",
                                   "2024-04-31", "0000-01-01",  "10000-01-01", "-001-01-01",
                                   "2024/01/01", "2024-01-01 ", " 2024-01-01", "2024-01-01T00:00:00Z",
                                   "20240101",   "202a-01-01",  "2024-0a-01",  "2024-01-a1",
                                   "infinity"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(date::parse(text), mapping_error);
    }
}

TEST_CASE("the message for text that is no date does not repeat the text") {
    CHECK_THROWS_WITH(date::parse("hunter2"), containing("YYYY-MM-DD") && !containing("hunter2"));
}

TEST_CASE("hostile text never breaks date::parse") {
    rowan::test::for_each_mutation("2024-02-29", [](std::string_view text) {
        try {
            const date one = date::parse(text);
            CHECK(one.to_string() == text);
        } catch (const mapping_error&) {}
    });
}

TEST_CASE("dates are ordered by time") {
    CHECK(date::of(1969, 12, 31) < date());
    CHECK(date::of(2024, 2, 29) < date::of(2024, 3, 1));
}

TEST_CASE("today is between yesterday and tomorrow") {
    const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch().count();
    CHECK(std::abs(date::today().days_since_epoch - now) <= 1);
}
