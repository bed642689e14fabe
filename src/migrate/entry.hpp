#pragma once

#include <rowan/migrate/history.hpp>

#include <string>

namespace rowan::migrate {

/// An entry of now, by this process.
history_entry entry_now(entry_kind kind, std::string revision, std::string message, direction way,
                        const std::string& reason);

}  // namespace rowan::migrate
