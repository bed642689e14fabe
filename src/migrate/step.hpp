#pragma once

#include "migrate/course.hpp"
#include "migrate/execution.hpp"
#include "migrate/lock_waits.hpp"
#include "migrate/standing.hpp"
#include "migrate/unit.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rowan::migrate {

/// One revision of a run: its units, the change of the heads and the entry in the history.
class step {
public:
    step(const course& in, const revision& which);

    /// False where another process was faster.
    bool run(outcome& result);

    /// Keeps other writers of the heads out of the open transaction and says where the database stands; nothing where
    /// the revision is done. Throws migration_error where it cannot be carried out from there.
    std::optional<standing> enter() const;
    /// Moves the heads and writes the entry.
    void finish(const standing& from, std::int64_t statements) const;
    void tell_end() const;
    [[noreturn]] void throw_moved(const position& at) const;
    const std::vector<unit>& units() const noexcept { return units_; }

private:
    bool run_at_once(outcome& result);
    bool run_in_transaction(lock_waits& waits, execution& by);
    void run(const segment& part, execution& by) const;
    const progress_row* unfinished() const;
    bool is_done(const position& at) const;
    history_entry entry(std::int64_t statements) const;
    std::int64_t milliseconds() const;

    const course& course_;
    const revision& revision_;
    std::vector<unit> units_;
    std::vector<segment> segments_;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

}  // namespace rowan::migrate
