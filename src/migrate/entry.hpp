#pragma once

#include <rowan/migrate/history.hpp>

#include <string>

namespace rowan::migrate {

/// An entry of now, by this process.
history_entry entry_now(entry_kind kind, std::string revision, std::string message, direction way,
                        const std::string& reason);

/// The same with what the graph knows of the revision, and its way back in the words of the backend.
history_entry entry_for(entry_kind kind, const revision& which, const graph& in, direction way,
                        const std::string& reason, const dialect& with);

}  // namespace rowan::migrate
