#include <rowan/types/decimal.hpp>
#include <rowan/types/error.hpp>

#include <support/catch.hpp>
#include <support/hostile.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using rowan::decimal;
using rowan::mapping_error;
using rowan::test::containing;

namespace {
decimal operator""_d(const char* text, std::size_t size) { return decimal(std::string_view(text, size)); }
std::string canonical(std::string_view text) { return decimal(text).to_string(); }
const std::string largest_38 = "99999999999999999999999999999999999999";
}  // namespace

TEST_CASE("a default-constructed decimal is 0") { CHECK(decimal().to_string() == "0"); }

TEST_CASE("a decimal's text has no sign, zero or exponent that it can do without") {
    CHECK(canonical("+1") == "1");
    CHECK(canonical("007.50") == "7.50");
    CHECK(canonical("-0") == "0");
    CHECK(canonical("-0.00") == "0.00");
    CHECK(canonical("-000.010") == "-0.010");
    CHECK(canonical("0e5") == "0");
    CHECK(canonical("0e-3") == "0.000");
    CHECK(canonical("0e999999999999999999999") == "0");
}

TEST_CASE("a decimal's exponent is written out") {
    CHECK(canonical("1e3") == "1000");
    CHECK(canonical("1.5E+3") == "1500");
    CHECK(canonical("1.50e1") == "15.0");
    CHECK(canonical("-12.5e-3") == "-0.0125");
    CHECK(canonical("1e-1") == "0.1");
}

TEST_CASE("a decimal keeps its scale") {
    CHECK("1.50"_d.scale() == 2);
    CHECK("150"_d.scale() == 0);
    CHECK("0.000"_d.scale() == 3);
    CHECK("NaN"_d.scale() == 0);
}

TEST_CASE("a decimal of 38 digits stays as it is") {
    CHECK(canonical(largest_38) == largest_38);
    CHECK(canonical("-0." + largest_38) == "-0." + largest_38);
}

TEST_CASE("a decimal is made from every integer") {
    CHECK(decimal(std::numeric_limits<std::int64_t>::min()).to_string() == "-9223372036854775808");
    CHECK(decimal(std::numeric_limits<std::int64_t>::max()).to_string() == "9223372036854775807");
}

TEST_CASE("decimal::of takes a number without its point") {
    CHECK(decimal::of(1999, 2).to_string() == "19.99");
    CHECK(decimal::of(-5, 3).to_string() == "-0.005");
    CHECK(decimal::of(0, 2).to_string() == "0.00");
    CHECK(decimal::of(12, -3).to_string() == "12000");
    CHECK(decimal::of(0, -3).to_string() == "0");
    CHECK(decimal::of(std::numeric_limits<std::int64_t>::min(), 1).to_string() == "-922337203685477580.8");
    CHECK_THROWS_AS(decimal::of(1, 16384), mapping_error);
    CHECK_THROWS_AS(decimal::of(1, std::numeric_limits<int>::min()), mapping_error);
}

TEST_CASE("text that is no decimal is refused") {
    for (const std::string text :
         {"",      "-",        "+",         ".",    ".5",   "5.",    "1.e3",     "e3",    "1e",  "1e+",
          "1e3.5", "--1",      "+-1",       "1,5",  "1 ",   " 1",    "0x10",     "1_000", "nan", "NAN",
          "inf",   "infinity", "+Infinity", "-NaN", "1..2", "1.2.3", "\xd9\xa1", "1e3e3"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(decimal(text), mapping_error);
    }
}

TEST_CASE("the message for text that is no decimal does not repeat the text") {
    CHECK_THROWS_WITH(decimal("hunter2"), containing("not a decimal") && !containing("hunter2"));
}

TEST_CASE("a decimal has at most 131072 digits before and 16383 after the point") {
    CHECK(decimal(std::string(131072, '9')).to_string().size() == 131072);
    CHECK_THROWS_AS(decimal(std::string(131073, '9')), mapping_error);
    CHECK(decimal("0." + std::string(16383, '9')).scale() == 16383);
    CHECK_THROWS_AS(decimal("0." + std::string(16384, '9')), mapping_error);
    CHECK(decimal("1e131071").to_string().size() == 131072);
    CHECK_THROWS_AS(decimal("1e131072"), mapping_error);
    CHECK(decimal("1e-16383").scale() == 16383);
    CHECK_THROWS_AS(decimal("1e-16384"), mapping_error);
    CHECK_THROWS_AS(decimal("1e99999999999999999999999"), mapping_error);
    CHECK_THROWS_AS(decimal("1e-99999999999999999999999"), mapping_error);
    CHECK(decimal(std::string(200000, '0') + "1").to_string() == "1");
}

TEST_CASE("hostile text never breaks decimal") {
    rowan::test::for_each_mutation("-0123456789.0123456789e-12", [](std::string_view text) {
        try {
            const decimal one(text);
            CHECK(canonical(one.to_string()) == one.to_string());
        } catch (const mapping_error&) {}
    });
}

TEST_CASE("decimals of one number are equal, whatever their scale") {
    CHECK("1.5"_d == "1.50"_d);
    CHECK("0"_d == "-0.000"_d);
    CHECK("100"_d == "1e2"_d);
    CHECK("1.5"_d != "1.51"_d);
    CHECK("1.5"_d != "-1.5"_d);
}

TEST_CASE("decimals are ordered as PostgreSQL orders them") {
    const std::vector<decimal> sorted{"-Infinity"_d, "-100"_d,    "-99.9"_d, "-9.99"_d,    "-9.989"_d, "-0.1"_d,
                                      "0.00"_d,      "0.0001"_d,  "0.001"_d, "1"_d,        "1.01"_d,   "2"_d,
                                      "10"_d,        "10.0001"_d, "1e38"_d,  "Infinity"_d, "NaN"_d};
    for (std::size_t i = 0; i != sorted.size(); ++i) {
        for (std::size_t j = 0; j != sorted.size(); ++j) {
            CAPTURE(sorted[i].to_string(), sorted[j].to_string());
            CHECK((sorted[i] <=> sorted[j]) == (i <=> j));
        }
    }
}

TEST_CASE("decimal sums are exact") {
    CHECK(("0.1"_d + "0.2"_d).to_string() == "0.3");
    CHECK(("1.50"_d + "1.5"_d).to_string() == "3.00");
    CHECK(("-1"_d + "1.00"_d).to_string() == "0.00");
    CHECK((decimal(largest_38) + "1"_d).to_string() == "1" + std::string(38, '0'));
    CHECK(("08"_d + "0.09"_d).to_string() == "8.09");
}

TEST_CASE("decimal differences are exact") {
    CHECK(("1"_d - "0.9"_d).to_string() == "0.1");
    CHECK(("0"_d - "0.01"_d).to_string() == "-0.01");
    CHECK(("1e30"_d - "1e-10"_d).to_string() == "999999999999999999999999999999.9999999999");
}

TEST_CASE("decimal products are exact, and their scales add up") {
    CHECK(("1.50"_d * "2.0"_d).to_string() == "3.000");
    CHECK(("-0.01"_d * "0.01"_d).to_string() == "-0.0001");
    CHECK((decimal(largest_38) * decimal(largest_38)).to_string() ==
          "9999999999999999999999999999999999999800000000000000000000000000000000000001");
    CHECK(("0.0"_d * "-5"_d).to_string() == "0.0");
}

TEST_CASE("decimal arithmetic agrees with integers") {
    std::mt19937_64 random(3);
    std::uniform_int_distribution<std::int64_t> any(-3'000'000'000, 3'000'000'000);
    for (int i = 0; i != 2000; ++i) {
        const std::int64_t a = any(random);
        const std::int64_t b = any(random);
        CHECK(decimal::of(a, 3) + decimal::of(b, 3) == decimal::of(a + b, 3));
        CHECK(decimal::of(a, 3) - decimal::of(b, 3) == decimal::of(a - b, 3));
        CHECK((decimal::of(a, 3) * decimal::of(b, 2)).to_string() == decimal::of(a * b, 5).to_string());
        CHECK((decimal::of(a, 3) <=> decimal::of(b, 3)) == (a <=> b));
    }
}

TEST_CASE("decimal arithmetic refuses NaN and infinities") {
    CHECK_THROWS_AS("NaN"_d + 1, mapping_error);
    CHECK_THROWS_AS(1 - "Infinity"_d, mapping_error);
    CHECK_THROWS_AS("-Infinity"_d * 2, mapping_error);
    CHECK_THROWS_AS(-"NaN"_d, mapping_error);
}

TEST_CASE("decimal arithmetic refuses results that PostgreSQL could not hold") {
    const decimal largest(std::string(131072, '9'));
    CHECK_THROWS_AS(largest + 1, mapping_error);
    CHECK_THROWS_AS("1e-16383"_d * "0.1"_d, mapping_error);
}

TEST_CASE("a decimal can be negated") {
    CHECK((-"1.50"_d).to_string() == "-1.50");
    CHECK((-"-1.50"_d).to_string() == "1.50");
    CHECK((-"0.00"_d).to_string() == "0.00");
}

TEST_CASE("rounding goes away from zero at the half") {
    CHECK("2.5"_d.rounded(0).to_string() == "3");
    CHECK("-2.5"_d.rounded(0).to_string() == "-3");
    CHECK("2.4999"_d.rounded(0).to_string() == "2");
    CHECK("0.125"_d.rounded(2).to_string() == "0.13");
    CHECK("-0.004"_d.rounded(2).to_string() == "0.00");
    CHECK("9.995"_d.rounded(2).to_string() == "10.00");
    CHECK("0.5"_d.rounded(0).to_string() == "1");
    CHECK("0.4"_d.rounded(0).to_string() == "0");
}

TEST_CASE("rounding to more digits appends zeros") {
    CHECK("1.5"_d.rounded(3).to_string() == "1.500");
    CHECK("0"_d.rounded(2).to_string() == "0.00");
}

TEST_CASE("rounding to a negative scale rounds before the point") {
    CHECK("1250"_d.rounded(-2).to_string() == "1300");
    CHECK("7"_d.rounded(-1).to_string() == "10");
    CHECK("4"_d.rounded(-1).to_string() == "0");
    CHECK("99"_d.rounded(-5).to_string() == "0");
    CHECK("99"_d.rounded(std::numeric_limits<int>::min()).to_string() == "0");
    CHECK_THROWS_AS("99"_d.rounded(std::numeric_limits<int>::max()), mapping_error);
}

TEST_CASE("NaN and the infinities round to themselves") {
    CHECK("NaN"_d.rounded(2).to_string() == "NaN");
    CHECK("-Infinity"_d.rounded(2).to_string() == "-Infinity");
}

TEST_CASE("to_double gives the nearest double") {
    CHECK("0.1"_d.to_double() == 0.1);
    CHECK("-1e3"_d.to_double() == -1000.0);
    CHECK("9007199254740993"_d.to_double() == 9007199254740992.0);
    CHECK("1e400"_d.to_double() == std::numeric_limits<double>::infinity());
    CHECK("-1e400"_d.to_double() == -std::numeric_limits<double>::infinity());
    CHECK("1e-400"_d.to_double() == 0.0);
    CHECK(std::isnan("NaN"_d.to_double()));
    CHECK("-Infinity"_d.to_double() == -std::numeric_limits<double>::infinity());
}

TEST_CASE("only NaN and the infinities are not finite") {
    CHECK("0"_d.is_finite());
    CHECK_FALSE("NaN"_d.is_finite());
    CHECK_FALSE("Infinity"_d.is_finite());
    CHECK_FALSE("-Infinity"_d.is_finite());
}

TEST_CASE("a decimal's text reads back as the same decimal") {
    std::mt19937_64 random(4);
    for (int i = 0; i != 20'000; ++i) {
        const decimal one = decimal::of(static_cast<std::int64_t>(random()), static_cast<int>(random() % 40));
        if (canonical(one.to_string()) != one.to_string()) FAIL(one.to_string());
    }
}

TEST_CASE("a quotient of decimals has 16 significant digits at least") {
    CHECK(("1"_d / "3"_d).to_string() == "0.33333333333333333333");
    CHECK(("10000"_d / "3"_d).to_string() == "3333.3333333333333333");
    CHECK(("2"_d / "3"_d).to_string() == "0.66666666666666666667");
    CHECK(("-2"_d / "3"_d).to_string() == "-0.66666666666666666667");
    CHECK(("1e-20"_d / "3"_d).to_string() == "0.0000000000000000000033333333333333333333");
}

TEST_CASE("a quotient of decimals has no fewer digits after the point than the operands") {
    CHECK(("1.00000000000000000000000"_d / "2"_d).to_string() == "0.50000000000000000000000");
    CHECK(("1e30"_d / "2.0"_d).to_string() == "500000000000000000000000000000.0");
    CHECK(("0.00"_d / "7"_d).to_string() == "0.00000000000000000000");
}

TEST_CASE("the rest of a division has the dividend's sign and the longer scale") {
    CHECK(("7.5"_d % "2"_d).to_string() == "1.5");
    CHECK(("-7"_d % "2.00"_d).to_string() == "-1.00");
    CHECK(("7"_d % "-2"_d).to_string() == "1");
}

TEST_CASE("decimal division by zero is refused") {
    CHECK_THROWS_WITH("1"_d / "0.00"_d, "division by zero");
    CHECK_THROWS_WITH("1"_d % 0, "division by zero");
    CHECK_THROWS_AS("NaN"_d / 1, mapping_error);
    CHECK_THROWS_AS("1"_d / "Infinity"_d, mapping_error);
}

TEST_CASE("quotient and rest of decimals agree with the dividend") {
    std::mt19937_64 random(5);
    for (int i = 0; i != 2000; ++i) {
        const decimal a = decimal::of(static_cast<std::int64_t>(random()), static_cast<int>(random() % 12));
        const decimal b =
            decimal::of(static_cast<std::int64_t>(random() % 1'000'000 + 1), static_cast<int>(random() % 6));
        const decimal rest = a % b;
        CAPTURE(a.to_string(), b.to_string());
        CHECK(rest.abs() < b);
        CHECK(((a - rest) / b).rounded(0) * b + rest == a);
    }
}

TEST_CASE("abs leaves a decimal's sign out") {
    CHECK("-1.50"_d.abs().to_string() == "1.50");
    CHECK("1.50"_d.abs().to_string() == "1.50");
    CHECK("0.00"_d.abs().to_string() == "0.00");
    CHECK_THROWS_AS("NaN"_d.abs(), mapping_error);
}
