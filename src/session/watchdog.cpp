#include "watchdog.hpp"

#include "active_limit.hpp"

#include <algorithm>

namespace rowan::detail {

watchdog& watchdog::only() {
    static watchdog one;
    return one;
}

watchdog::~watchdog() {
    {
        const std::lock_guard hold(mutex_);
        ends_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void watchdog::arm(active_limit& one) {
    const std::lock_guard hold(mutex_);
    if (!thread_.joinable()) thread_ = std::thread([this] { watch(); });
    armed_.push_back(&one);
    changed_ = true;
    wake_.notify_all();
}

void watchdog::disarm(active_limit& one) noexcept {
    const std::lock_guard hold(mutex_);
    std::erase(armed_, &one);
}

void watchdog::look_now() noexcept {
    const std::lock_guard hold(mutex_);
    changed_ = true;
    wake_.notify_all();
}

void watchdog::watch() {
    std::unique_lock hold(mutex_);
    while (!ends_) {
        changed_ = false;
        auto next = active_limit::clock::time_point::max();
        for (active_limit* one : armed_) next = std::min(next, one->look(active_limit::clock::now()));
        const auto called = [this] { return changed_ || ends_; };
        // Not wait_until(max): it overflows.
        if (next == active_limit::clock::time_point::max())
            wake_.wait(hold, called);
        else
            wake_.wait_until(hold, next, called);
    }
}

}  // namespace rowan::detail
