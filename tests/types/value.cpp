#include <rowan/types/row.hpp>

#include <support/catch.hpp>
#include <support/recording_writer.hpp>

#include <limits>

using namespace rowan;

static_assert(std::is_constructible_v<value, std::string> && std::is_constructible_v<value, std::int64_t>);
static_assert(!std::is_constructible_v<value, int> && !std::is_constructible_v<value, const char*>);
static_assert(!std::is_convertible_v<std::string, value>);

TEST_CASE("a default-constructed value is NULL") {
    CHECK(value().is_null());
    CHECK(value(null_value()).is_null());
    CHECK_FALSE(value(std::int64_t{0}).is_null());
}

TEST_CASE("values of different kinds differ") {
    CHECK(value(std::int64_t{1}) == value(std::int64_t{1}));
    CHECK(value(std::int64_t{1}) != value(1.0));
    CHECK(value(std::int64_t{1}) != value(true));
    CHECK(value() != value(std::string()));
}

TEST_CASE("a value that was moved from can be given another") {
    value one(std::string(100, 'x'));
    const value other = std::move(one);
    one = value(true);
    CHECK(one == value(true));
    CHECK(other == value(std::string(100, 'x')));
}

TEST_CASE("a value writes what it holds") {
    const auto written = [](const value& one) {
        std::vector<value> row;
        value_writer writer(row);
        one.write(writer, 0);
        return row.at(0);
    };
    for (const value& one :
         {value(), value(true), value(std::numeric_limits<std::int64_t>::min()), value(1e308),
          value(std::string("\xf0\x9f\x8c\xb3")), value(std::string()), value(bytes{std::byte{0}, std::byte{255}}),
          value(bytes()), value(uuid::generate()), value(timestamp::infinity()), value(date::last()),
          value(decimal("-0.50")), value(value_array{value(), value(true)}), value(value_array())}) {
        CHECK(written(one) == one);
    }
}

TEST_CASE("a value lets the writer borrow its text only if told so") {
    test::recording_writer writer;
    const value text(std::string("text"));
    const value binary(bytes(3));
    text.write(writer, 0);
    binary.write(writer, 1);
    CHECK(writer.copied == std::vector{true, true});
    text.write(writer, 0, false);
    binary.write(writer, 1, false);
    CHECK(writer.copied == std::vector{true, true, false, false});
}
