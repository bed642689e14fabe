#pragma once

#include <rowan/cli/cli.hpp>

namespace shop {

inline std::vector<rowan::migrate::revision> migrations() { return {}; }

}  // namespace shop
