#pragma once

#include <array>

/// Decimal digits at fixed places, for text of a known layout.
namespace rowan::digits {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// The number at `from[0..1]`, or something above 99 where these are no digits.
constexpr unsigned two(const char* from) noexcept {
    const unsigned tens = static_cast<unsigned char>(from[0]) - unsigned{'0'};
    const unsigned ones = static_cast<unsigned char>(from[1]) - unsigned{'0'};
    return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

/// The number at `from[0..3]`, or something above 9999 where these are no digits.
constexpr unsigned four(const char* from) noexcept {
    const unsigned high = two(from);
    const unsigned low = two(from + 2);
    return high > 99 || low > 99 ? 10000 : high * 100 + low;
}

inline constexpr auto pairs = [] {
    std::array<std::array<char, 2>, 100> result{};
    for (unsigned i = 0; i != 100; ++i) result[i] = {static_cast<char>('0' + i / 10), static_cast<char>('0' + i % 10)};
    return result;
}();

constexpr void put_two(char* to, unsigned number) noexcept {
    to[0] = pairs[number][0];
    to[1] = pairs[number][1];
}

constexpr void put_four(char* to, unsigned number) noexcept {
    put_two(to, number / 100);
    put_two(to + 2, number % 100);
}

}  // namespace rowan::digits
