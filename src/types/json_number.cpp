#include "json_number.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace rowan::json_number {
namespace {
/// ±0.digits × 10^exponent, where the digits neither start nor end with a zero; zero has none.
struct normal {
    bool negative = false;
    std::string digits;
    std::int64_t exponent = 0;

    friend bool operator==(const normal&, const normal&) = default;
};

// Beyond this no two exponents need to be told apart, and sums with a length cannot overflow.
constexpr std::int64_t largest_exponent = 1'000'000'000'000'000;

std::int64_t read_exponent(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    std::int64_t result = 0;
    for (const char c : text) result = std::min<std::int64_t>(result * 10 + (c - '0'), largest_exponent);
    return negative ? -result : result;
}

normal normalise(std::string_view text) {
    normal result;
    result.negative = text.starts_with('-');
    if (result.negative) text.remove_prefix(1);
    const std::size_t e = text.find_first_of("eE");
    if (e != std::string_view::npos) result.exponent = read_exponent(text.substr(e + 1));
    const std::string_view mantissa = text.substr(0, e);
    const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
    result.digits = mantissa.substr(0, point);
    result.exponent += static_cast<std::int64_t>(point);
    if (point != mantissa.size()) result.digits += mantissa.substr(point + 1);

    const std::size_t zeros = std::min(result.digits.find_first_not_of('0'), result.digits.size());
    result.digits.erase(0, zeros);
    result.exponent -= static_cast<std::int64_t>(zeros);
    result.digits.resize(result.digits.find_last_not_of('0') + 1);
    return result.digits.empty() ? normal() : result;
}

template <class Integer>
std::optional<Integer> parse(std::string_view text) {
    Integer result = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), result);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return result;
}

template <class Integer>
std::optional<Integer> read(std::string_view text) {
    if (const auto plain = parse<Integer>(text)) return plain;
    const normal number = normalise(text);
    if (number.digits.empty()) return Integer{0};
    constexpr std::int64_t most_digits = 20;
    if (number.exponent < static_cast<std::int64_t>(number.digits.size()) || number.exponent > most_digits) {
        return std::nullopt;
    }
    std::string digits = (number.negative ? "-" : "") + number.digits;
    digits.append(static_cast<std::size_t>(number.exponent) - number.digits.size(), '0');
    return parse<Integer>(digits);
}
}  // namespace

bool equal(std::string_view left, std::string_view right) {
    return left == right || normalise(left) == normalise(right);
}
bool is_below_one(std::string_view text) { return normalise(text).exponent <= 0; }
std::optional<std::int64_t> to_integer(std::string_view text) { return read<std::int64_t>(text); }
std::optional<std::uint64_t> to_unsigned(std::string_view text) { return read<std::uint64_t>(text); }

}  // namespace rowan::json_number
