#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the URLs of all backends have in common.
namespace rowan::detail {

/// Empty where a `%` is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text);
/// Throws usage_error where `text`, which `where` names, is no such text or holds a NUL character.
std::string decoded(std::string_view text, std::string_view where);

struct url_option {
    std::string_view name;
    std::string_view value;
};
/// Of what stands behind the `?`.
std::vector<url_option> url_options(std::string_view query);

}  // namespace rowan::detail
