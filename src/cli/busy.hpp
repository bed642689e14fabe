#pragma once

#include "cli/request.hpp"

#include <rowan/migrate/migrator.hpp>

#include <cstdint>

namespace rowan::cli {

inline migrate::when_busy busy_policy(const request& what) {
    if (what.busy == "leave") return migrate::when_busy::leave;
    return what.busy == "fail" ? migrate::when_busy::fail : migrate::when_busy::wait;
}

inline std::int64_t lock_milliseconds(const request& what) {
    return static_cast<std::int64_t>(what.lock_seconds * 1000);
}

}  // namespace rowan::cli
