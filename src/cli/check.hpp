#pragma once

#include "cli/console.hpp"
#include "cli/request.hpp"

namespace rowan::cli {

/// Looks at the revisions, the lock, the seeds and the structs, for a build. The exit code: `drift` where something is
/// not in order.
int check(const request& what, const program& of, const console& with);

}  // namespace rowan::cli
