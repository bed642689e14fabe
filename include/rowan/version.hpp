#pragma once

#include <string_view>

#include <rowan/export.hpp>

// The one place of the version: CMake, the package files and the program read it from here.
#define ROWAN_VERSION_MAJOR 0
#define ROWAN_VERSION_MINOR 1
#define ROWAN_VERSION_PATCH 0

namespace rowan {

/// Version of the linked library as `"major.minor.patch"`; compare with the macros to notice headers of another one.
ROWAN_EXPORT std::string_view version() noexcept;

}  // namespace rowan
