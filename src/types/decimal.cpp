#include <rowan/types/decimal.hpp>

#include <rowan/types/error.hpp>

#include <fmt/format.h>
#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "digits.hpp"

namespace rowan {
namespace {
using boost::multiprecision::cpp_int;

// As far as PostgreSQL's numeric goes (PostgreSQL manual, 8.1.2).
constexpr std::size_t max_whole = 131072;
constexpr std::size_t max_fraction = 16383;

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

[[noreturn]] void fail_size() {
    throw mapping_error(fmt::format("a decimal has at most {} digits before and {} after the point: round it first",
                                    max_whole, max_fraction));
}

/// The canonical text of `digits` × 10^-`scale`; `digits` may be empty and start with zeros.
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

// cpp_int takes a leading 0 for the sign of an octal number.
cpp_int to_integer(const parts& from, std::size_t scale) {
    std::string digits(from.whole);
    digits += from.fraction;
    digits.append(scale - from.fraction.size(), '0');
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    cpp_int result(digits);
    return from.negative ? cpp_int(-result) : result;
}

std::string from_integer(const cpp_int& number, std::size_t scale) {
    const bool negative = number < 0;
    return compose(negative, cpp_int(abs(number)).str(), scale);
}

std::pair<parts, parts> operands(const decimal& left, const decimal& right) {
    if (!left.is_finite() || !right.is_finite()) {
        throw mapping_error("decimal arithmetic needs numbers, not NaN or an infinity");
    }
    return {split(left.to_string()), split(right.to_string())};
}

std::string sum(const decimal& left, const decimal& right, bool subtract) {
    const auto [a, b] = operands(left, right);
    const std::size_t scale = std::max(a.fraction.size(), b.fraction.size());
    cpp_int result = to_integer(a, scale);
    if (subtract) {
        result -= to_integer(b, scale);
    } else {
        result += to_integer(b, scale);
    }
    return from_integer(result, scale);
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

// Adds one to the last of the digits; true where that carried out of the first.
bool increment(std::string& digits) noexcept {
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
        if (*digit != '9') {
            ++*digit;
            return false;
        }
        *digit = '0';
    }
    return true;
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
    if (!is_finite()) return *this;
    const parts number = split(text_);
    const std::int64_t wanted =
        std::clamp<std::int64_t>(scale, -static_cast<std::int64_t>(max_whole) - 1, max_fraction + 1);
    const auto dropped = static_cast<std::int64_t>(number.fraction.size()) - wanted;
    std::string digits(number.whole);
    digits += number.fraction;
    if (dropped < 0) {
        digits.append(static_cast<std::size_t>(-dropped), '0');
    } else if (dropped > static_cast<std::int64_t>(digits.size())) {
        digits.clear();
    } else if (dropped > 0) {
        const auto kept = digits.size() - static_cast<std::size_t>(dropped);
        const bool up = digits[kept] >= '5';
        digits.resize(kept);
        if (up && increment(digits)) digits.insert(0, 1, '1');
    }
    if (wanted < 0 && !digits.empty()) digits.append(static_cast<std::size_t>(-wanted), '0');
    decimal result;
    result.text_ = compose(number.negative, digits, static_cast<std::size_t>(std::max<std::int64_t>(wanted, 0)));
    return result;
}

decimal operator+(const decimal& left, const decimal& right) {
    decimal result;
    result.text_ = sum(left, right, false);
    return result;
}

decimal operator-(const decimal& left, const decimal& right) {
    decimal result;
    result.text_ = sum(left, right, true);
    return result;
}

decimal operator*(const decimal& left, const decimal& right) {
    const auto [a, b] = operands(left, right);
    decimal result;
    result.text_ = from_integer(to_integer(a, a.fraction.size()) * to_integer(b, b.fraction.size()),
                                a.fraction.size() + b.fraction.size());
    return result;
}

decimal decimal::operator-() const {
    operands(*this, *this);
    decimal result = *this;
    const parts number = split(text_);
    if (number.negative) {
        result.text_.erase(0, 1);
    } else if (!number.is_zero()) {
        result.text_.insert(0, 1, '-');
    }
    return result;
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
