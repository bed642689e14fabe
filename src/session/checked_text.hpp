#pragma once

#include <cstddef>
#include <string_view>

namespace rowan::detail {

/// Throws mapping_error naming parameter `index` (counted from 0) where `text` is no UTF-8 or holds U+0000. PostgreSQL
/// takes neither, and SQLite would keep the one and cut its own functions short at the other.
void check_text(std::size_t index, std::string_view text);

}  // namespace rowan::detail
