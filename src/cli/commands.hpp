#pragma once

#include "cli/request.hpp"

#include <iosfwd>

namespace rowan::cli {

/// Does what was asked for and returns the exit code. Throws rowan::error, or whatever a command of the program's own
/// throws.
int execute(const request& what, const program& of, std::ostream& out, std::ostream& error);

}  // namespace rowan::cli
