#pragma once

#include <rowan/migrate/history.hpp>

#include <string>
#include <vector>

namespace rowan::migrate {

/// What is said of revisions without running them, as the history has it: those forgotten, those undone, those applied.
class stamping {
public:
    stamping(history& to, entry_kind kind, const std::string& reason) : history_(to), kind_(kind), reason_(reason) {}

    void forget(const position& unknown);
    /// Revisions that `from` holds and `without` does not.
    void append(const graph& in, const position& from, const position& without, direction way);

    std::vector<std::string> done;

private:
    void append(const std::string& id, const std::string& message, direction way, const std::string& checksum);

    history& history_;
    entry_kind kind_;
    const std::string& reason_;
};

}  // namespace rowan::migrate
