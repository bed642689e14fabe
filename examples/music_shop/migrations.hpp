#pragma once

#include <rowan/migrate/revision.hpp>

#include <vector>

namespace music_shop {

std::vector<rowan::migrate::revision> migrations();

}  // namespace music_shop
