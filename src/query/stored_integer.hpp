#pragma once

#include <rowan/query/row_layout.hpp>

#include <cstdint>

namespace rowan::detail {

/// An integer member of whatever width.
std::int64_t load_integer(const member_codec& codec, const void* member) noexcept;
/// Throws mapping_error where the member has no room for it.
void store_integer(const member_codec& codec, void* member, std::int64_t to);

}  // namespace rowan::detail
