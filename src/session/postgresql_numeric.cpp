#include "postgresql_codec.hpp"

#include <algorithm>

// numeric travels as digits to the base of 10,000, the first of them worth 10,000^weight, and the number of decimals to
// show (numeric_send in PostgreSQL's sources).
namespace rowan::detail::postgresql {
namespace {
constexpr std::size_t header_size = 8;
constexpr std::uint16_t negative_sign = 0x4000;
constexpr std::uint16_t nan_sign = 0xC000;
constexpr std::uint16_t infinity_sign = 0xD000;
constexpr std::uint16_t negative_infinity_sign = 0xF000;
constexpr int max_scale = 16383;
constexpr int base = 10'000;

struct numeric_parts {
    int count = 0;
    int weight = 0;
    std::uint16_t sign = 0;
    int scale = 0;
    std::string_view digits;

    /// The digit worth base^`at`; zero where it is not sent.
    int digit(int at) const noexcept {
        const int index = weight - at;
        return index < 0 || index >= count ? 0 : load<std::uint16_t>(digits.data() + std::ptrdiff_t{2} * index);
    }
};

outcome split(std::string_view from, numeric_parts& to) {
    if (from.size() < header_size) return outcome::malformed;
    to.count = load<std::uint16_t>(from.data());
    to.weight = static_cast<std::int16_t>(load<std::uint16_t>(from.data() + 2));
    to.sign = load<std::uint16_t>(from.data() + 4);
    to.scale = load<std::uint16_t>(from.data() + 6);
    to.digits = from.substr(header_size);
    if (to.digits.size() != 2 * static_cast<std::size_t>(to.count) || to.scale > max_scale) return outcome::malformed;
    for (int i = 0; i != to.count; ++i) {
        if (to.digit(to.weight - i) >= base) return outcome::malformed;
    }
    return outcome::done;
}

void append_digit(std::string& to, int digit, int characters = 4) {
    char text[4];
    for (int i = 3; i >= 0; --i, digit /= 10) text[i] = static_cast<char>('0' + digit % 10);
    to.append(text, static_cast<std::size_t>(characters));
}

int four_digits(std::string_view text) noexcept {
    int result = 0;
    for (std::size_t i = 0; i != 4; ++i) result = result * 10 + (i < text.size() ? text[i] - '0' : 0);
    return result;
}

// Writes digits without leading zeros, which lower the weight instead.
struct digit_writer {
    wire_buffer& to;
    int weight;
    std::size_t start;

    void write(int digit) {
        if (digit == 0 && to.size() == start) {
            --weight;
        } else {
            to.append_number(static_cast<std::uint16_t>(digit));
        }
    }
};

std::uint16_t special_sign(std::string_view word) noexcept {
    return word == "NaN"         ? nan_sign
           : word == "Infinity"  ? infinity_sign
           : word == "-Infinity" ? negative_infinity_sign
                                 : std::uint16_t{0};
}
}  // namespace

void encode_numeric(wire_buffer& to, std::string_view canonical) {
    const std::size_t header = to.size();
    std::memset(to.grow(header_size), 0, header_size);
    if (const auto sign = special_sign(canonical); sign != 0) return to.overwrite(header + 4, sign);

    const bool negative = canonical.front() == '-';
    if (negative) canonical.remove_prefix(1);
    const std::size_t point = std::min(canonical.find('.'), canonical.size());
    std::string_view whole = canonical.substr(0, point);
    std::string_view fraction = canonical.substr(std::min(point + 1, canonical.size()));
    const std::size_t scale = fraction.size();

    digit_writer digits{to, static_cast<int>((whole.size() + 3) / 4) - 1, to.size()};
    int first = 0;
    for (const char c : whole.substr(0, whole.size() % 4)) first = first * 10 + (c - '0');
    if (whole.size() % 4 != 0) digits.write(first);
    for (whole.remove_prefix(whole.size() % 4); !whole.empty(); whole.remove_prefix(4))
        digits.write(four_digits(whole));
    for (; !fraction.empty(); fraction.remove_prefix(std::min<std::size_t>(4, fraction.size())))
        digits.write(four_digits(fraction));
    while (to.size() != digits.start && load<std::uint16_t>(to.data() + to.size() - 2) == 0) to.truncate(to.size() - 2);

    const std::size_t count = (to.size() - digits.start) / 2;
    to.overwrite(header, static_cast<std::uint16_t>(count));
    to.overwrite(header + 2, static_cast<std::uint16_t>(count == 0 ? 0 : digits.weight));
    to.overwrite(header + 4, negative && count != 0 ? negative_sign : std::uint16_t{0});
    to.overwrite(header + 6, static_cast<std::uint16_t>(scale));
}

outcome decode_numeric(std::string_view from, std::string& canonical) {
    numeric_parts parts;
    if (const outcome fault = split(from, parts); fault != outcome::done) return fault;
    canonical.clear();
    switch (parts.sign) {
        case 0: break;
        case negative_sign: canonical += '-'; break;
        case nan_sign: canonical = "NaN"; return outcome::done;
        case infinity_sign: canonical = "Infinity"; return outcome::done;
        case negative_infinity_sign: canonical = "-Infinity"; return outcome::done;
        default: return outcome::malformed;
    }
    if (parts.weight < 0) canonical += '0';
    for (int at = parts.weight; at >= 0; --at) append_digit(canonical, parts.digit(at));
    if (parts.scale != 0) canonical += '.';
    int left = parts.scale;
    for (int at = -1; left > 0; --at, left -= 4) append_digit(canonical, parts.digit(at), std::min(left, 4));
    return outcome::done;
}

outcome decode_numeric(std::string_view from, std::int64_t& to) {
    numeric_parts parts;
    if (const outcome fault = split(from, parts); fault != outcome::done) return fault;
    if (parts.sign != 0 && parts.sign != negative_sign)
        return parts.sign >= nan_sign ? outcome::out_of_range : outcome::malformed;
    for (int i = std::max(parts.weight + 1, 0); i < parts.count; ++i) {
        if (parts.digit(parts.weight - i) != 0) return outcome::out_of_range;
    }
    // Summed up below zero: the smallest integer has no positive twin.
    std::int64_t sum = 0;
    for (int at = parts.weight; at >= 0; --at) {
        if (__builtin_mul_overflow(sum, std::int64_t{base}, &sum)) return outcome::out_of_range;
        if (__builtin_sub_overflow(sum, std::int64_t{parts.digit(at)}, &sum)) return outcome::out_of_range;
    }
    if (parts.sign == 0 && __builtin_sub_overflow(std::int64_t{0}, sum, &sum)) return outcome::out_of_range;
    to = sum;
    return outcome::done;
}

}  // namespace rowan::detail::postgresql
