#pragma once

#include <cstddef>
#include <vector>

namespace rowan {

/// Binary data: `bytea` on PostgreSQL, `blob` on SQLite.
using bytes = std::vector<std::byte>;

}  // namespace rowan
