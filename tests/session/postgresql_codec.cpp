#include "../../src/session/postgresql_codec.hpp"

#include <rowan/types/error.hpp>

#include <support/catch.hpp>
#include <support/hostile.hpp>

#include <cmath>
#include <limits>
#include <memory>
#include <type_traits>

using namespace rowan;
using namespace rowan::detail::postgresql;

namespace {
const wire_type& builtin(std::uint32_t oid) { return *builtin_type(oid); }
const wire_type& boolean = builtin(16);
const wire_type& bytea = builtin(17);
const wire_type& bigint = builtin(20);
const wire_type& smallint = builtin(21);
const wire_type& integer = builtin(23);
const wire_type& text = builtin(25);
const wire_type& oid = builtin(26);
const wire_type& real = builtin(700);
const wire_type& double_precision = builtin(701);
const wire_type& day = builtin(1082);
const wire_type& timestamptz = builtin(1184);
const wire_type& interval = builtin(1186);
const wire_type& numeric = builtin(1700);
const wire_type& uuid_type = builtin(2950);
const wire_type& jsonb = builtin(3802);
const wire_type& integers = builtin(1007);
const wire_type& texts = builtin(1009);

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

template <class Encode, class T>
std::string encoded(Encode encode, const wire_type& as, const T& from) {
    wire_buffer buffer;
    REQUIRE(encode(buffer, as, from) == outcome::done);
    return std::string(buffer.view());
}
template <class Encode, class T>
outcome refused(Encode encode, const wire_type& as, const T& from) {
    wire_buffer buffer;
    return encode(buffer, as, from);
}
template <class T>
T decoded(outcome (*decode)(std::string_view, const wire_type&, T&), const wire_type& as, std::string_view from) {
    T result{};
    REQUIRE(decode(from, as, result) == outcome::done);
    return result;
}

std::string numeric_bytes(std::string_view number) { return encoded(encode_decimal, numeric, decimal(number)); }
std::string numeric_there_and_back(std::string_view number) {
    return decoded(decode_decimal, numeric, numeric_bytes(number)).to_string();
}
std::string literal(const value_array& from) {
    wire_buffer buffer;
    REQUIRE(write_text(buffer, from) == outcome::done);
    return std::string(buffer.view());
}
value as_text(std::string_view from) { return value(std::string(from)); }

using namespace std::string_literals;
}  // namespace

TEST_CASE("integers travel in network order, as wide as their type") {
    CHECK(encoded(encode_integer, smallint, 258) == "\x01\x02"s);
    CHECK(encoded(encode_integer, integer, -2) == "\xFF\xFF\xFF\xFE"s);
    CHECK(encoded(encode_integer, bigint, 1) == "\0\0\0\0\0\0\0\x01"s);
    CHECK(encoded(encode_integer, oid, 4294967295) == "\xFF\xFF\xFF\xFF"s);
}

TEST_CASE("an integer comes back as it went") {
    for (const std::int64_t number :
         {lowest, std::int64_t{-1}, std::int64_t{0}, std::int64_t{9999}, std::int64_t{10000}, highest}) {
        CHECK(decoded(decode_integer, bigint, encoded(encode_integer, bigint, number)) == number);
        CHECK(decoded(decode_integer, numeric, encoded(encode_integer, numeric, number)) == number);
        CHECK(encoded(encode_integer, text, number) == std::to_string(number));
    }
}

TEST_CASE("an integer beyond the range of its type is refused") {
    CHECK(refused(encode_integer, smallint, 32768) == outcome::out_of_range);
    CHECK(refused(encode_integer, integer, std::int64_t{-2147483649}) == outcome::out_of_range);
    CHECK(refused(encode_integer, oid, -1) == outcome::out_of_range);
}

TEST_CASE("an integer is not rounded by a floating-point type") {
    CHECK(encoded(encode_integer, double_precision, std::int64_t{1} << 53) ==
          encoded(encode_double, double_precision, 9007199254740992.0));
    CHECK(refused(encode_integer, double_precision, (std::int64_t{1} << 53) + 1) == outcome::out_of_range);
    CHECK(refused(encode_integer, double_precision, lowest) == outcome::out_of_range);
    CHECK(refused(encode_integer, real, (std::int64_t{1} << 24) + 1) == outcome::out_of_range);
}

TEST_CASE("a value of another kind than its type is refused") {
    CHECK(refused(encode_bool, integer, true) == outcome::other_kind);
    CHECK(refused(encode_integer, boolean, 1) == outcome::other_kind);
    CHECK(refused(encode_integer, timestamptz, 1) == outcome::other_kind);
    CHECK(refused(encode_uuid, bytea, uuid()) == outcome::other_kind);
    CHECK(refused(encode_date, timestamptz, date()) == outcome::other_kind);
    CHECK(refused(encode_timestamp, day, timestamp()) == outcome::other_kind);
    CHECK(refused(encode_decimal, integer, decimal(1)) == outcome::other_kind);
    CHECK(refused(encode_bytes, text, bytes()) == outcome::other_kind);
    CHECK(refused(encode_text, interval, std::string_view("1 day")) == outcome::other_kind);
    CHECK(refused(encode_array, text, value_array()) == outcome::other_kind);
}

TEST_CASE("whatever has a text form goes into text") {
    CHECK(encoded(encode_bool, text, true) == "true");
    CHECK(encoded(encode_double, text, 0.1) == "0.1");
    CHECK(encoded(encode_double, text, -HUGE_VAL) == "-Infinity");
    CHECK(encoded(encode_decimal, text, decimal("1.50")) == "1.50");
    CHECK(encoded(encode_date, text, date::of(2024, 2, 29)) == "2024-02-29");
    CHECK(encoded(encode_timestamp, text, timestamp{1}) == "1970-01-01T00:00:00.000001Z");
    CHECK(encoded(encode_uuid, text, uuid()) == "00000000-0000-0000-0000-000000000000");
}

TEST_CASE("what has a text form is read from text") {
    CHECK(decoded(decode_uuid, text, "018f6b1e-4d2c-7a3b-9c4d-5e6f708192a3").to_string() ==
          "018f6b1e-4d2c-7a3b-9c4d-5e6f708192a3");
    CHECK(decoded(decode_decimal, text, "1.50").to_string() == "1.50");
    CHECK(decoded(decode_date, text, "2024-02-29") == date::of(2024, 2, 29));
    uuid never;
    CHECK_THROWS_AS(decode_uuid("no uuid", text, never), mapping_error);
}

TEST_CASE("text with a NUL character is refused") {
    CHECK(refused(encode_text, text, "a\0b"s) == outcome::nul_character);
    CHECK(refused(encode_text, jsonb, "\0"s) == outcome::nul_character);
    wire_buffer buffer;
    CHECK(write_text(buffer, as_text("a\0b"s)) == outcome::nul_character);
    CHECK(write_text(buffer, value_array{as_text("a\0b"s)}) == outcome::nul_character);
}

TEST_CASE("a value longer than a field can be is refused unread") {
    const std::string_view endless("", longest_value + 1);
    CHECK(refused(encode_text, text, endless) == outcome::out_of_range);
    CHECK(refused(encode_bytes, bytea, std::as_bytes(std::span(endless))) == outcome::out_of_range);
}

TEST_CASE("jsonb has a version before its text") {
    CHECK(encoded(encode_text, jsonb, std::string_view("{}")) == "\x01{}");
    CHECK(decoded(decode_text, jsonb, "\x01{}") == "{}");
    std::string_view never;
    CHECK(decode_text("\x02{}", jsonb, never) == outcome::malformed);
    CHECK(decode_text("", jsonb, never) == outcome::malformed);
}

TEST_CASE("a double comes back bit by bit") {
    for (const double number : {0.1, -0.0, 5e-324, 1.7976931348623157e308, HUGE_VAL}) {
        const double back = decoded(decode_double, double_precision, encoded(encode_double, double_precision, number));
        CHECK(back == number);
        CHECK(std::signbit(back) == std::signbit(number));
    }
    CHECK(std::isnan(decoded(decode_double, double_precision, encoded(encode_double, double_precision, std::nan("")))));
}

TEST_CASE("a double beyond the range of real is refused") {
    CHECK(refused(encode_double, real, 1e39) == outcome::out_of_range);
    CHECK(decoded(decode_double, real, encoded(encode_double, real, -HUGE_VAL)) == -HUGE_VAL);
    CHECK(decoded(decode_double, real, encoded(encode_double, real, 0.5)) == 0.5);
}

TEST_CASE("a double goes into numeric by its shortest digits") {
    CHECK(decoded(decode_decimal, numeric, encoded(encode_double, numeric, 0.1)).to_string() == "0.1");
    CHECK(decoded(decode_decimal, numeric, encoded(encode_double, numeric, 1e22)).to_string() ==
          "10000000000000000000000");
    CHECK(decoded(decode_decimal, numeric, encoded(encode_double, numeric, std::nan(""))).to_string() == "NaN");
}

TEST_CASE("a numeric is digits to the base of 10,000 with weight and scale") {
    CHECK(numeric_bytes("0") == "\0\0\0\0\0\0\0\0"s);
    CHECK(numeric_bytes("1.50") == "\0\x02\0\0\0\0\0\x02\0\x01\x13\x88"s);
    CHECK(numeric_bytes("-10000") == "\0\x01\0\x01\x40\0\0\0\0\x01"s);
    CHECK(numeric_bytes("0.00001") == "\0\x01\xFF\xFE\0\0\0\x05\x03\xE8"s);
    CHECK(numeric_bytes("NaN") == "\0\0\0\0\xC0\0\0\0"s);
}

TEST_CASE("a numeric comes back digit by digit, with its scale") {
    const std::string digits(131072, '7');
    const std::string fraction(16383, '3');
    for (const std::string& number :
         {"0"s, "0.00"s, "-0.1"s, "1"s, "9999"s, "10000"s, "-12345678901234567890.0123456789"s, "100000000"s,
          "0.00010000"s, "123456.7"s, "1.50"s, "NaN"s, "Infinity"s, "-Infinity"s, digits, "0." + fraction,
          "-" + digits + "." + fraction}) {
        CHECK(numeric_there_and_back(number) == number);
    }
}

TEST_CASE("a whole numeric is read as an integer, another one is not") {
    const auto read = [](std::string_view number) {
        std::int64_t result = 0;
        return decode_integer(numeric_bytes(number), numeric, result);
    };
    CHECK(decoded(decode_integer, numeric, numeric_bytes("-9223372036854775808")) == lowest);
    CHECK(decoded(decode_integer, numeric, numeric_bytes("12.000")) == 12);
    CHECK(decoded(decode_integer, numeric, numeric_bytes("10000")) == 10000);
    CHECK(read("9223372036854775808") == outcome::out_of_range);
    CHECK(read("-9223372036854775809") == outcome::out_of_range);
    CHECK(read("0.5") == outcome::out_of_range);
    CHECK(read("0.00001") == outcome::out_of_range);
    CHECK(read("NaN") == outcome::out_of_range);
    CHECK(read("Infinity") == outcome::out_of_range);
}

TEST_CASE("timestamps count microseconds from 2000, and infinity stays infinity") {
    const auto at_2000 = timestamp::parse("2000-01-01T00:00:00.000001Z");
    CHECK(encoded(encode_timestamp, timestamptz, at_2000) == "\0\0\0\0\0\0\0\x01"s);
    for (const auto at : {at_2000, timestamp{}, timestamp::infinity(), timestamp::negative_infinity(),
                          timestamp::parse("0001-01-01T00:00:00Z"), timestamp::parse("9999-12-31T23:59:59.999999Z")}) {
        CHECK(decoded(decode_timestamp, timestamptz, encoded(encode_timestamp, timestamptz, at)) == at);
    }
}

TEST_CASE("times outside the years 1 to 9999 are refused on both ways") {
    const auto end = timestamp::parse("9999-12-31T23:59:59.999999Z").microseconds_since_epoch;
    CHECK(refused(encode_timestamp, timestamptz, timestamp{end + 1}) == outcome::out_of_range);
    CHECK(refused(encode_date, day, date{date::of(9999, 12, 31).days_since_epoch + 1}) == outcome::out_of_range);
    timestamp instant;
    CHECK(decode_timestamp(encoded(encode_integer, bigint, highest - 1), timestamptz, instant) ==
          outcome::out_of_range);
    date never;
    CHECK(decode_date("\x7F\xFF\xFF\xFF"s, day, never) == outcome::out_of_range);  // infinity
}

TEST_CASE("dates count days from 2000") {
    CHECK(encoded(encode_date, day, date::of(1999, 12, 31)) == "\xFF\xFF\xFF\xFF"s);
    CHECK(decoded(decode_date, day, "\0\0\0\x3B"s) == date::of(2000, 2, 29));
}

TEST_CASE("an array has its dimensions, NULLs and element type before its elements") {
    const value_array numbers{value(std::int64_t{7}), value()};
    const std::string expected =
        "\0\0\0\x01\0\0\0\x01\0\0\0\x17\0\0\0\x02\0\0\0\x01\0\0\0\x04\0\0\0\x07\xFF\xFF\xFF\xFF"s;
    CHECK(encoded(encode_array, integers, numbers) == expected);
    CHECK(decoded(decode_array, integers, expected) == numbers);
}

TEST_CASE("an empty array has no dimension") {
    CHECK(encoded(encode_array, texts, value_array()) == "\0\0\0\0\0\0\0\0\0\0\0\x19"s);
    CHECK(decoded(decode_array, texts, "\0\0\0\0\0\0\0\0\0\0\0\x19"s).empty());
}

TEST_CASE("an array of arrays is refused") {
    CHECK(refused(encode_array, integers, value_array{value(value_array())}) == outcome::many_dimensions);
    value_array never;
    CHECK(decode_array("\0\0\0\x02\0\0\0\0\0\0\0\x17\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\0\0\x04\0\0\0\x07"s,
                       integers, never) == outcome::many_dimensions);
}

TEST_CASE("an array that claims more elements than it has bytes is malformed") {
    value_array never;
    CHECK(decode_array("\0\0\0\x01\0\0\0\0\0\0\0\x17\x7F\xFF\xFF\xFF\0\0\0\x01"s, integers, never) ==
          outcome::malformed);
    CHECK(decode_array("\0\0\0\x01\0\0\0\0\0\0\0\x19\0\0\0\x01\0\0\0\x01\0\0\0\0"s, integers, never) ==
          outcome::malformed);
}

TEST_CASE("an array literal quotes every element") {
    CHECK(literal({}) == "{}");
    CHECK(literal({as_text("a"), value(), as_text("NULL"), as_text("")}) == R"({"a",NULL,"NULL",""})");
    CHECK(literal({as_text(R"(say "hi", \{}\)")}) == R"({"say \"hi\", \\{}\\"})");
    CHECK(literal({value(bytes{std::byte{0xAB}})}) == R"({"\\xab"})");
}

TEST_CASE("every value of an array comes back through its element type") {
    const auto comes_back = [](std::uint32_t type, const value& one) {
        const value_array sent{one, value(), one};
        CHECK(decoded(decode_array, builtin(type), encoded(encode_array, builtin(type), sent)) == sent);
    };
    comes_back(1000, value(true));
    comes_back(1001, value(bytes{std::byte{0}, std::byte{255}}));
    comes_back(1005, value(std::int64_t{-1}));
    comes_back(1016, value(lowest));
    comes_back(1021, value(0.5));
    comes_back(1022, value(0.1));
    comes_back(1182, value(date::of(2024, 2, 29)));
    comes_back(1185, value(timestamp{-1}));
    comes_back(1231, value(decimal("-1.50")));
    comes_back(2951, value(uuid::generate()));
    comes_back(3807, as_text(R"({"a": [1]})"));
}

TEST_CASE("no decoder looks beyond the bytes that it is given") {
    const auto read_all = [](std::string_view spoilt, const wire_type& as) {
        // A block of its own, so that a sanitizer sees the first byte too many.
        const auto block = std::make_unique<char[]>(spoilt.size());
        std::copy(spoilt.begin(), spoilt.end(), block.get());
        const std::string_view from(block.get(), spoilt.size());
        const auto attempt = [&](auto decode, auto to) {
            try {
                const outcome result = decode(from, as, to);
                return result == outcome::done && as.kind != wire_kind::text && from.empty() &&
                       as.kind != wire_kind::bytea;
            } catch (const mapping_error&) { return false; }
        };
        bool read_nothing =
            attempt(decode_bool, false) || attempt(decode_integer, std::int64_t{}) || attempt(decode_double, 0.0);
        read_nothing |= attempt(decode_text, std::string_view()) || attempt(decode_bytes, std::span<const std::byte>());
        read_nothing |=
            attempt(decode_uuid, uuid()) || attempt(decode_timestamp, timestamp()) || attempt(decode_date, date());
        read_nothing |= attempt(decode_decimal, decimal()) || attempt(decode_array, value_array()) ||
                        attempt(decode_value, value());
        return !read_nothing;
    };
    const auto survives = [&](const wire_type& as, const std::string& sample) {
        bool good = true;
        test::for_each_mutation(sample, [&](std::string_view spoilt) { good = read_all(spoilt, as) && good; });
        CHECK(good);
    };
    survives(numeric, numeric_bytes("-12345678901234567890.0123456789"));
    survives(jsonb, encoded(encode_text, jsonb, std::string_view("{}")));
    survives(bigint, encoded(encode_integer, bigint, lowest));
    survives(timestamptz, encoded(encode_timestamp, timestamptz, timestamp::infinity()));
    survives(texts, encoded(encode_array, texts, value_array{as_text("one"), value(), as_text("")}));
    survives(builtin(1231),
             encoded(encode_array, builtin(1231), value_array{value(decimal("1.5")), value(decimal("NaN"))}));
}
