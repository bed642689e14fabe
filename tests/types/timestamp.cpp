#include <rowan/types/error.hpp>
#include <rowan/types/timestamp.hpp>

#include <support/catch.hpp>
#include <support/hostile.hpp>

#include <chrono>
#include <random>

using rowan::mapping_error;
using rowan::timestamp;
using rowan::test::containing;

namespace {
constexpr std::int64_t first = -62135596800000000;  // 0001-01-01T00:00:00Z
constexpr std::int64_t last = 253402300799999999;   // 9999-12-31T23:59:59.999999Z
}  // namespace

TEST_CASE("time 0 is the start of 1970") { CHECK(timestamp().to_string() == "1970-01-01T00:00:00.000000Z"); }

TEST_CASE("a timestamp's text always has 27 characters") {
    for (const std::int64_t time : {first, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, last}) {
        CHECK(timestamp{time}.to_string().size() == timestamp::max_text);
    }
}

TEST_CASE("a timestamp before 1970 has its microseconds after the second") {
    CHECK(timestamp{-1}.to_string() == "1969-12-31T23:59:59.999999Z");
    CHECK(timestamp::parse("1969-12-31T23:59:59.999999Z").microseconds_since_epoch == -1);
}

TEST_CASE("a timestamp's text reads back as the same timestamp") {
    std::mt19937_64 random(1);
    for (int i = 0; i != 100'000; ++i) {
        const timestamp one{std::uniform_int_distribution<std::int64_t>(first, last)(random)};
        if (timestamp::parse(one.to_string()) != one) FAIL(one.microseconds_since_epoch);
    }
}

TEST_CASE("timestamps sort as their text does") {
    std::mt19937_64 random(2);
    std::uniform_int_distribution<std::int64_t> any(first, last);
    for (int i = 0; i != 10'000; ++i) {
        const timestamp a{any(random)};
        const timestamp b{any(random)};
        if ((a < b) != (a.to_string() < b.to_string())) FAIL(a.to_string() << " " << b.to_string());
    }
}

TEST_CASE("the first and the last microsecond have a text form, their neighbours have none") {
    CHECK(timestamp{first}.to_string() == "0001-01-01T00:00:00.000000Z");
    CHECK(timestamp{last}.to_string() == "9999-12-31T23:59:59.999999Z");
    CHECK_THROWS_AS(timestamp{first - 1}.to_string(), mapping_error);
    CHECK_THROWS_AS(timestamp{last + 1}.to_string(), mapping_error);
    CHECK_THROWS_AS(timestamp{timestamp::infinity().microseconds_since_epoch - 1}.to_string(), mapping_error);
}

TEST_CASE("the infinities have names") {
    CHECK(timestamp::infinity().to_string() == "infinity");
    CHECK(timestamp::negative_infinity().to_string() == "-infinity");
    CHECK(timestamp::parse("infinity") == timestamp::infinity());
    CHECK(timestamp::parse("-infinity") == timestamp::negative_infinity());
    CHECK_FALSE(timestamp::infinity().is_finite());
    CHECK_FALSE(timestamp::negative_infinity().is_finite());
    CHECK(timestamp().is_finite());
}

TEST_CASE("the infinities are before and after all times") {
    CHECK(timestamp::negative_infinity() < timestamp{first});
    CHECK(timestamp{last} < timestamp::infinity());
}

TEST_CASE("one instant may be written in several ways") {
    const std::int64_t noon = 1709208000000000;  // 2024-02-29T12:00:00Z
    for (const std::string text :
         {"2024-02-29T12:00:00Z", "2024-02-29 12:00:00", "2024-02-29 12:00:00+00", "2024-02-29T14:00:00+02:00",
          "2024-02-29T06:30:00-05:30", "2024-03-01T03:59:00+15:59", "2024-02-28T20:01:00-15:59",
          "2024-02-29T12:00:00.0Z", "2024-02-29T12:00:00.000000+00:00", "2024-02-29T12:00:00.000"}) {
        CAPTURE(text);
        CHECK(timestamp::parse(text).microseconds_since_epoch == noon);
    }
}

TEST_CASE("a fraction may have one to six digits") {
    CHECK(timestamp::parse("1970-01-01T00:00:00.1Z").microseconds_since_epoch == 100'000);
    CHECK(timestamp::parse("1970-01-01T00:00:00.123Z").microseconds_since_epoch == 123'000);
    CHECK(timestamp::parse("1970-01-01T00:00:00.000001Z").microseconds_since_epoch == 1);
    CHECK(timestamp::parse("1970-01-01 00:00:00.999999").microseconds_since_epoch == 999'999);
}

TEST_CASE("text that is no timestamp is refused") {
    for (const std::string text : {"",
                                   "2024-02-29",
                                   "2024-02-29T12:00",
                                   "2024-02-29T12:00:0",
                                   "2024-02-29t12:00:00Z",
                                   "2024-02-29T12:00:00z",
                                   "2024-02-29_12:00:00Z",
                                   "2023-02-29T12:00:00Z",
                                   "2024-02-29T24:00:00Z",
                                   "2024-02-29T12:60:00Z",
                                   "2024-02-29T12:00:60Z",
                                   "2024-02-29T12-00-00Z",
                                   "2024-02-29T12:00:00.",
                                   "2024-02-29T12:00:00.Z",
                                   "2024-02-29T12:00:00.1234567Z",
                                   "2024-02-29T12:00:00,5Z",
                                   "2024-02-29T12:00:00+1",
                                   "2024-02-29T12:00:00+0100",
                                   "2024-02-29T12:00:00+16",
                                   "2024-02-29T12:00:00+01:60",
                                   "2024-02-29T12:00:00+01:0",
                                   "2024-02-29T12:00:00+01:00:00",
                                   "2024-02-29T12:00:00 Z",
                                   "2024-02-29T12:00:00ZZ",
                                   "2024-02-29T12:00:00Z ",
                                   " 2024-02-29T12:00:00Z",
                                   "0000-12-31T23:59:59Z",
                                   "0001-01-01T00:00:00+01",
                                   "9999-12-31T23:59:59-01",
                                   "9999-12-31T23:00:00-01",
                                   "Infinity",
                                   "INFINITY",
                                   "+infinity",
                                   "now",
                                   "2024-02-29T1a:00:00Z",
                                   "2024-02-29T12:00:00-ab"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(timestamp::parse(text), mapping_error);
    }
}

TEST_CASE("the message for text that is no timestamp does not repeat the text") {
    CHECK_THROWS_WITH(timestamp::parse("hunter2"), containing("not a timestamp") && !containing("hunter2"));
}

TEST_CASE("hostile text never breaks timestamp::parse") {
    rowan::test::for_each_mutation("2024-02-29T23:59:59.123456+05:30", [](std::string_view text) {
        try {
            const timestamp one = timestamp::parse(text);
            CHECK(timestamp::parse(one.to_string()) == one);
        } catch (const mapping_error&) {}
    });
}

TEST_CASE("to_chars writes what to_string returns, and no more") {
    char text[timestamp::max_text + 1];
    text[timestamp::max_text] = '#';
    CHECK(timestamp{last}.to_chars(text) == timestamp::max_text);
    CHECK(std::string_view(text, sizeof text) == "9999-12-31T23:59:59.999999Z#");
    CHECK(timestamp::infinity().to_chars(text) == 8);
    CHECK(std::string_view(text, 9) == "infinity3");
}

TEST_CASE("now is the time of the system's clock") {
    const auto clock = std::chrono::system_clock::now().time_since_epoch() / std::chrono::microseconds(1);
    CHECK(timestamp::now().microseconds_since_epoch >= clock);
    CHECK(timestamp::now().microseconds_since_epoch < clock + 60'000'000);
}
