#pragma once

#include <iosfwd>
#include <string>

namespace rowan::cli {

/// What a command speaks to.
struct console {
    std::ostream& out;
    std::ostream& error;
    std::istream* answers = nullptr;  ///< a terminal with somebody at it; null: nobody can be asked
    bool is_watched = false;          ///< `error` is a terminal: there is somebody to show progress to
};

/// Shows `question` and waits for "yes" in full. Throws not_confirmed where something else is said, or nobody can be
/// asked.
void confirm(const console& by, const std::string& question);

}  // namespace rowan::cli
