#pragma once

#include <rowan/types/bytes.hpp>

#include <optional>
#include <string>
#include <string_view>

/// RFC 4648, 4, with padding.
namespace rowan::base64 {

std::string encode(const bytes& from);
/// Empty where `from` is not exactly what `encode` writes.
std::optional<bytes> decode(std::string_view from);

}  // namespace rowan::base64
