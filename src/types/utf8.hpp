#pragma once

#include <cstddef>
#include <string_view>

/// UTF-8 as RFC 3629 has it: no surrogates, no longer forms than needed, nothing above U+10FFFF.
namespace rowan::utf8 {

/// Octets of the character at the front of `text`, which is not empty; 0 where there is none.
constexpr std::size_t front_size(std::string_view text) noexcept {
    const auto octet = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto continues = [&](std::size_t i) { return (octet(i) & 0xC0) == 0x80; };
    const unsigned first = octet(0);
    const unsigned second = octet(1);
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4 || !continues(1)) return 0;
    if (first < 0xE0) return 2;
    if (first < 0xF0) {
        const bool overlong = first == 0xE0 && second < 0xA0;
        const bool surrogate = first == 0xED && second > 0x9F;
        return continues(2) && !overlong && !surrogate ? 3 : 0;
    }
    const bool overlong = first == 0xF0 && second < 0x90;
    const bool too_high = first == 0xF4 && second > 0x8F;
    return continues(2) && continues(3) && !overlong && !too_high ? 4 : 0;
}

}  // namespace rowan::utf8
