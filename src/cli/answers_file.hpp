#pragma once

#include <rowan/schema/diff.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rowan::cli {

/// `rename tasks.title = headline`. Throws migration_error where it is not like that.
schema::answer parse_answer(std::string_view line);
/// A file of such lines; `#` begins a comment.
std::vector<schema::answer> read_answers(const std::string& path);

}  // namespace rowan::cli
