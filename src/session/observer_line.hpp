#pragma once

#include <rowan/session/log_lines.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace rowan::detail {

/// `text` with U+FFFD for what is no UTF-8.
std::string valid_text(std::string_view text);

/// One line of names and values, in the format that is asked for.
class observer_line {
public:
    observer_line(line_format format, std::string_view event);
    observer_line& text(std::string_view name, std::string_view value);
    /// Of a text longer than `longest`, the beginning.
    observer_line& text(std::string_view name, std::string_view value, std::size_t longest);
    observer_line& number(std::string_view name, std::uint64_t value);
    observer_line& milliseconds(std::string_view name, std::int64_t nanoseconds);
    observer_line& failure(const failure_event& what, std::string_view message);
    std::string finish() &&;

private:
    void raw(std::string_view name, std::string_view value);
    line_format format_;
    std::string out_;
};

}  // namespace rowan::detail
