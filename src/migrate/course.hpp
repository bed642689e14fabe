#pragma once

#include <rowan/migrate/migrator.hpp>

#include "migrate/clean_session.hpp"
#include "migrate/progress_table.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace rowan::migrate {

/// How long to wait for what other transactions have locked.
struct lock_patience {
    std::int64_t timeout_milliseconds = 1000;  ///< of one attempt; 0: no limit, and one attempt only
    int attempts = 20;
};

/// What is the same for all steps of a run.
struct course {
    session& on;
    const graph& of;
    direction way;
    when_ahead ahead;
    const std::string& reason;
    progress* observer;
    lock_patience patience{};
    bool in_one_transaction = false;

    // Filled in by `follow`.
    clean_session* found = nullptr;             // the session as it was when the run began
    std::vector<progress_row> unfinished = {};  // revisions that earlier runs have not ended
};

/// Carries the revisions of `path` out one after the other, or all in one transaction. `check` is called before each.
void follow(course along, const std::vector<const revision*>& path, const std::function<void()>& check,
            outcome& result);

}  // namespace rowan::migrate
