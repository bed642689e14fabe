#include "migrate/run_lock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "migrate/unit.hpp"
#include "session/retry.hpp"

namespace rowan::migrate {

namespace {

// Those who started together must not go on asking together.
constexpr retry_options pauses{.first_pause = duration::of_milliseconds(10),
                               .longest_pause = duration::of_milliseconds(500)};

bool needs_no_transaction(const revision& which, direction way, const dialect& with) {
    return !which.has_transaction(way) || first_outside_transaction(units_of(which, way, with)) != nullptr;
}

}  // namespace

run_lock::run_lock(session& on, when_busy policy, std::int64_t milliseconds)
    : session_(on), lock_(on, "rowan_heads"), policy_(policy), patience_(milliseconds) {}

bool run_lock::may_wait() {
    if (policy_ == when_busy::leave) return false;
    const auto waited = std::chrono::steady_clock::now() - started_;
    if (policy_ == when_busy::fail || waited >= patience_) refuse();
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(patience_ - waited);
    std::this_thread::sleep_for(std::min(detail::pause_before(++attempts_, pauses), left));
    return true;
}

void run_lock::refuse() {
    const lock_holder by = lock_.holder().value_or(lock_holder{});
    std::string who = by.pid == 0 ? std::string("that has ended just now") : fmt::format("pid {}", by.pid);
    if (!by.application.empty()) who += ", " + by.application;
    if (!by.host.empty()) who += fmt::format(" ({})", by.host);
    if (!by.since.empty()) who += ", there since " + by.since;
    const auto waited =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - started_).count();
    throw locked_error(
        fmt::format("another process is migrating this database: {}; waited {} s, nothing was run", who, waited),
        {by.pid, by.application, by.host, by.since});
}

void run_lock::check() {
    if (lock_.is_held()) return;
    throw migration_error(
        "the lock that keeps other processes from migrating this database was lost, with its connection; what is "
        "committed stays. Run again");
}

void refuse_without_transaction(const session& on, direction way, const std::vector<const revision*>& steps) {
    for (const revision* each : steps) {
        if (!needs_no_transaction(*each, way, on.dialect())) continue;
        throw migration_error(fmt::format(
            "revision {} runs without a transaction, and this connection goes through a pooler, which may let another "
            "process run it, too: connect to the database itself. Nothing was run",
            each->id()));
    }
}

}  // namespace rowan::migrate
