#pragma once

#include "cli/request.hpp"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace rowan::cli {

/// Teaches `app` the commands and options of a program; what it parses is written into `to`. `of` and `to` must live as
/// long as `app`.
void add_grammar(CLI::App& app, const program& of, request& to);

}  // namespace rowan::cli
