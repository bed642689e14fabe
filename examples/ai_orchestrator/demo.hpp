#pragma once

#include <rowan/cli/cli.hpp>

/// Leaves the database as it was.
void demo(const rowan::cli::invocation& with);
