#include "numeric.hpp"

#include <rowan/types/decimal.hpp>
#include <rowan/types/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

#include "digits.hpp"

namespace rowan::numeric {
namespace {
using kind = number::kind;

bool is_finite(const number& of) noexcept { return of.what == kind::finite; }
bool is_infinite(const number& of) noexcept { return of.what == kind::infinity || of.what == kind::negative_infinity; }
bool is_nan(const number& of) noexcept { return of.what == kind::nan; }
number special(kind what) { return {.unscaled = 0, .scale = 0, .what = what}; }
number infinity(int sign) { return special(sign < 0 ? kind::negative_infinity : kind::infinity); }

int sign(const number& of) {
    if (is_finite(of)) return of.unscaled.sign();
    return of.what == kind::negative_infinity ? -1 : 1;
}

integer power_of_ten(std::size_t exponent) {
    constexpr std::size_t small = 18;
    static constexpr auto powers = [] {
        std::array<std::int64_t, small + 1> result{1};
        for (std::size_t i = 1; i != result.size(); ++i) result[i] = 10 * result[i - 1];
        return result;
    }();
    if (exponent <= small) return powers[exponent];
    return boost::multiprecision::pow(integer(10), static_cast<unsigned>(exponent));
}

integer scaled(const number& from, int scale) {
    if (scale == from.scale) return from.unscaled;
    return from.unscaled * power_of_ten(static_cast<std::size_t>(scale - from.scale));
}

std::optional<std::int64_t> as_int64(const integer& from) {
    using limits = std::numeric_limits<std::int64_t>;
    if (from < limits::min() || from > limits::max()) return std::nullopt;
    return static_cast<std::int64_t>(from);
}

std::string magnitude(const integer& from) {
    const auto small = as_int64(from);
    if (!small) return integer(abs(from)).str();
    const auto bits = static_cast<std::uint64_t>(*small);
    return fmt::format_int(*small < 0 ? 0 - bits : bits).str();
}

// Half away from zero.
integer rounded_quotient(const integer& dividend, const integer& divisor) {
    const integer size = abs(divisor);
    const integer result = (2 * abs(dividend) + size) / (2 * size);
    return (dividend < 0) == (divisor < 0) ? result : integer(-result);
}

// What digits `quotient` takes away, and zeros in place of those before the point.
number with_scale(const number& from, int digits, integer quotient(const integer&, const integer&)) {
    if (!is_finite(from)) return from;
    const int wanted = std::clamp(digits, -static_cast<int>(max_whole) - 1, static_cast<int>(max_fraction) + 1);
    const int scale = std::max(wanted, 0);
    if (wanted >= from.scale) return {.unscaled = scaled(from, scale), .scale = scale};
    const auto dropped = static_cast<std::size_t>(from.scale - wanted);
    if (dropped > magnitude(from.unscaled).size()) return {.unscaled = 0, .scale = scale};
    return {.unscaled =
                quotient(from.unscaled, power_of_ten(dropped)) * power_of_ten(static_cast<std::size_t>(scale - wanted)),
            .scale = scale};
}

// The two operands decide by their first digit to the base of 10,000, and the power of it that this one is worth.
struct leading_digit {
    int weight = 0;
    int digit = 0;
};

leading_digit leading(const number& of) {
    if (of.unscaled.is_zero()) return {};
    const std::string digits = magnitude(of.unscaled);
    const int exponent = static_cast<int>(digits.size()) - 1 - of.scale;
    leading_digit result;
    result.weight = (exponent >= 0 ? exponent : exponent - 3) / 4;
    const auto size = static_cast<std::size_t>(exponent - 4 * result.weight + 1);
    for (std::size_t i = 0; i != size; ++i)
        result.digit = result.digit * 10 + (i < digits.size() ? digits[i] - '0' : 0);
    return result;
}

int quotient_scale(const number& left, const number& right) {
    constexpr int significant = 16;
    constexpr int most = 1000;
    const leading_digit a = leading(left);
    const leading_digit b = leading(right);
    const int weight = a.weight - b.weight - (a.digit <= b.digit ? 1 : 0);
    return std::min(std::max({significant - 4 * weight, left.scale, right.scale, 0}), most);
}

// Plain digits that fit 64 bits: nearly all that there are.
std::optional<number> parse_short(std::string_view text) noexcept {
    constexpr std::size_t most_digits = 18;
    const bool negative = !text.empty() && text[0] == '-';
    if (negative) text.remove_prefix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string_view fraction = text.substr(std::min(point + 1, text.size()));
    if (point == 0 || point + 1 == text.size() || point + fraction.size() > most_digits) return std::nullopt;
    std::int64_t unscaled = 0;
    for (const auto part : {text.substr(0, point), fraction}) {
        for (const char c : part) {
            if (!digits::is_digit(c)) return std::nullopt;
            unscaled = unscaled * 10 + (c - '0');
        }
    }
    return number{.unscaled = negative ? -unscaled : unscaled, .scale = static_cast<int>(fraction.size())};
}
}  // namespace

void fail_size() {
    throw mapping_error(fmt::format("a decimal has at most {} digits before and {} after the point: round it first",
                                    max_whole, max_fraction));
}

std::string compose(bool negative, std::string_view digits, std::size_t scale) {
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    if (scale > max_fraction || digits.size() > max_whole + scale) fail_size();
    const std::size_t whole = digits.size() > scale ? digits.size() - scale : 0;
    std::string result;
    result.reserve(digits.size() + scale + 3);
    if (negative && !digits.empty()) result += '-';
    if (whole == 0) result += '0';
    result += digits.substr(0, whole);
    if (scale != 0) {
        result += '.';
        result.append(scale - (digits.size() - whole), '0');
        result += digits.substr(whole);
    }
    return result;
}

number parse(std::string_view text) {
    if (auto result = parse_short(text)) return *std::move(result);
    const decimal exact(text);
    if (!exact.is_finite()) {
        const char first = exact.to_string().front();
        return special(first == 'N' ? kind::nan : first == 'I' ? kind::infinity : kind::negative_infinity);
    }
    std::string digits = exact.to_string();
    const bool negative = digits.front() == '-';
    std::erase_if(digits, [](char c) { return !digits::is_digit(c); });
    // cpp_int takes a leading 0 for the sign of an octal number.
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    number result{.unscaled = integer(digits), .scale = exact.scale(), .what = kind::finite};
    return negative ? negate(result) : result;
}

std::string to_text(const number& from) {
    switch (from.what) {
        case kind::infinity: return "Infinity";
        case kind::negative_infinity: return "-Infinity";
        case kind::nan: return "NaN";
        case kind::finite: break;
    }
    return compose(from.unscaled < 0, magnitude(from.unscaled), static_cast<std::size_t>(from.scale));
}

number add(const number& left, const number& right) {
    if (is_finite(left) && is_finite(right)) {
        const int scale = std::max(left.scale, right.scale);
        return {.unscaled = scaled(left, scale) + scaled(right, scale), .scale = scale};
    }
    if (is_nan(left) || is_nan(right)) return special(kind::nan);
    if (is_infinite(left) && is_infinite(right) && left.what != right.what) return special(kind::nan);
    return is_finite(left) ? right : left;
}

number subtract(const number& left, const number& right) { return add(left, negate(right)); }

number multiply(const number& left, const number& right) {
    if (is_nan(left) || is_nan(right)) return special(kind::nan);
    if (is_finite(left) && is_finite(right)) {
        constexpr int most = max_fraction;
        number result{.unscaled = left.unscaled * right.unscaled, .scale = left.scale + right.scale};
        if (result.scale <= most) return result;
        const integer dropped = power_of_ten(static_cast<std::size_t>(result.scale - most));
        return {.unscaled = rounded_quotient(result.unscaled, dropped), .scale = most};
    }
    const int product = sign(left) * sign(right);
    return product == 0 ? special(kind::nan) : infinity(product);
}

number divide(const number& left, const number& right) {
    if (is_nan(left) || is_nan(right)) return special(kind::nan);
    if (sign(right) == 0) throw mapping_error("division by zero");
    if (is_infinite(left)) return is_infinite(right) ? special(kind::nan) : infinity(sign(left) * sign(right));
    if (is_infinite(right)) return {};
    const int scale = quotient_scale(left, right);
    const int shift = scale - left.scale + right.scale;
    const integer power = power_of_ten(static_cast<std::size_t>(shift < 0 ? -shift : shift));
    if (shift < 0) return {.unscaled = rounded_quotient(left.unscaled, right.unscaled * power), .scale = scale};
    return {.unscaled = rounded_quotient(left.unscaled * power, right.unscaled), .scale = scale};
}

number modulo(const number& left, const number& right) {
    if (is_nan(left) || is_nan(right)) return special(kind::nan);
    if (sign(right) == 0) throw mapping_error("division by zero");
    if (is_infinite(left)) return special(kind::nan);
    if (is_infinite(right)) return left;
    const int scale = std::max(left.scale, right.scale);
    return {.unscaled = scaled(left, scale) % scaled(right, scale), .scale = scale};
}

number negate(const number& from) {
    if (is_infinite(from)) return infinity(-sign(from));
    number result = from;
    result.unscaled = -result.unscaled;
    return result;
}

number absolute(const number& from) { return sign(from) < 0 ? negate(from) : from; }

number round(const number& from, int digits) { return with_scale(from, digits, rounded_quotient); }

number truncate(const number& from, int digits) {
    return with_scale(from, digits,
                      [](const integer& dividend, const integer& divisor) { return integer(dividend / divisor); });
}

number floor(const number& from) {
    number result = truncate(from, 0);
    if (is_finite(from) && from.unscaled < scaled(result, from.scale)) --result.unscaled;
    return result;
}

number ceil(const number& from) { return negate(floor(negate(from))); }

void sum::change(const number& by, int sign) {
    count_ += sign;
    switch (by.what) {
        case kind::infinity: infinities_ += sign; return;
        case kind::negative_infinity: negative_infinities_ += sign; return;
        case kind::nan: nans_ += sign; return;
        case kind::finite: break;
    }
    part& to = parts_[by.scale];
    to.count += sign;
    if (sign > 0) {
        to.unscaled += by.unscaled;
    } else {
        to.unscaled -= by.unscaled;
    }
}

number sum::total() const {
    if (nans_ != 0 || (infinities_ != 0 && negative_infinities_ != 0)) return special(kind::nan);
    if (infinities_ != 0) return infinity(1);
    if (negative_infinities_ != 0) return infinity(-1);
    number result;
    for (const auto& [scale, one] : parts_) {
        if (one.count != 0) result = numeric::add(result, {.unscaled = one.unscaled, .scale = scale});
    }
    return result;
}

number sum::average() const { return divide(total(), {.unscaled = count_}); }

}  // namespace rowan::numeric
