#include "migrate/origin.hpp"

#include <array>

#include <pwd.h>
#include <unistd.h>

namespace rowan::migrate {

namespace {

std::string user_name() {
    std::array<char, 4096> room{};
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(geteuid(), &entry, room.data(), room.size(), &found) == 0 && found != nullptr) return found->pw_name;
    return std::to_string(geteuid());  // a container often has no name for it
}

std::string host_name() {
    std::array<char, 256> room{};
    if (gethostname(room.data(), room.size() - 1) != 0) return {};
    return room.data();
}

}  // namespace

origin this_process() { return {user_name(), host_name(), getpid()}; }

}  // namespace rowan::migrate
