#pragma once

#include <cstddef>
#include <string_view>

namespace rowan::detail {

/// How many characters to insert, drop or replace to make one of the other (Levenshtein).
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace rowan::detail
