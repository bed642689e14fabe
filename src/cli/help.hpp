#pragma once

#include <rowan/cli/cli.hpp>

#include <string>
#include <string_view>

namespace rowan::cli {

/// What a program says that was given no command.
std::string overview(const program& of);
/// What stands below the list of commands: examples, targets, exit codes.
std::string general_lesson(const program& of);
/// What stands below the options of one command; empty where there is nothing to add.
std::string lesson(const program& of, std::string_view command);

}  // namespace rowan::cli
