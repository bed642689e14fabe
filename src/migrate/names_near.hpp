#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rowan::migrate {

/// At most `count` of `names`, the most alike to `wanted`, in the order given; with commas between them.
std::string nearest_names(std::string_view wanted, const std::vector<std::string_view>& names, std::size_t count);

}  // namespace rowan::migrate
