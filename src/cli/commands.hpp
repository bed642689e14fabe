#pragma once

#include "cli/console.hpp"
#include "cli/request.hpp"

namespace rowan::cli {

/// Does what was asked for and returns the exit code. Throws rowan::error, or whatever a command of the program's own
/// throws.
int execute(const request& what, const program& of, const console& with);

}  // namespace rowan::cli
