#pragma once

#include <string>
#include <string_view>

namespace rowan::detail {

/// The package of Debian's that brings an extension of PostgreSQL to a server of this major version.
std::string extension_package(std::string_view extension, int version);

}  // namespace rowan::detail
