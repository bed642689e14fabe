#include <rowan/types/decimal.hpp>

#include <rowan/types/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "digits.hpp"
#include "numeric.hpp"

namespace rowan {
namespace {
using numeric::compose;
using numeric::fail_size;
using numeric::max_fraction;
using numeric::max_whole;

/// The digits of a canonical text, without copying them.
struct parts {
    bool negative = false;
    std::string_view whole;
    std::string_view fraction;

    bool is_zero() const noexcept { return whole == "0" && fraction.find_first_not_of('0') == std::string_view::npos; }
};

parts split(std::string_view text) noexcept {
    parts result;
    result.negative = text.front() == '-';
    if (result.negative) text.remove_prefix(1);
    const auto point = text.find('.');
    result.whole = text.substr(0, point);
    if (point != std::string_view::npos) result.fraction = text.substr(point + 1);
    return result;
}

[[noreturn]] void fail_syntax(std::size_t size) {
    throw mapping_error(fmt::format(
        "not a decimal: expected a number such as -12.50 or 1.5e3, NaN, Infinity or -Infinity; got {} characters",
        size));
}

std::size_t count_digits(std::string_view text) noexcept {
    std::size_t count = 0;
    while (count != text.size() && digits::is_digit(text[count])) ++count;
    return count;
}

/// What follows `e`. Numbers beyond the limits stay beyond them, that is all that counts.
std::int64_t parse_exponent(std::string_view text, std::size_t whole_size) {
    const bool negative = !text.empty() && text[0] == '-';
    if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
    if (text.empty() || count_digits(text) != text.size()) fail_syntax(whole_size);
    std::int64_t result = 0;
    for (const char c : text) result = std::min<std::int64_t>(result * 10 + (c - '0'), 1'000'000'000'000);
    return negative ? -result : result;
}

std::string parse_number(const std::string_view text) {
    std::string_view rest = text;
    const bool negative = !rest.empty() && rest[0] == '-';
    if (negative || (!rest.empty() && rest[0] == '+')) rest.remove_prefix(1);

    const std::string_view whole = rest.substr(0, count_digits(rest));
    rest.remove_prefix(whole.size());
    std::string_view fraction;
    if (!rest.empty() && rest[0] == '.') {
        fraction = rest.substr(1, count_digits(rest.substr(1)));
        if (fraction.empty()) fail_syntax(text.size());
        rest.remove_prefix(1 + fraction.size());
    }
    std::int64_t exponent = 0;
    if (!rest.empty() && (rest[0] == 'e' || rest[0] == 'E')) {
        exponent = parse_exponent(rest.substr(1), text.size());
        rest = {};
    }
    if (whole.empty() || !rest.empty()) fail_syntax(text.size());

    std::string digits(whole);
    digits += fraction;
    const std::int64_t scale = static_cast<std::int64_t>(fraction.size()) - exponent;
    if (scale < 0 && digits.find_first_not_of('0') != std::string::npos) {
        if (scale < -static_cast<std::int64_t>(max_whole)) fail_size();
        digits.append(static_cast<std::size_t>(-scale), '0');
    }
    return compose(negative, digits, static_cast<std::size_t>(std::max<std::int64_t>(scale, 0)));
}

void check_finite(const decimal& one) {
    if (!one.is_finite()) throw mapping_error("decimal arithmetic needs numbers, not NaN or an infinity");
}

std::string computed(numeric::number run(const numeric::number&, const numeric::number&), const decimal& left,
                     const decimal& right) {
    check_finite(left);
    check_finite(right);
    return numeric::to_text(run(numeric::parse(left.to_string()), numeric::parse(right.to_string())));
}

std::strong_ordering compare_magnitude(const parts& left, const parts& right) noexcept {
    if (left.whole.size() != right.whole.size()) return left.whole.size() <=> right.whole.size();
    if (const auto order = left.whole.compare(right.whole); order != 0) return order <=> 0;
    const std::size_t shared = std::min(left.fraction.size(), right.fraction.size());
    if (const auto order = left.fraction.substr(0, shared).compare(right.fraction.substr(0, shared)); order != 0) {
        return order <=> 0;
    }
    const bool left_more = left.fraction.substr(shared).find_first_not_of('0') != std::string_view::npos;
    const bool right_more = right.fraction.substr(shared).find_first_not_of('0') != std::string_view::npos;
    return left_more <=> right_more;
}

/// -Infinity < numbers < Infinity < NaN
int rank(const decimal& of) noexcept {
    if (of.is_finite()) return 0;
    const char first = of.to_string().front();
    return first == '-' ? -1 : first == 'I' ? 1 : 2;
}
}  // namespace

decimal::decimal(std::int64_t whole) : text_(fmt::format_int(whole).str()) {}

decimal::decimal(std::string_view text) {
    const bool is_word = text == "NaN" || text == "Infinity" || text == "-Infinity";
    text_ = is_word ? std::string(text) : parse_number(text);
}

decimal decimal::of(std::int64_t unscaled, int scale) {
    decimal result;
    const fmt::format_int text(unscaled < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(unscaled)
                                            : static_cast<std::uint64_t>(unscaled));
    std::string digits(text.data(), text.size());
    if (scale < 0 && unscaled != 0) {
        if (scale < -static_cast<int>(max_whole)) fail_size();
        digits.append(static_cast<std::size_t>(-scale), '0');
    }
    result.text_ = compose(unscaled < 0, digits, static_cast<std::size_t>(std::max(scale, 0)));
    return result;
}

bool decimal::is_finite() const noexcept { return digits::is_digit(text_.back()); }

int decimal::scale() const noexcept { return is_finite() ? static_cast<int>(split(text_).fraction.size()) : 0; }

double decimal::to_double() const {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (!is_finite()) {
        const int which = rank(*this);
        return which == 2 ? std::numeric_limits<double>::quiet_NaN() : which * infinity;
    }
    double result = 0;
    const auto [end, fault] = std::from_chars(text_.data(), text_.data() + text_.size(), result);
    if (fault == std::errc()) return result;
    const parts number = split(text_);
    const double magnitude = number.whole == "0" ? 0.0 : infinity;
    return number.negative ? -magnitude : magnitude;
}

decimal decimal::rounded(int scale) const {
    decimal result;
    result.text_ = numeric::to_text(numeric::round(numeric::parse(text_), scale));
    return result;
}

decimal operator+(const decimal& left, const decimal& right) {
    decimal result;
    result.text_ = computed(numeric::add, left, right);
    return result;
}

decimal operator-(const decimal& left, const decimal& right) {
    decimal result;
    result.text_ = computed(numeric::subtract, left, right);
    return result;
}

decimal operator*(const decimal& left, const decimal& right) {
    if (left.scale() + right.scale() > static_cast<int>(max_fraction)) fail_size();
    decimal result;
    result.text_ = computed(numeric::multiply, left, right);
    return result;
}

decimal operator/(const decimal& left, const decimal& right) {
    decimal result;
    result.text_ = computed(numeric::divide, left, right);
    return result;
}

decimal operator%(const decimal& left, const decimal& right) {
    decimal result;
    result.text_ = computed(numeric::modulo, left, right);
    return result;
}

decimal decimal::operator-() const {
    check_finite(*this);
    decimal result = *this;
    const parts number = split(text_);
    if (number.negative) {
        result.text_.erase(0, 1);
    } else if (!number.is_zero()) {
        result.text_.insert(0, 1, '-');
    }
    return result;
}

decimal decimal::abs() const {
    check_finite(*this);
    return text_.front() == '-' ? -*this : *this;
}

std::strong_ordering operator<=>(const decimal& left, const decimal& right) {
    const int left_rank = rank(left);
    const int right_rank = rank(right);
    if (left_rank != right_rank || left_rank != 0) return left_rank <=> right_rank;
    const parts a = split(left.text_);
    const parts b = split(right.text_);
    if (a.negative != b.negative) return b.negative <=> a.negative;
    return a.negative ? compare_magnitude(b, a) : compare_magnitude(a, b);
}

bool operator==(const decimal& left, const decimal& right) { return std::is_eq(left <=> right); }

}  // namespace rowan
