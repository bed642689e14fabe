#pragma once

#include <rowan/types/value.hpp>

#include <cstddef>
#include <string>
#include <string_view>

/// Arrays as JSON text, so that SQLite's json_each() reads them too. What JSON has no form for is a string: NaN and the
/// infinities, bytes in base64, and everything that is text on SQLite; `value_reader` reads it back.
namespace rowan::detail {

/// Throws mapping_error naming parameter `index` for text that is no UTF-8 or holds U+0000.
std::string array_to_json(std::size_t index, const value_array& from);
/// Throws mapping_error where `text` is no JSON array.
value_array array_from_json(std::string_view text);

}  // namespace rowan::detail
