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

// Not zero where an octet of `word` is 0 or above 0x7F: subtracting one sets the high bit of an octet that was 0.
std::uint64_t unusual(std::uint64_t word) noexcept { return ((word - ones) | word) & high_bits; }

std::uint64_t word_at(const char* from) noexcept {
    std::uint64_t word;
    std::memcpy(&word, from, sizeof word);
    return word;
}

// ASCII without NUL. Nearly every text is, and each bound one comes by here,
// so the last word overlaps the one before it.
bool is_plain(std::string_view text) noexcept {
    constexpr std::size_t size = sizeof(std::uint64_t);
    if (text.size() < size) {
        std::uint64_t word = ones;
        if (!text.empty()) std::memcpy(&word, text.data(), text.size());
        return unusual(word) == 0;
    }
    const char* const last = text.data() + text.size() - size;
    std::uint64_t found = unusual(word_at(last));
    for (const char* at = text.data(); at < last; at += size) found |= unusual(word_at(at));
    return found == 0;
}

[[noreturn]] void refuse(std::size_t index, std::size_t at, std::string_view what) {
    throw mapping_error(fmt::format("parameter {}: the text {} at byte {}", index + 1, what, at));
}
// Kept out of check_text, which would have to save registers for it.
[[gnu::noinline]] void check_characters(std::size_t index, std::string_view text) {
    for (std::size_t at = 0; at != text.size();) {
        const auto size = utf8::front_size(text.substr(at));
        if (size == 0) refuse(index, at, "is no UTF-8");
        if (text[at] == '\0') refuse(index, at, "holds U+0000, which no text column takes, use rowan::bytes:");
        at += size;
    }
}
}  // namespace

void check_text(std::size_t index, std::string_view text) {
    if (!is_plain(text)) [[unlikely]]
        check_characters(index, text);
}

}  // namespace rowan::detail
