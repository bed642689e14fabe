#include "base64.hpp"

#include <array>
#include <cstdint>

namespace rowan::base64 {
namespace {
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint32_t none = 64;

constexpr auto sextets = [] {
    std::array<std::uint8_t, 256> result{};
    result.fill(none);
    for (std::size_t i = 0; i != alphabet.size(); ++i) {
        result[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    }
    return result;
}();

std::uint32_t sextet(char c) noexcept { return sextets[static_cast<unsigned char>(c)]; }
}  // namespace

std::string encode(const bytes& from) {
    std::string result;
    result.reserve((from.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < from.size(); i += 3) {
        const auto octet = [&](std::size_t at) {
            return at < from.size() ? std::to_integer<std::uint32_t>(from[at]) : 0u;
        };
        const std::uint32_t group = octet(i) << 16 | octet(i + 1) << 8 | octet(i + 2);
        result += alphabet[group >> 18];
        result += alphabet[group >> 12 & 63];
        result += i + 1 < from.size() ? alphabet[group >> 6 & 63] : '=';
        result += i + 2 < from.size() ? alphabet[group & 63] : '=';
    }
    return result;
}

std::optional<bytes> decode(std::string_view from) {
    if (from.size() % 4 != 0) return std::nullopt;
    const std::size_t padding = from.ends_with("==") ? 2 : from.ends_with('=') ? 1 : 0;
    bytes result;
    result.reserve(from.size() / 4 * 3);
    for (std::size_t i = 0; i != from.size(); i += 4) {
        const std::size_t missing = i + 4 == from.size() ? padding : 0;
        std::uint32_t group = 0;
        for (std::size_t j = 0; j != 4; ++j) {
            const std::uint32_t bits = j < 4 - missing ? sextet(from[i + j]) : 0;
            if (bits == none) return std::nullopt;
            group = group << 6 | bits;
        }
        if ((group & ((1u << 8 * missing) - 1)) != 0) return std::nullopt;
        for (std::size_t j = 0; j != 3 - missing; ++j) {
            result.push_back(static_cast<std::byte>(group >> (16 - 8 * j) & 0xFF));
        }
    }
    return result;
}

}  // namespace rowan::base64
