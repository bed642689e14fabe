#pragma once

#include <string_view>

/// `like` as PostgreSQL has it (PostgreSQL manual, 9.7.1).
namespace rowan::like {

enum class letters { exact, fold_ascii };

/// `pattern` means the whole of `text`: `%` stands for any characters, `_` for one character of UTF-8, `\` takes the
/// meaning from what follows it. Throws mapping_error where the match comes to a `\` that nothing follows.
/// Cost: O(text × pattern) at the worst, without recursion.
bool matches(std::string_view text, std::string_view pattern, letters compare);

}  // namespace rowan::like
