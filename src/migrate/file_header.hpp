#pragma once

#include <rowan/dialect/capabilities.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// What the comments of a migration's file say to rowan.
struct file_header {
    std::string revision;
    std::vector<std::string> parents;
    std::vector<std::string> labels;
    std::vector<std::string> dependencies;
    std::string irreversible;
    bool no_transaction = false;

    bool empty() const noexcept;
};

/// A part of a file.
struct file_section {
    std::string_view text;
    std::size_t line = 1;  ///< that it begins in
};

struct parsed_file {
    file_header header;
    file_section up;    ///< the whole file where it has no sections
    file_section down;  ///< no text where there is no line `-- down`
    bool has_up = false;
    bool has_down = false;
};

/// Throws script_error where a comment is nearly one of rowan's, stands where it does nothing, or is there twice.
/// Lifetime of the result: that of `text`.
ROWAN_EXPORT parsed_file parse_file(std::string_view text, const std::string& path, const capabilities& of);

}  // namespace rowan::migrate
