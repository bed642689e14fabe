#pragma once

#include <support/shell.hpp>

#include <string>

namespace rowan::test {

/// The program `rowan`, for the shell.
inline std::string rowan_program() { return quoted(ROWAN_BUILD_DIR "/rowan"); }

}  // namespace rowan::test
