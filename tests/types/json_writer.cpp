#include <rowan/types/error.hpp>
#include <rowan/types/json_reader.hpp>
#include <rowan/types/json_writer.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using namespace rowan;
using rowan::test::containing;

namespace {
std::string text_of(std::string_view from) {
    json_writer to;
    to.text(from);
    return to.result();
}
template <class T>
std::string real_of(T from) {
    json_writer to;
    to.real(from);
    return to.result();
}
}  // namespace

TEST_CASE("a json_writer sets commas and colons") {
    json_writer to;
    to.begin_object();
    to.key("a");
    to.begin_array();
    to.integer(1);
    to.begin_object();
    to.end_object();
    to.begin_array();
    to.end_array();
    to.null();
    to.end_array();
    to.key("b");
    to.boolean(false);
    to.key("c");
    to.raw("{ }");
    to.end_object();
    CHECK(to.result() == R"({"a":[1,{},[],null],"b":false,"c":{ }})");
}

TEST_CASE("text is escaped where RFC 8259 asks for it") {
    CHECK(text_of("") == R"("")");
    CHECK(text_of("a\"b\\c/d") == R"("a\"b\\c/d")");
    CHECK(text_of("\n\r\t\b\f") == R"("\n\r\t\u0008\u000c")");
    CHECK(text_of(std::string_view("\0\x1f\x7f", 3)) == "\"\\u0000\\u001f\x7f\"");
}

TEST_CASE("UTF-8 stays as it is") {
    for (const std::string text : {"\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
                                   "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf0\x9f\x8c\xb3 rowan", "\xf4\x8f\xbf\xbf"}) {
        CHECK(text_of(text) == '"' + text + '"');
    }
}

TEST_CASE("text that is not UTF-8 is refused") {
    for (const std::string text : {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2 ", "\xe0\x9f\xbf", "\xe1\x80",
                                   "\xe1\x80 ", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf0\x90\x80", "\xf0\x90\x80 ",
                                   "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(text_of(text), mapping_error);
        CHECK_THROWS_AS(text_of("ok " + text), mapping_error);
    }
}

TEST_CASE("the message for text that is not UTF-8 names the octet, but not the text") {
    CHECK_THROWS_WITH(text_of("hunter2\xff"), containing("octet 7") && !containing("hunter2"));
}

TEST_CASE("integers are written in full") {
    json_writer to;
    to.begin_array();
    to.integer(std::numeric_limits<std::int64_t>::min());
    to.unsigned_integer(std::numeric_limits<std::uint64_t>::max());
    to.end_array();
    CHECK(to.result() == "[-9223372036854775808,18446744073709551615]");
}

TEST_CASE("a real number is never written as an integer") {
    CHECK(real_of(1.0) == "1.0");
    CHECK(real_of(-0.0) == "-0.0");
    CHECK(real_of(1e22) == "1e+22");
    CHECK(real_of(123456789012.0) == "123456789012.0");
}

TEST_CASE("a real number is written as short as its type allows") {
    CHECK(real_of(0.1) == "0.1");
    CHECK(real_of(0.1f) == "0.1");
    CHECK(real_of(5e-324) == "5e-324");
}

TEST_CASE("every real number reads back as the same") {
    std::mt19937_64 random(5);
    for (int i = 0; i != 20'000; ++i) {
        const std::uint64_t bits = random();
        double one;
        std::memcpy(&one, &bits, sizeof one);
        if (!std::isfinite(one)) continue;
        if (json_reader::parse(real_of(one)).real() != one) FAIL(real_of(one));
    }
}

TEST_CASE("NaN and the infinities have no JSON form") {
    CHECK_THROWS_AS(real_of(std::numeric_limits<double>::quiet_NaN()), mapping_error);
    CHECK_THROWS_AS(real_of(std::numeric_limits<double>::infinity()), mapping_error);
    CHECK_THROWS_AS(real_of(-std::numeric_limits<float>::infinity()), mapping_error);
}
