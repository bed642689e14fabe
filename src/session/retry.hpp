#pragma once

#include <rowan/session/transaction_options.hpp>

#include <chrono>

#include <rowan/export.hpp>

#include "active_limit.hpp"

namespace rowan::detail {

/// Before run number `attempt` (from 2): the pause that doubles each time, less a part of up to a half that `random`,
/// from 0 to 1, decides; so that those who collided do not meet again.
ROWAN_EXPORT std::chrono::milliseconds pause_before(int attempt, const retry_options& options, double random) noexcept;

/// From 0 to 1, at random.
double chance();
/// The same with such a part.
ROWAN_EXPORT std::chrono::milliseconds pause_before(int attempt, const retry_options& options);

/// The runs of one transaction.
class retry_course {
public:
    explicit retry_course(const retry_options& options)
        : options_(options), started_(std::chrono::steady_clock::now()) {}

    int attempts() const noexcept { return attempts_; }
    /// Before the run that is under way.
    std::chrono::milliseconds pause() const noexcept { return pause_; }
    /// Waits for the next run, as long as `limit` (which may be null) allows; false where there may be none.
    bool again(const active_limit* limit = nullptr);

private:
    retry_options options_;
    std::chrono::steady_clock::time_point started_;
    std::chrono::milliseconds pause_{0};
    int attempts_ = 1;
};

}  // namespace rowan::detail
