#include <rowan/types/codec.hpp>

#include <support/catch.hpp>
#include <support/recording_writer.hpp>

#include <cmath>
#include <limits>

using namespace rowan;
using rowan::test::containing;

namespace {
enum class status { todo, done };
BOOST_DESCRIBE_ENUM(status, todo, done)

enum class event { goal_created };
BOOST_DESCRIBE_ENUM(event, goal_created)

struct celsius {
    double degrees = 0;
    friend bool operator==(const celsius&, const celsius&) = default;
};

struct tag {
    std::string text;
    friend bool operator==(const tag&, const tag&) = default;
};

struct everything {
    id<everything> key;
    decimal price;
    timestamp at;
    date on;
    std::optional<date> until;
    std::vector<status> states;
    bytes picture;
};
BOOST_DESCRIBE_STRUCT(everything, (), (key, price, at, on, until, states, picture))

struct one_left_out {
    id<everything> key;
    decimal price;
    std::optional<decimal> tax;
    timestamp at;
};
BOOST_DESCRIBE_STRUCT(one_left_out, (), (key, price, at))

static_assert(meta::fully_described<everything>());
static_assert(!meta::fully_described<one_left_out>());
}  // namespace

template <>
inline constexpr auto rowan::labels_of<event> = std::array{rowan::label{event::goal_created, "goal.created"}};

template <>
struct rowan::codec<celsius> {
    using stored = double;
    static stored encode(const celsius& value) { return value.degrees; }
    static celsius decode(stored value) { return {value}; }
};

template <>
struct rowan::codec<tag> {
    using stored = std::string;
    static stored encode(const tag& value) { return "#" + value.text; }
    static tag decode(stored value) { return {value.substr(1)}; }
};

static_assert(storable<bool> && storable<int> && storable<double> && storable<std::string> && storable<bytes> &&
              storable<uuid>);
static_assert(storable<id<int>> && storable<timestamp> && storable<date> && storable<decimal> && storable<status> &&
              storable<celsius>);
static_assert(storable<std::optional<int>> && storable<std::vector<std::optional<int>>> &&
              storable<std::optional<std::vector<int>>>);
static_assert(!storable<char> && !storable<char8_t> && !storable<everything> && !storable<void*>);
static_assert(!storable<std::vector<char>> && !storable<std::optional<everything>>);

static_assert(column_type_of<std::int16_t>().kind == type_kind::smallint);
static_assert(column_type_of<std::uint8_t>().kind == type_kind::smallint);
static_assert(column_type_of<std::uint16_t>().kind == type_kind::integer);
static_assert(column_type_of<int>().kind == type_kind::integer);
static_assert(column_type_of<std::uint32_t>().kind == type_kind::bigint);
static_assert(column_type_of<long long>().kind == type_kind::bigint);
static_assert(column_type_of<unsigned long>().kind == type_kind::bigint);
static_assert(column_type_of<celsius>().kind == type_kind::double_precision);
static_assert(column_type_of<std::optional<status>>().nullable);
static_assert(column_type_of<std::optional<std::vector<int>>>().array);
static_assert(!column_type_of<std::vector<std::optional<int>>>().nullable);

namespace {
template <class T>
T read_back(const value& from) {
    const value_array row{from};
    const value_reader reader(row, "column_x");
    T result{};
    read_value(reader, 0, result);
    return result;
}
template <class T>
T round_trip(const T& from) {
    return read_back<T>(to_value(from));
}
template <class T>
void check_limits() {
    CHECK(round_trip(std::numeric_limits<T>::min()) == std::numeric_limits<T>::min());
    CHECK(round_trip(std::numeric_limits<T>::max()) == std::numeric_limits<T>::max());
}
template <class T>
void check_range() {
    check_limits<T>();
    const auto below = static_cast<std::int64_t>(std::numeric_limits<T>::min()) - 1;
    const auto above = static_cast<std::int64_t>(std::numeric_limits<T>::max()) + 1;
    CHECK_THROWS_AS(read_back<T>(value(below)), mapping_error);
    CHECK_THROWS_AS(read_back<T>(value(above)), mapping_error);
}
}  // namespace

TEST_CASE("integers of every width keep their limits and refuse what is beyond") {
    check_range<std::int8_t>();
    check_range<std::uint8_t>();
    check_range<std::int16_t>();
    check_range<std::uint16_t>();
    check_range<std::int32_t>();
    check_range<std::uint32_t>();
    check_limits<std::int64_t>();
}

TEST_CASE("an unsigned 64-bit integer goes up to 2^63-1") {
    constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
    CHECK(round_trip(largest) == largest);
    CHECK_THROWS_WITH(to_value(largest + 1), containing("parameter 1") && containing("rowan::decimal"));
    CHECK_THROWS_AS(read_back<std::uint64_t>(value(std::int64_t{-1})), mapping_error);
}

TEST_CASE("the message for an integer out of range names column and width, but not the value") {
    CHECK_THROWS_WITH(read_back<std::uint8_t>(value(std::int64_t{4711})),
                      containing("column \"column_x\"") && containing("8-bit unsigned") && !containing("4711"));
}

TEST_CASE("doubles keep every value") {
    for (const double one : {0.0, -0.0, 0.1, 1e308, -1e308, 5e-324, std::numeric_limits<double>::infinity(),
                             -std::numeric_limits<double>::infinity()}) {
        CHECK(round_trip(one) == one);
        CHECK(std::signbit(round_trip(one)) == std::signbit(one));
    }
    CHECK(std::isnan(round_trip(std::numeric_limits<double>::quiet_NaN())));
}

TEST_CASE("floats keep every value and refuse what is beyond") {
    check_limits<float>();
    CHECK(round_trip(std::numeric_limits<float>::infinity()) == std::numeric_limits<float>::infinity());
    CHECK(std::isnan(round_trip(std::numeric_limits<float>::quiet_NaN())));
    CHECK_THROWS_AS(read_back<float>(value(1e39)), mapping_error);
    CHECK_THROWS_AS(read_back<float>(value(-1e39)), mapping_error);
}

TEST_CASE("text keeps every octet") {
    for (const std::string& one :
         {std::string(), std::string("\xf0\x9f\x8c\xb3"), std::string("a\0b", 3), std::string(100'000, 'x')}) {
        CHECK(round_trip(one) == one);
    }
}

TEST_CASE("text of any kind can be a parameter") {
    const char* pointer = "rowan";
    CHECK(to_value("rowan") == value(std::string("rowan")));
    CHECK(to_value(pointer) == value(std::string("rowan")));
    CHECK(to_value(std::string_view("rowan")) == value(std::string("rowan")));
}

TEST_CASE("nullopt as a parameter is NULL") { CHECK(to_value(std::nullopt).is_null()); }

TEST_CASE("bytes keep every octet") {
    bytes all;
    for (int i = 0; i != 256; ++i) all.push_back(static_cast<std::byte>(i));
    CHECK(round_trip(all) == all);
    CHECK(round_trip(bytes()).empty());
}

TEST_CASE("an enum is stored as its label") {
    CHECK(to_value(status::done) == value(std::string("done")));
    CHECK(to_value(event::goal_created) == value(std::string("goal.created")));
    CHECK(round_trip(event::goal_created) == event::goal_created);
}

TEST_CASE("a column that holds no label of the enum is refused, with the labels there are") {
    CHECK_THROWS_WITH(read_back<status>(value(std::string("hunter2"))),
                      containing("column \"column_x\"") && containing("status") && containing("\"todo\", \"done\"") &&
                          !containing("hunter2"));
}

TEST_CASE("a value that is no enumerator is not stored") {
    CHECK_THROWS_WITH(to_value(static_cast<status>(9)), containing("no enumerator of status"));
}

TEST_CASE("an empty optional is NULL") {
    CHECK(to_value(std::optional<int>()).is_null());
    CHECK(read_back<std::optional<int>>(value()) == std::nullopt);
    CHECK(round_trip(std::optional<int>(5)) == 5);
}

TEST_CASE("reading NULL empties an optional that had a value") {
    const value_array row{value()};
    std::optional<int> one = 5;
    read_value(value_reader(row, "x"), 0, one);
    CHECK_FALSE(one);
}

TEST_CASE("NULL is refused by a member that is no optional") {
    CHECK_THROWS_AS(read_back<int>(value()), mapping_error);
}

TEST_CASE("throw_null tells what to do") {
    const value_array row{value()};
    CHECK_THROWS_WITH(rowan::detail::throw_null(value_reader(row, "column_x"), 0),
                      containing("column \"column_x\" is NULL") && containing("std::optional"));
}

TEST_CASE("a vector is an array") {
    CHECK(round_trip(std::vector<std::int64_t>{1, -2}) == std::vector<std::int64_t>{1, -2});
    CHECK(round_trip(std::vector<std::string>()).empty());
    CHECK(round_trip(std::vector<bool>{true, false}) == std::vector<bool>{true, false});
    CHECK(round_trip(std::vector<status>{status::done}) == std::vector<status>{status::done});
    using optionals = std::vector<std::optional<int>>;
    CHECK(round_trip(optionals{1, std::nullopt, 3}) == optionals{1, std::nullopt, 3});
}

TEST_CASE("NULL in an array of plain elements is refused") {
    CHECK_THROWS_WITH(read_back<std::vector<int>>(value(value_array{value(std::int64_t{1}), value()})),
                      containing("\"column_x\", element 2"));
}

TEST_CASE("a type of one's own is stored as the type that its codec says") {
    CHECK(to_value(celsius{21.5}) == value(21.5));
    CHECK(round_trip(celsius{21.5}) == celsius{21.5});
    CHECK(round_trip(tag{"rowan"}) == tag{"rowan"});
    CHECK(round_trip(std::vector<tag>{{"a"}, {"b"}}) == std::vector<tag>{{"a"}, {"b"}});
    CHECK(round_trip(std::optional<tag>()) == std::nullopt);
}

TEST_CASE("a driver borrows text of a member, and copies what a codec made of it") {
    test::recording_writer writer;
    write_value(writer, 0, std::string("member"));
    write_value(writer, 1, tag{"converted"});
    write_value(writer, 2, std::optional<tag>(tag{"converted"}));
    CHECK(writer.copied == std::vector{false, true, true});
}
