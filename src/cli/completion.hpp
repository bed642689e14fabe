#pragma once

#include <rowan/cli/cli.hpp>

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::cli {

/// The word that a shell's script puts before the words that it has: not for people.
constexpr std::string_view complete_word = "__complete";

/// The script that makes a shell (bash, zsh, fish) complete the words of a program, by asking it.
void print_completion(std::string_view shell, const program& of, std::ostream& out);
/// What the last of the words may become, one in a line. Says nothing where it does not know.
void complete(std::vector<std::string> words, const program& of, std::ostream& out);

}  // namespace rowan::cli
