#include <rowan/types/error.hpp>
#include <rowan/types/row.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <limits>

using namespace rowan;
using rowan::test::containing;

namespace {
// A reader over one element.
struct only {
    value_array values;
    value_reader row{values, "tags"};
    template <class T>
    explicit only(T one) : values{value(std::move(one))} {}
};
}  // namespace

TEST_CASE("a value_writer fills up to the index that is written") {
    std::vector<value> row;
    value_writer writer(row);
    writer.set_integer(2, 7);
    writer.set_bool(0, true);
    CHECK(row == std::vector<value>{value(true), value(), value(std::int64_t{7})});
}

TEST_CASE("a value_writer keeps text and bytes that die after the call") {
    std::vector<value> row;
    value_writer writer(row);
    {
        const std::string text(100, 'x');
        const bytes binary(100, std::byte{1});
        writer.set_text(0, text, false);
        writer.set_bytes(1, binary, false);
    }
    CHECK(row[0] == value(std::string(100, 'x')));
    CHECK(row[1] == value(bytes(100, std::byte{1})));
}

TEST_CASE("a value_reader reads what its values hold") {
    CHECK(only(null_value()).row.is_null(0));
    CHECK_FALSE(only(true).row.is_null(0));
    CHECK(only(true).row.get_bool(0));
    CHECK(only(std::int64_t{-5}).row.get_integer(0) == -5);
    CHECK(only(0.5).row.get_double(0) == 0.5);
    CHECK(only(std::string("a\0b", 3)).row.get_text(0) == std::string_view("a\0b", 3));
    CHECK(only(bytes(3)).row.get_bytes(0).size() == 3);
    CHECK(only(date::last()).row.get_date(0) == date::last());
    CHECK(only(timestamp::infinity()).row.get_timestamp(0) == timestamp::infinity());
    CHECK(only(decimal("1.50")).row.get_decimal(0).to_string() == "1.50");
    CHECK(only(value_array{value(true)}).row.get_array(0).size() == 1);
    const uuid key = uuid::generate();
    CHECK(only(key).row.get_uuid(0) == key);
}

TEST_CASE("a value_reader reads integers as doubles and decimals too, 0 and 1 as booleans") {
    CHECK(only(std::int64_t{3}).row.get_double(0) == 3.0);
    CHECK(only(std::int64_t{3}).row.get_decimal(0) == decimal(3));
    CHECK(only(std::int64_t{1}).row.get_bool(0));
    CHECK_FALSE(only(std::int64_t{0}).row.get_bool(0));
    CHECK_THROWS_AS(only(std::int64_t{2}).row.get_bool(0), mapping_error);
}

TEST_CASE("a value_reader reads text as every type with a text form") {
    const uuid key = uuid::generate();
    CHECK(only(key.to_string()).row.get_uuid(0) == key);
    CHECK(only(std::string("2024-02-29")).row.get_date(0) == date::of(2024, 2, 29));
    CHECK(only(std::string("infinity")).row.get_timestamp(0) == timestamp::infinity());
    CHECK(only(std::string("1.50")).row.get_decimal(0).to_string() == "1.50");
    CHECK(only(std::string("AQL/")).row.get_bytes(0)[2] == std::byte{255});
    CHECK(std::isnan(only(std::string("NaN")).row.get_double(0)));
    CHECK(only(std::string("Infinity")).row.get_double(0) == std::numeric_limits<double>::infinity());
    CHECK(only(std::string("-Infinity")).row.get_double(0) == -std::numeric_limits<double>::infinity());
}

TEST_CASE("bytes that a value_reader made of text live as long as the reader") {
    const value_array texts{value(std::string("AQ==")), value(std::string("Ag=="))};
    const value_reader reader(texts, "pictures");
    const auto first = reader.get_bytes(0);
    const auto second = reader.get_bytes(1);
    CHECK(first[0] == std::byte{1});
    CHECK(second[0] == std::byte{2});
}

TEST_CASE("text that is no base64 is not read as bytes") {
    CHECK_THROWS_WITH(only(std::string("hunter2")).row.get_bytes(0),
                      "column \"tags\", element 1: expected bytes, found text that is not base64");
}

TEST_CASE("a value_reader's errors name column, element and kinds, but not the value") {
    const only one(std::string("hunter2"));
    CHECK_THROWS_WITH(one.row.get_integer(0), "column \"tags\", element 1: expected an integer, found text");
    CHECK_THROWS_WITH(one.row.get_date(0),
                      containing("column \"tags\", element 1: not a date") && !containing("hunter2"));
    CHECK_THROWS_WITH(one.row.get_bool(1), "column \"tags\", element 2: there are only 1");
}

TEST_CASE("a value_reader refuses every kind for NULL") {
    const only one{null_value()};
    CHECK_THROWS_AS(one.row.get_bool(0), mapping_error);
    CHECK_THROWS_AS(one.row.get_integer(0), mapping_error);
    CHECK_THROWS_AS(one.row.get_double(0), mapping_error);
    CHECK_THROWS_AS(one.row.get_text(0), mapping_error);
    CHECK_THROWS_AS(one.row.get_bytes(0), mapping_error);
    CHECK_THROWS_AS(one.row.get_uuid(0), mapping_error);
    CHECK_THROWS_AS(one.row.get_timestamp(0), mapping_error);
    CHECK_THROWS_AS(one.row.get_date(0), mapping_error);
    CHECK_THROWS_AS(one.row.get_decimal(0), mapping_error);
    CHECK_THROWS_WITH(one.row.get_array(0), "column \"tags\", element 1: expected an array, found NULL");
}

TEST_CASE("a value_reader has a name for the columns that it has") {
    const only one(true);
    CHECK(one.row.column_count() == 1);
    CHECK(one.row.column_name(0) == "tags");
    CHECK(one.row.column_name(1).empty());
}
