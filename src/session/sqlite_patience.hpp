#pragma once

#include "sqlite_connection.hpp"

#include <chrono>

namespace rowan::detail {

/// Has SQLite look at `sqlite_connection::interrupted` while it works and while it waits for a lock.
class sqlite_patience {
public:
    explicit sqlite_patience(sqlite_connection& of) : of_(&of) {}

    /// Takes the progress handler and, with the timeout that there is, the busy handler (c3ref/busy_handler.html).
    void watch();
    /// Gives both back.
    void let_go() noexcept;

private:
    static int is_interrupted(void* that) noexcept;
    static int waits_on(void* that, int calls) noexcept;

    sqlite_connection* of_;
    bool watching_ = false;
    std::chrono::milliseconds timeout_{};
    std::chrono::steady_clock::time_point waiting_since_{};
};

}  // namespace rowan::detail
