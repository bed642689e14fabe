#pragma once

#include <rowan/migrate/migrator.hpp>

#include <cstdint>
#include <string>

namespace rowan::migrate {

/// What is the same for all steps of a run.
struct course {
    session& on;
    const graph& of;
    direction way;
    when_ahead ahead;
    const std::string& reason;
    progress* observer;
};

/// One revision of a run: its operations, the change of the heads and the entry in the history.
class step {
public:
    step(const course& in, const revision& which) : course_(in), revision_(which) {}

    /// False where another process was faster.
    bool run(outcome& result);

private:
    bool is_done(const position& at) const;
    history_entry entry(std::int64_t milliseconds) const;
    [[noreturn]] void throw_moved(const position& at) const;

    const course& course_;
    const revision& revision_;
};

}  // namespace rowan::migrate
