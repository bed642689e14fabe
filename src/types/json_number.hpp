#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// Numbers as JSON spells them, compared and read without rounding.
namespace rowan::json_number {

/// `left` and `right` are the same number, however they are spelled.
bool equal(std::string_view left, std::string_view right);

/// The number lies between -1 and 1.
bool is_below_one(std::string_view text);

/// Empty where the number has a fraction or is out of range. `3.0` and `3e2` are integers.
std::optional<std::int64_t> to_integer(std::string_view text);
std::optional<std::uint64_t> to_unsigned(std::string_view text);

}  // namespace rowan::json_number
