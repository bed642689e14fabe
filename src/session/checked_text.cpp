#include "checked_text.hpp"

#include "../types/utf8.hpp"

#include <rowan/types/error.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <cstring>

namespace rowan::detail {
namespace {
constexpr std::uint64_t ones = 0x0101010101010101u;
constexpr std::uint64_t high_bits = 0x8080808080808080u;

// Length of the front that is ASCII without NUL, in whole words.
std::size_t plain_words(std::string_view text) noexcept {
    std::size_t i = 0;
    for (std::uint64_t word; i + sizeof word <= text.size(); i += sizeof word) {
        std::memcpy(&word, text.data() + i, sizeof word);
        // Subtracting one sets the high bit of a byte that was 0.
        if ((((word - ones) | word) & high_bits) != 0) break;
    }
    return i;
}

[[noreturn]] void refuse(std::size_t index, std::size_t at, std::string_view what) {
    throw mapping_error(fmt::format("parameter {}: the text {} at byte {}", index + 1, what, at));
}
}  // namespace

void check_text(std::size_t index, std::string_view text) {
    for (std::size_t at = plain_words(text); at != text.size();) {
        const auto size = utf8::front_size(text.substr(at));
        if (size == 0) refuse(index, at, "is no UTF-8");
        if (text[at] == '\0') refuse(index, at, "holds U+0000, which no text column takes, use rowan::bytes:");
        at += size;
        if (size != 1) at += plain_words(text.substr(at));
    }
}

}  // namespace rowan::detail
