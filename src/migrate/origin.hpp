#pragma once

#include <cstdint>
#include <string>

namespace rowan::migrate {

/// Who runs this program, and where; empty where the system does not say.
struct origin {
    std::string user;
    std::string host;
    std::int64_t pid = 0;
};

origin this_process();

}  // namespace rowan::migrate
