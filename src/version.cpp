#include <rowan/version.hpp>

#define ROWAN_TEXT(number) #number
#define ROWAN_DOTTED(major, minor, patch) ROWAN_TEXT(major) "." ROWAN_TEXT(minor) "." ROWAN_TEXT(patch)

namespace rowan {

std::string_view version() noexcept {
    return ROWAN_DOTTED(ROWAN_VERSION_MAJOR, ROWAN_VERSION_MINOR, ROWAN_VERSION_PATCH);
}

}  // namespace rowan
