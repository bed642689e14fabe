#include <rowan/types/error.hpp>
#include <rowan/types/json_reader.hpp>

#include <support/catch.hpp>
#include <support/hostile.hpp>

#include <pthread.h>

#include <limits>
#include <thread>
#include <vector>

using namespace rowan;
using rowan::test::containing;

namespace {
json_reader parse(std::string_view text) { return json_reader::parse(text); }
bool equal(std::string_view left, std::string_view right) { return parse(left).equals(parse(right)); }
}  // namespace

TEST_CASE("a json_reader knows what stands where") {
    using kind = json_reader::kind;
    const auto all = parse(R"( [null, true, -1.5e3, "x", [], {}] )");
    CHECK(all.what() == kind::array);
    CHECK(all.size() == 6);
    CHECK(all.at(0).is_null());
    CHECK(all.at(1).boolean());
    CHECK(all.at(2).real() == -1500.0);
    CHECK(all.at(3).text() == "x");
    CHECK(all.at(4).what() == kind::array);
    CHECK(all.at(5).what() == kind::object);
}

TEST_CASE("a json_reader finds members") {
    const auto object = parse(R"({"a": 1, "b": {"c": [2, 3]}, "": 4, "b.c": 5})");
    CHECK(object.member("a")->integer() == 1);
    CHECK(object.member("b")->member("c")->at(1).integer() == 3);
    CHECK(object.member("")->integer() == 4);
    CHECK(object.member("b.c")->integer() == 5);
    CHECK_FALSE(object.member("c"));
    CHECK(object.at(1).name() == "b");
    CHECK(object.size() == 4);
}

TEST_CASE("of members of one name the last counts") { CHECK(parse(R"({"a":1,"a":2})").member("a")->integer() == 2); }

TEST_CASE("escapes are resolved") {
    CHECK(parse(R"("\"\\\/\b\f\n\r\t\u0041\u00e9\ud83c\udf33")").text() == "\"\\/\b\f\n\r\tA\xc3\xa9\xf0\x9f\x8c\xb3");
    CHECK(parse(R"("a\u0000b")").text() == std::string_view("a\0b", 3));
    CHECK(parse(R"({"\u0041":1})").member("A")->integer() == 1);
}

TEST_CASE("a place outlives the reader that it came from") {
    const auto place = [] { return parse(R"({"a":["long enough not to be kept in place"]})").member("a")->at(0); }();
    CHECK(place.text() == "long enough not to be kept in place");
    CHECK(place.path() == "a[0]");
}

TEST_CASE("a place can be given another place") {
    auto place = parse("[1]").at(0);
    place = parse("[2]").at(0);
    const auto& same = place;
    place = same;
    CHECK(place.integer() == 2);
}

TEST_CASE("readers of one document may be used by several threads") {
    const auto document = parse("[[1,2],[3,4]]");
    std::vector<std::thread> running;
    for (int t = 0; t != 4; ++t) {
        running.emplace_back([document] {
            for (std::size_t i = 0; i != 10'000; ++i) document.at(i % 2).at(1).integer();
        });
    }
    for (auto& one : running) one.join();
    CHECK(document.at(0).at(0).integer() == 1);
}

TEST_CASE("integers have 64 bits, and may be spelled as reals") {
    CHECK(parse("-9223372036854775808").integer() == std::numeric_limits<std::int64_t>::min());
    CHECK(parse("9223372036854775807").integer() == std::numeric_limits<std::int64_t>::max());
    CHECK(parse("18446744073709551615").unsigned_integer() == std::numeric_limits<std::uint64_t>::max());
    CHECK(parse("3.0").integer() == 3);
    CHECK(parse("-30e-1").integer() == -3);
    CHECK(parse("3e2").integer() == 300);
    CHECK(parse("1.5e1").integer() == 15);
    CHECK(parse("-0.0").integer() == 0);
    CHECK(parse("0e999999999").integer() == 0);
    CHECK(parse("1e19").unsigned_integer() == 10'000'000'000'000'000'000u);
}

TEST_CASE("numbers that are no 64-bit integers are refused as such") {
    for (const std::string text : {"9223372036854775808", "-9223372036854775809", "0.5", "1e19", "1e-1", "1e2147483000",
                                   "1.00000000000000001"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(parse(text).integer(), mapping_error);
    }
    for (const std::string text : {"-1", "18446744073709551616", "0.5"}) {
        CHECK_THROWS_AS(parse(text).unsigned_integer(), mapping_error);
    }
}

TEST_CASE("a number too small for a double is 0, one too large is refused") {
    CHECK(parse("1e-400").real() == 0.0);
    CHECK(parse("0.0000e-400").real() == 0.0);
    CHECK_THROWS_WITH(parse("[1e400]").at(0).real(), "[0]: the number is too large for a double");
    CHECK_THROWS_AS(parse("-1e400").real(), mapping_error);
}

TEST_CASE("a number keeps its digits") {
    CHECK(parse("12345678901234567890.10").number() == "12345678901234567890.10");
    CHECK(parse("-1.50E+03").number() == "-1.50E+03");
}

TEST_CASE("the wrong kind is refused with the path") {
    const auto document = parse(R"({"messages":[{},{},{"role":7}]})");
    const auto role = *document.member("messages")->at(2).member("role");
    CHECK(role.path() == "messages[2].role");
    CHECK_THROWS_WITH(role.text(), "messages[2].role: expected text, found a number");
    CHECK_THROWS_WITH(role.boolean(), containing("expected a boolean"));
    CHECK_THROWS_WITH(role.size(), containing("expected an array"));
    CHECK_THROWS_WITH(role.at(0), containing("expected an array"));
    CHECK_THROWS_WITH(role.member("x"), containing("expected an object"));
    CHECK_THROWS_WITH(document.member("messages")->at(3), "messages: there is no element 3, only 3");
    CHECK_THROWS_WITH(document.real(), "the JSON document: expected a number, found an object");
    CHECK_THROWS_WITH(role.fail("is not welcome"), "messages[2].role: is not welcome");
}

TEST_CASE("paths start with the root's name") {
    const auto document = json_reader::parse(R"({"a":[null]})", "settings");
    CHECK(document.path() == "settings");
    CHECK(document.member("a")->at(0).path() == "settings.a[0]");
    CHECK_THROWS_WITH(json_reader::parse("[", "settings"), containing("settings: not JSON at offset 1"));
}

TEST_CASE("text that is no JSON is refused with the offset") {
    for (const std::string text : {"",
                                   " ",
                                   "nul",
                                   "nulll",
                                   "True",
                                   "[1,]",
                                   "[,1]",
                                   "{\"a\"}",
                                   "{\"a\":}",
                                   "{\"a\":1,}",
                                   "{a:1}",
                                   "{'a':1}",
                                   "[1 2]",
                                   "[1]]",
                                   "{} {}",
                                   "01",
                                   "+1",
                                   "1.",
                                   ".5",
                                   "1e",
                                   "- 1",
                                   "0x10",
                                   "NaN",
                                   "Infinity",
                                   "-Infinity",
                                   "\"",
                                   "\"\n\"",
                                   "\"\\x\"",
                                   "\"\\u12\"",
                                   "\"\\ud800\"",
                                   "\"\\udc00\"",
                                   "\"\xff\"",
                                   "\"\xed\xa0\x80\"",
                                   "/**/1",
                                   "1//",
                                   "\xef\xbb\xbf"
                                   "1",
                                   "[",
                                   "{",
                                   "[1",
                                   "{\"a\":1",
                                   "]"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH(parse(text), containing("not JSON at offset "));
    }
    CHECK_THROWS_WITH(parse("[1,]"), containing("at offset 3"));
    CHECK_THROWS_WITH(parse(R"({"password":"hunter2",})"), !containing("hunter2"));
}

TEST_CASE("raw is the place's text without white space, numbers as they were") {
    const auto document =
        parse(R"( { "a" : [ 1.10 , 1E5, 123456789012345678901234567890 ], "b" : "\u00e9\n" , "c":{} } )");
    CHECK(document.raw() == "{\"a\":[1.10,1E5,123456789012345678901234567890],\"b\":\"\xc3\xa9\\n\",\"c\":{}}");
    CHECK(document.member("a")->raw() == "[1.10,1E5,123456789012345678901234567890]");
    CHECK(parse("[true,false,null]").raw() == "[true,false,null]");
}

TEST_CASE("documents that mean the same are equal") {
    CHECK(equal(R"({"a":1,"b":[true,null]})", R"( { "b" : [ true , null ] , "a" : 1 } )"));
    CHECK(equal("[1, 10, 0, 0.5, 1e400]", "[1.0, 1e1, -0.0, 5E-1, 10e399]"));
    CHECK(equal("0.001000e3", "1"));
    CHECK(equal(R"("\u0041")", R"("A")"));
    CHECK(equal(R"({"a":1,"a":2})", R"({"a":2})"));
    CHECK(equal(R"({"a":1,"b":2,"a":3})", R"({"b":2,"a":3})"));
}

TEST_CASE("documents that differ are not equal") {
    CHECK_FALSE(equal("1", "2"));
    CHECK_FALSE(equal("1", "-1"));
    CHECK_FALSE(equal("1", "10"));
    CHECK_FALSE(equal("123456789012345678901234567890", "123456789012345678901234567891"));
    CHECK_FALSE(equal("1", R"("1")"));
    CHECK_FALSE(equal("null", "false"));
    CHECK_FALSE(equal("[1,2]", "[2,1]"));
    CHECK_FALSE(equal("[1]", "[1,1]"));
    CHECK_FALSE(equal("[]", "{}"));
    CHECK_FALSE(equal(R"({"a":1})", R"({"b":1})"));
    CHECK_FALSE(equal(R"({"a":1})", R"({"a":1,"b":1})"));
    CHECK_FALSE(equal(R"({"a":1,"a":2})", R"({"a":1})"));
}

namespace {
void* use_deep_document(void*) {
    std::string deep(999, '[');
    deep += "{\"a\":1}";
    deep += std::string(999, ']');
    const auto document = parse(deep);
    if (document.raw() != deep || !document.equals(parse(deep))) std::abort();
    return nullptr;
}
}  // namespace

TEST_CASE("a document of the greatest depth needs no more than a small stack") {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    REQUIRE(pthread_attr_setstacksize(&attributes, 1024 * 1024) == 0);
    pthread_t thread;
    REQUIRE(pthread_create(&thread, &attributes, use_deep_document, nullptr) == 0);
    CHECK(pthread_join(thread, nullptr) == 0);
    pthread_attr_destroy(&attributes);
}

TEST_CASE("a document that is too deep is refused") {
    CHECK_THROWS_WITH(parse(std::string(1'001, '[')), containing("not JSON at offset"));
    CHECK_THROWS_AS(parse(std::string(1'000'000, '[')), mapping_error);
    std::string deep;
    for (int i = 0; i != 100'000; ++i) deep += "{\"a\":";
    CHECK_THROWS_AS(parse(deep), mapping_error);
}

TEST_CASE("a large document is read") {
    std::string text = "[";
    for (int i = 0; i != 100'000; ++i) text += "{\"number\":" + std::to_string(i) + ",\"text\":\"some text\"},";
    text.back() = ']';
    const auto document = parse(text);
    REQUIRE(document.size() == 100'000);
    CHECK(document.at(99'999).member("number")->integer() == 99'999);
    CHECK(document.raw() == text);
}

TEST_CASE("hostile text never breaks json_reader") {
    rowan::test::for_each_mutation(R"({"a":[1,-2.5e3,"x\u00e9\n",null,true],"b":{"c":{},"d":[[]]},"e":"\ud83c\udf33"})",
                                   [](std::string_view text) {
                                       try {
                                           const auto document = parse(text);
                                           CHECK(parse(document.raw()).equals(document));
                                       } catch (const mapping_error&) {}
                                   });
}
