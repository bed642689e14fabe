#include "support/database.hpp"

#include <rowan/types/json.hpp>

#include <cmath>
#include <limits>

// What goes in comes out the same, on every backend: in a column of its type, as a parameter alone, and in an array.

using namespace rowan;
using test::containing;

enum class mood { sad, so_so, happy };
BOOST_DESCRIBE_ENUM(mood, sad, so_so, happy)

namespace {
template <class T>
bool same(const T& left, const T& right) {
    if constexpr (std::is_floating_point_v<T>) {
        return left == right || (std::isnan(left) && std::isnan(right));
    } else {
        return left == right;
    }
}

template <class T>
bool same(const std::optional<T>& left, const std::optional<T>& right) {
    return left && right ? same(*left, *right) : left.has_value() == right.has_value();
}

template <class T>
bool same(const std::vector<T>& left, const std::vector<T>& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const T& a, const T& b) { return same(a, b); });
}

// A table with one column of the type that `T` has.
class column {
public:
    template <class T>
    static column of(session& db) {
        return column(db, db.dialect().type_name(column_type_of<T>().to_sql_type()));
    }

    template <class T>
    T stored(const T& sent) {
        db_.execute("insert into " + table_ + " values ($1, $2)", ++rows_, sent);
        return db_.query_value<T>("select value from " + table_ + " where number = $1", rows_);
    }
    std::int64_t count(const std::string& condition) {
        return db_.query_value<std::int64_t>("select count(*) from " + table_ + " where " + condition);
    }
    const std::string& table() const { return table_; }

private:
    column(session& db, const std::string& type) : db_(db) {
        static int number = 0;
        table_ = "kept_" + std::to_string(++number);
        db.execute_script("create table " + table_ + " (number bigint, value " + type + ")");
    }

    session& db_;
    std::string table_;
    int rows_ = 0;
};

template <class T>
void check_each(session& db, const std::vector<T>& values) {
    auto column = column::of<T>(db);
    for (std::size_t i = 0; i != values.size(); ++i) {
        CAPTURE(i);
        CHECK(same(column.stored(values[i]), values[i]));
    }
    CHECK(!column.stored(std::optional<T>()).has_value());
    CHECK(same(column.stored(std::optional<T>(values.back())), std::optional<T>(values.back())));
}

template <class T>
void check_array(session& db, const std::vector<T>& values) {
    auto column = column::of<std::vector<T>>(db);
    CHECK(same(column.stored(values), values));
    CHECK(column.stored(std::vector<T>()).empty());
    CHECK(!column.stored(std::optional<std::vector<T>>()).has_value());
    std::vector<std::optional<T>> some(values.begin(), values.end());
    some.insert(some.begin(), std::nullopt);
    some.push_back(std::nullopt);
    CHECK(same(column.stored(some), some));
}

template <class T>
void check(session& db, const std::vector<T>& values) {
    check_each(db, values);
    check_array(db, values);
}

template <class T>
using limits = std::numeric_limits<T>;

const std::vector<std::string> texts{"",
                                     " ",
                                     "a",
                                     "it's",
                                     "say \"hi\"",
                                     "back\\slash",
                                     "{1,2}",
                                     "[1,2]",
                                     "NULL",
                                     "null",
                                     "a,b",
                                     "line\nbreak\ttab",
                                     "$1 ? :name --",
                                     "größe",
                                     "日本語",
                                     "😀 and 𝄞",
                                     std::string("\x01\x1f\x7f"),
                                     std::string(100'000, 'x')};
}  // namespace

DATABASE_TEST_CASE("booleans come back", "[round_trip]") {
    auto& db = database.session();
    auto column = column::of<bool>(db);
    CHECK(column.stored(true) == true);
    CHECK(column.stored(false) == false);
    CHECK(column.stored(std::optional<bool>()) == std::nullopt);
    auto array = column::of<std::vector<bool>>(db);
    CHECK(array.stored(std::vector<bool>{true, false, true}) == std::vector<bool>{true, false, true});
}

DATABASE_TEST_CASE("integers of every width come back to their limits", "[round_trip]") {
    auto& db = database.session();
    check<std::int16_t>(db, {0, 1, -1, limits<std::int16_t>::min(), limits<std::int16_t>::max()});
    check<std::int32_t>(db, {0, 1, -1, limits<std::int32_t>::min(), limits<std::int32_t>::max()});
    check<std::int64_t>(
        db, {0, 1, -1, limits<std::int64_t>::min(), limits<std::int64_t>::max(), (std::int64_t{1} << 53) + 1});
}

DATABASE_TEST_CASE("unsigned integers come back up to what SQL has", "[round_trip]") {
    auto& db = database.session();
    check<std::uint8_t>(db, {0, limits<std::uint8_t>::max()});
    check<std::uint32_t>(db, {0, limits<std::uint32_t>::max()});
    auto column = column::of<std::uint64_t>(db);
    const std::uint64_t largest = limits<std::int64_t>::max();
    CHECK(column.stored(largest) == largest);
    CHECK_THROWS_AS(column.stored(largest + 1), mapping_error);
}

DATABASE_TEST_CASE("an integer too wide for its member is refused, not cut", "[round_trip]") {
    auto& db = database.session();
    CHECK_THROWS_AS(db.query_value<std::int16_t>("select 70000"), mapping_error);
    CHECK_THROWS_AS(db.query_value<std::uint32_t>("select -1"), mapping_error);
}

DATABASE_TEST_CASE("doubles come back to the last bit, infinite and NaN too", "[round_trip]") {
    check<double>(database.session(),
                  {0.0, 0.1, -1.0 / 3.0, 1e15, 123456789012345678.0, limits<double>::max(), limits<double>::lowest(),
                   limits<double>::min(), limits<double>::denorm_min(), limits<double>::epsilon(),
                   limits<double>::infinity(), -limits<double>::infinity(), limits<double>::quiet_NaN()});
}

DATABASE_TEST_CASE("floats come back to the last bit, infinite and NaN too", "[round_trip]") {
    check<float>(database.session(),
                 {0.0f, 0.1f, -1.0f / 3.0f, limits<float>::max(), limits<float>::lowest(), limits<float>::min(),
                  limits<float>::infinity(), -limits<float>::infinity(), limits<float>::quiet_NaN()});
}

DATABASE_TEST_CASE("texts come back, whatever they hold", "[round_trip]") {
    check<std::string>(database.session(), texts);
}

DATABASE_TEST_CASE("an empty text is not NULL", "[round_trip]") {
    auto& db = database.session();
    auto column = column::of<std::string>(db);
    column.stored(std::string());
    column.stored(std::optional<std::string>());
    CHECK(column.count("value is null") == 1);
    CHECK(column.count("value = ''") == 1);
}

DATABASE_TEST_CASE("text with a NUL character is refused, alone and in an array", "[round_trip]") {
    auto& db = database.session();
    const std::string nul("a\0b", 3);
    CHECK_THROWS_AS(db.query_value<std::string>("select cast($1 as text)", nul), mapping_error);
    auto column = column::of<std::vector<std::string>>(db);
    CHECK_THROWS_AS(column.stored(std::vector<std::string>{"a", nul}), mapping_error);
}

DATABASE_TEST_CASE("text that is no UTF-8 is refused, wherever it breaks", "[round_trip]") {
    auto& db = database.session();
    auto column = column::of<std::string>(db);
    const auto bad = GENERATE(as<std::string>(), "\xff", "\xc3", "a\xc3(", "\xed\xa0\x80", "\xc0\xaf",
                              "\xf4\x90\x80\x80", "01234567\x80", "0123456789abcdef\xe2\x82");
    CHECK_THROWS_AS(column.stored(bad), error);
    CHECK(column.count("true") == 0);
}

DATABASE_TEST_CASE("bytes come back, every one of them", "[round_trip]") {
    bytes all;
    for (int i = 0; i != 256; ++i) all.push_back(static_cast<std::byte>(i));
    check<bytes>(database.session(), {bytes{}, bytes{std::byte{0}}, all, bytes(3, std::byte{0xff})});
}

DATABASE_TEST_CASE("ten megabytes come back", "[round_trip]") {
    auto& db = database.session();
    bytes large(10'000'000);
    for (std::size_t i = 0; i != large.size(); ++i) large[i] = static_cast<std::byte>(i * 7919 >> 3);
    auto column = column::of<bytes>(db);
    CHECK((column.stored(large) == large));
    auto texts = column::of<std::string>(db);
    const std::string text = std::string(10'000'000, 'x') + "ende";
    CHECK((texts.stored(text) == text));
}

DATABASE_TEST_CASE("uuids come back", "[round_trip]") {
    check<uuid>(database.session(), {uuid{}, uuid::generate(), uuid::parse("ffffffff-ffff-ffff-ffff-ffffffffffff")});
}

DATABASE_TEST_CASE("timestamps come back to the microsecond, from year 1 to 9999 and to infinity", "[round_trip]") {
    check<timestamp>(
        database.session(),
        {timestamp{}, timestamp{-1}, timestamp{1}, timestamp::now(), timestamp::parse("0001-01-01T00:00:00Z"),
         timestamp::parse("9999-12-31T23:59:59.999999Z"), timestamp::parse("1969-12-31T23:59:59.999999Z"),
         timestamp::parse("2024-02-29T12:00:00.000001Z"), timestamp::infinity(), timestamp::negative_infinity()});
}

DATABASE_TEST_CASE("timestamps sort as time does", "[round_trip]") {
    auto& db = database.session();
    auto column = column::of<timestamp>(db);
    const std::vector<timestamp> order{timestamp::parse("0001-01-01T00:00:00Z"), timestamp{-1}, timestamp{0},
                                       timestamp{1}, timestamp::parse("9999-12-31T23:59:59.999999Z")};
    for (const auto i : {3u, 0u, 4u, 2u, 1u}) column.stored(order[i]);
    std::vector<timestamp> found;
    for (auto rows = db.query("select value from " + column.table() + " order by value"); rows.next();)
        found.push_back(rows.get<timestamp>(0));
    CHECK(found == order);
}

DATABASE_TEST_CASE("dates come back from year 1 to 9999", "[round_trip]") {
    check<date>(database.session(),
                {date{}, date::of(1, 1, 1), date::of(9999, 12, 31), date::of(2024, 2, 29), date::of(1969, 12, 31)});
}

DATABASE_TEST_CASE("decimals come back digit by digit", "[round_trip]") {
    auto& db = database.session();
    std::vector<decimal> values;
    for (const auto* text :
         {"0", "0.00", "1.50", "-1.50", "12345678901234567890123456789012345678",
          "0.00000000000000000000000000000000000001", "-99999999999999999999.999999999999999999", "NaN"})
        values.emplace_back(std::string_view(text));
    values.emplace_back(std::string(100, '7'));
    values.emplace_back("-" + std::string(50, '9') + "." + std::string(50, '3'));
    check<decimal>(db, values);
    auto column = column::of<decimal>(db);
    for (const auto& one : values) CHECK(column.stored(one).to_string() == one.to_string());
}

DATABASE_TEST_CASE("enum labels come back", "[round_trip]") {
    auto& db = database.session();
    if (db.dialect().can().enum_types) db.execute_script("create type mood as enum ('sad', 'so_so', 'happy')");
    check<mood>(db, {mood::sad, mood::so_so, mood::happy});
}

DATABASE_TEST_CASE("an unknown enum label is told with those that are known", "[round_trip]") {
    CHECK_THROWS_WITH(database.session().query_value<mood>("select cast('bored' as text) as mood"),
                      containing("\"sad\", \"so_so\", \"happy\""));
}

DATABASE_TEST_CASE("JSON documents come back", "[round_trip]") {
    auto& db = database.session();
    auto column = column::of<json<>>(db);
    const auto text = GENERATE(as<std::string>(), "null", "true", "-1.5", R"("text with \"quotes\" and ü")", "[]", "{}",
                               R"({"a": [1, 2, {"b": null}], "c": "😀", "big": 12345678901234567890})");
    CAPTURE(text);
    CHECK(column.stored(json<>(text)) == json<>(text));
}

DATABASE_TEST_CASE("a vector of a struct's JSON comes back", "[round_trip]") {
    auto& db = database.session();
    auto column = column::of<json<std::vector<int>>>(db);
    CHECK(*column.stored(json<std::vector<int>>({1, 2, 3})) == std::vector<int>{1, 2, 3});
}

DATABASE_TEST_CASE("a parameter alone, without a column, comes back", "[round_trip]") {
    auto& db = database.session();
    CHECK(db.query_value<std::string>("select cast($1 as text)", "it's") == "it's");
    CHECK(db.query_value<std::int64_t>("select cast($1 as bigint)", limits<std::int64_t>::min()) ==
          limits<std::int64_t>::min());
    CHECK(db.query_value<std::optional<std::string>>("select cast($1 as text)", std::optional<std::string>()) ==
          std::nullopt);
}

DATABASE_TEST_CASE("a value of every kind fits one statement", "[round_trip]") {
    auto& db = database.session();
    const auto type = [&](type_kind kind) { return db.dialect().type_name({.kind = kind}); };
    db.execute_script("create table kept (a " + type(type_kind::boolean) + ", b " + type(type_kind::bigint) + ", c " +
                      type(type_kind::double_precision) + ", d " + type(type_kind::text) + ", e " +
                      type(type_kind::bytes) + ", f " + type(type_kind::uuid) + ", g " + type(type_kind::timestamp) +
                      ", h " + type(type_kind::date) + ", i " + type(type_kind::numeric) + ", j " +
                      type(type_kind::text) + ")");
    const uuid key = uuid::generate();
    const auto now = timestamp::now();
    const bytes data{std::byte{1}, std::byte{0}, std::byte{2}};
    for (int i = 0; i != 3; ++i) {
        db.execute("insert into kept values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", true, i, 0.5, std::to_string(i),
                   data, key, now, date::of(2024, 2, 29), decimal("1.50"), std::optional<std::string>());
    }
    int count = 0;
    for (auto rows = db.query("select * from kept order by b"); rows.next(); ++count) {
        CHECK(rows.get<bool>(0));
        CHECK(rows.get<int>(1) == count);
        CHECK(rows.get<double>(2) == 0.5);
        CHECK(rows.get<std::string>(3) == std::to_string(count));
        CHECK((rows.get<bytes>(4) == data));
        CHECK((rows.get<uuid>(5) == key));
        CHECK((rows.get<timestamp>(6) == now));
        CHECK((rows.get<date>(7) == date::of(2024, 2, 29)));
        CHECK(rows.get<decimal>(8).to_string() == "1.50");
        CHECK(rows.get<std::optional<std::string>>(9) == std::nullopt);
    }
    CHECK(count == 3);
}

TEST_CASE("SQLite keeps what it has no type for as text that SQL can read", "[round_trip][sqlite]") {
    auto db = open("sqlite://:memory:");
    CHECK(db.query_value<std::string>("select $1", timestamp{0}) == "1970-01-01T00:00:00.000000Z");
    CHECK(db.query_value<std::string>("select $1", date{}) == "1970-01-01");
    CHECK(db.query_value<std::string>("select $1", decimal("1.50")) == "1.50");
    CHECK(db.query_value<std::string>("select $1", std::vector<int>{1, 2}) == "[1,2]");
    CHECK(db.query_value<int>("select sum(value) from json_each($1)", std::vector<int>{1, 2}) == 3);
    CHECK((db.query_value<timestamp>("select current_timestamp") <= timestamp::now()));
    CHECK((db.query_value<date>("select date('2024-02-29')") == date::of(2024, 2, 29)));
}

TEST_CASE("a decimal that SQLite has made a double of is refused: it is no longer exact", "[round_trip][sqlite]") {
    auto db = open("sqlite://:memory:");
    CHECK_THROWS_AS(db.query_value<decimal>("select 0.1 + 0.2"), mapping_error);
    CHECK(db.query_value<decimal>("select 12").to_string() == "12");
}
