#include <rowan/types/json.hpp>

#include <support/catch.hpp>
#include <support/hostile.hpp>
#include <support/recording_writer.hpp>

#include <limits>

using namespace rowan;
using rowan::test::containing;

namespace {
enum class role { system, user };
BOOST_DESCRIBE_ENUM(role, system, user)

struct message {
    role from = role::user;
    std::string text;
    std::optional<double> weight;
    friend bool operator==(const message&, const message&) = default;
};
BOOST_DESCRIBE_STRUCT(message, (), (from, text, weight))

struct prompt {
    std::string name;
    std::vector<message> messages;
    friend bool operator==(const prompt&, const prompt&) = default;
};
BOOST_DESCRIBE_STRUCT(prompt, (), (name, messages))

struct titled_prompt : prompt {
    std::optional<prompt> inner;
    friend bool operator==(const titled_prompt&, const titled_prompt&) = default;
};
BOOST_DESCRIBE_STRUCT(titled_prompt, (prompt), (inner))

struct empty {};
BOOST_DESCRIBE_STRUCT(empty, (), ())

struct tree {
    int label = 0;
    std::vector<tree> children;
    friend bool operator==(const tree&, const tree&) = default;
};
BOOST_DESCRIBE_STRUCT(tree, (), (label, children))

struct everything {
    bool truth = true;
    std::int8_t small = -128;
    std::uint64_t large = std::numeric_limits<std::uint64_t>::max();
    float ratio = 0.1f;
    double precise = 1e-300;
    uuid raw_key;
    id<everything> key;
    timestamp at;
    date on;
    decimal price;
    bytes picture;
    json<> settings;
    json<prompt> form;
    std::vector<std::optional<int>> numbers;
    std::vector<bool> flags;
    friend bool operator==(const everything&, const everything&) = default;
};
BOOST_DESCRIBE_STRUCT(everything, (),
                      (truth, small, large, ratio, precise, raw_key, key, at, on, price, picture, settings, form,
                       numbers, flags))

struct celsius {
    double degrees = 0;
};

struct colour {
    int rgb = 0;
};
BOOST_DESCRIBE_STRUCT(colour, (), (rgb))

struct setting {
    std::string text;
    bool is_set = false;
};

struct settings {
    int a = 0;
    setting b;
};
BOOST_DESCRIBE_STRUCT(settings, (), (a, b))

everything sample() {
    everything one;
    one.raw_key = uuid::parse("018f6b1e-4d2c-7a3b-9c4d-5e6f708192a3");
    one.key = id<everything>(one.raw_key);
    one.at = timestamp::parse("2024-02-29T12:00:00.000001Z");
    one.on = date::of(2024, 2, 29);
    one.price = decimal("19.90");
    one.picture = {std::byte{0}, std::byte{255}};
    one.settings = json<>(R"({"theme":"dark"})");
    one.form = prompt{"greeting", {{role::system, "hello", 0.5}}};
    one.numbers = {1, std::nullopt};
    one.flags = {true, false};
    return one;
}
}  // namespace

template <>
struct rowan::codec<celsius> {
    using stored = double;
    static stored encode(const celsius& value) { return value.degrees; }
    static celsius decode(stored value) { return {value}; }
};

template <>
struct rowan::codec<colour> {
    using stored = std::string;
    static stored encode(const colour& value) { return "#" + std::to_string(value.rgb); }
    static colour decode(const stored& value) { return {std::stoi(value.substr(1))}; }
};

template <>
struct rowan::json_form<setting> {
    static void write(json_writer& to, const setting& from) { to.text(from.text); }
    static void read(const json_reader& from, setting& to) { to = {std::string(from.text()), true}; }
    static bool omitted(const setting& from) { return !from.is_set; }
    static void absent(setting&) {}
};

static_assert(column_type_of<json<>>().kind == type_kind::json);
static_assert(column_type_of<json<prompt>>().kind == type_kind::json);
static_assert(column_type_of<std::optional<json<std::vector<message>>>>().nullable);

TEST_CASE("every type that rowan knows has its JSON form") {
    CHECK(
        to_json(sample()) ==
        R"({"truth":true,"small":-128,"large":18446744073709551615,"ratio":0.1,"precise":1e-300,)"
        R"("raw_key":"018f6b1e-4d2c-7a3b-9c4d-5e6f708192a3","key":"018f6b1e-4d2c-7a3b-9c4d-5e6f708192a3",)"
        R"("at":"2024-02-29T12:00:00.000001Z","on":"2024-02-29","price":"19.90","picture":"AP8=","settings":{"theme":"dark"},)"
        R"("form":{"name":"greeting","messages":[{"from":"system","text":"hello","weight":0.5}]},)"
        R"("numbers":[1,null],"flags":[true,false]})");
}

TEST_CASE("what was written as JSON reads back as the same") {
    CHECK(from_json<everything>(to_json(sample())) == sample());
    CHECK(from_json<everything>(to_json(everything())) == everything());
    CHECK(from_json<std::vector<message>>("[]").empty());
    CHECK(to_json(from_json<empty>("{}")) == "{}");
}

TEST_CASE("members of the bases are members of the object") {
    titled_prompt one;
    one.name = "outer";
    one.inner = prompt{"inner", {}};
    CHECK(to_json(one) == R"({"name":"outer","messages":[],"inner":{"name":"inner","messages":[]}})");
    CHECK(from_json<titled_prompt>(to_json(one)) == one);
}

TEST_CASE("a struct may contain itself") {
    const tree one{1, {{2, {}}, {3, {{4, {}}}}}};
    CHECK(from_json<tree>(to_json(one)) == one);
}

TEST_CASE("an empty optional is null, and read from null or from nothing") {
    CHECK(to_json(message{role::user, "", std::nullopt}) == R"({"from":"user","text":"","weight":null})");
    CHECK_FALSE(from_json<message>(R"({"from":"user","text":"","weight":null})").weight);
    CHECK_FALSE(from_json<message>(R"({"from":"user","text":""})").weight);
}

TEST_CASE("a member that is missing is reported with the path of its object") {
    CHECK_THROWS_WITH(from_json<prompt>(R"({"name":"x","messages":[{"from":"user","text":""},{"from":"user"}]})"),
                      "messages[1]: the member \"text\" is missing");
    CHECK_THROWS_WITH(from_json<prompt>("{}"), "the JSON document: the member \"name\" is missing");
}

TEST_CASE("members that the struct does not have are ignored") {
    CHECK(from_json<message>(R"({"x":[{}],"from":"user","text":"y","z":null})").text == "y");
}

TEST_CASE("every fault is reported with its path") {
    // The last of two members counts.
    const auto fault = [](const std::string& name, const std::string& value) {
        std::string text = to_json(sample());
        text.back() = ',';
        return text + '"' + name + "\":" + value + '}';
    };
    CHECK_THROWS_WITH(from_json<everything>(fault("truth", "1")), "truth: expected a boolean, found a number");
    CHECK_THROWS_WITH(from_json<everything>(fault("small", "128")), "small: expected an integer from -128 to 127");
    CHECK_THROWS_WITH(from_json<everything>(fault("small", "1.5")), "small: expected an integer of 64 bits");
    CHECK_THROWS_WITH(from_json<everything>(fault("large", "-1")), "large: expected an unsigned integer of 64 bits");
    CHECK_THROWS_WITH(from_json<everything>(fault("ratio", "1e39")), "ratio: the number is too large for a float");
    CHECK_THROWS_WITH(from_json<everything>(fault("precise", "1e309")),
                      "precise: the number is too large for a double");
    CHECK_THROWS_WITH(from_json<everything>(fault("precise", "null")), "precise: expected a number, found null");
    CHECK_THROWS_WITH(from_json<everything>(fault("key", "\"hunter2\"")),
                      containing("key: not a UUID") && !containing("hunter2"));
    CHECK_THROWS_WITH(from_json<everything>(fault("raw_key", "7")), "raw_key: expected text, found a number");
    CHECK_THROWS_WITH(from_json<everything>(fault("at", "\"hunter2\"")),
                      containing("at: not a timestamp") && !containing("hunter2"));
    CHECK_THROWS_WITH(from_json<everything>(fault("on", "\"2023-02-29\"")), containing("on: not a date"));
    CHECK_THROWS_WITH(from_json<everything>(fault("price", "\"x\"")), containing("price: not a decimal"));
    CHECK_THROWS_WITH(from_json<everything>(fault("price", "true")), "price: expected text, found a boolean");
    CHECK_THROWS_WITH(from_json<everything>(fault("picture", "\"AP8\"")),
                      "picture: expected base64 with padding (RFC 4648)");
    CHECK_THROWS_WITH(from_json<everything>(fault("numbers", "{}")), "numbers: expected an array");
    CHECK_THROWS_WITH(from_json<everything>(fault("numbers", "[1,\"2\"]")),
                      "numbers[1]: expected a number, found text");
    CHECK_THROWS_WITH(from_json<everything>(fault("form", "[]")), "form: expected an object");
    CHECK_THROWS_WITH(from_json<everything>(fault("form", R"({"name":"","messages":[{"from":"hunter2"}]})")),
                      "form.messages[0].from: expected one of \"system\", \"user\"");
}

TEST_CASE("a decimal is read from a number too, without rounding it") {
    CHECK(from_json<decimal>("12345678901234567890.10").to_string() == "12345678901234567890.10");
    CHECK(from_json<decimal>("\"NaN\"").to_string() == "NaN");
}

TEST_CASE("bytes of every length survive base64") {
    bytes data;
    for (int i = 0; i != 300; ++i) {
        CHECK(from_json<bytes>(to_json(data)) == data);
        data.push_back(static_cast<std::byte>(i * 7));
    }
}

TEST_CASE("text that is no base64 is refused") {
    for (const std::string text :
         {"A", "AB", "ABC", "A===", "AB=C", "====", "AB==AB==", "AB?=", "AR==", "ABF=", "AB\\u0000=", "\xc3\xa9=="}) {
        CAPTURE(text);
        CHECK_THROWS_AS(from_json<bytes>('"' + text + '"'), mapping_error);
    }
}

TEST_CASE("a type with a codec in the short form has the JSON form of what it is stored as") {
    CHECK(to_json(celsius{21.5}) == "21.5");
    CHECK(from_json<celsius>("21.5").degrees == 21.5);
    CHECK(to_json(std::vector<colour>{{1}, {2}}) == R"(["#1","#2"])");
    CHECK(from_json<colour>(R"("#7")").rgb == 7);
}

TEST_CASE("a member may be left out if its JSON form says so") {
    CHECK(to_json(settings{1, {}}) == R"({"a":1})");
    CHECK(to_json(settings{1, {"x", true}}) == R"({"a":1,"b":"x"})");
    CHECK_FALSE(from_json<settings>(R"({"a":1})").b.is_set);
    CHECK(from_json<settings>(R"({"a":1,"b":"x"})").b.is_set);
}

TEST_CASE("an enumerator without a label has no JSON form") {
    CHECK_THROWS_AS(to_json(static_cast<role>(9)), mapping_error);
}

TEST_CASE("a default-constructed json<> is null") {
    CHECK(json<>().text() == "null");
    CHECK(json<>().read().is_null());
}

TEST_CASE("a json<> keeps its text") {
    CHECK(json<>(R"( {"b": 1.0, "a": 2} )").text() == R"( {"b": 1.0, "a": 2} )");
    CHECK(to_json(std::vector<json<>>{json<>("[ 1 ]"), json<>("2")}) == "[[ 1 ],2]");
}

TEST_CASE("a json<> is JSON") {
    CHECK_THROWS_AS(json<>(""), mapping_error);
    CHECK_THROWS_AS(json<>("{"), mapping_error);
}

TEST_CASE("two json<> that mean the same are equal") {
    CHECK(json<>(R"({"a":1,"b":2})") == json<>(R"({ "b": 2.0, "a": 1 })"));
    CHECK(json<>("1") != json<>("2"));
}

TEST_CASE("a json column is text that a driver copies if it was made for it") {
    test::recording_writer writer;
    write_value(writer, 0, json<>("{}"));
    write_value(writer, 1, json<prompt>());
    CHECK(writer.copied == std::vector{false, true});
    CHECK(to_value(json<>("[1]")) == value(std::string("[1]")));
    CHECK(to_value(json<colour>(colour{3})) == value(std::string("\"#3\"")));
}

TEST_CASE("a json column that holds something else is reported with its name") {
    const value_array row{value(std::string(R"({"name":"x","messages":[7]})")), value(std::string("{"))};
    const value_reader reader(row, "settings");
    json<prompt> form;
    CHECK_THROWS_WITH(read_value(reader, 0, form), "settings.messages[0]: expected an object");
    json<> document;
    CHECK_THROWS_WITH(read_value(reader, 1, document), containing("settings: not JSON at offset 1"));
    read_value(reader, 0, document);
    CHECK(document.text() == R"({"name":"x","messages":[7]})");
}

TEST_CASE("hostile text never breaks from_json") {
    rowan::test::for_each_mutation(to_json(sample()), [](std::string_view text) {
        try {
            const auto one = from_json<everything>(text);
            CHECK(from_json<everything>(to_json(one)) == one);
        } catch (const mapping_error&) {}
    });
}

namespace {
struct extent {
    int width = 0;
    int height = 0;
    friend bool operator==(const extent&, const extent&) = default;
};
BOOST_DESCRIBE_STRUCT(extent, (), (width, height))
}  // namespace

template <>
struct rowan::codec<extent> {
    using stored = rowan::json<extent>;
    static stored encode(const extent& value) { return value; }
    static extent decode(stored value) { return *std::move(value); }
};

TEST_CASE("a type that is stored as a document of its own members is written as they are", "[json]") {
    CHECK(rowan::to_json(extent{3, 4}) == R"({"width":3,"height":4})");
    const rowan::value kept = rowan::to_value(extent{3, 4});
    CHECK(kept == rowan::value(std::string(R"({"width":3,"height":4})")));
}
