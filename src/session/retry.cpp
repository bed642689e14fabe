#include "retry.hpp"

#include <algorithm>
#include <random>
#include <thread>

namespace rowan::detail {
double chance() {
    thread_local std::minstd_rand source{std::random_device()()};
    return std::uniform_real_distribution<double>()(source);
}

namespace {
// In short parts, as somebody may ask to stop.
bool pause_within(std::chrono::steady_clock::time_point end, const active_limit* limit) {
    constexpr std::chrono::milliseconds part{10};
    for (auto now = std::chrono::steady_clock::now(); now < end; now = std::chrono::steady_clock::now()) {
        if (limit != nullptr && limit->ran_out()) return false;
        std::this_thread::sleep_for(std::min<std::chrono::steady_clock::duration>(part, end - now));
    }
    return true;
}
}  // namespace

std::chrono::milliseconds pause_before(int attempt, const retry_options& options, double random) noexcept {
    const auto longest = std::max<std::int64_t>(options.longest_pause.milliseconds(), 0);
    auto whole = std::clamp<std::int64_t>(options.first_pause.milliseconds(), 0, longest);
    for (int i = 2; i < attempt && whole < longest; ++i) whole = std::min(whole * 2, longest);
    return std::chrono::milliseconds(whole - static_cast<std::int64_t>(static_cast<double>(whole) * random / 2));
}

std::chrono::milliseconds pause_before(int attempt, const retry_options& options) {
    return pause_before(attempt, options, chance());
}

bool retry_course::again(const active_limit* limit) {
    if (attempts_ >= options_.attempts) return false;
    const auto pause = pause_before(attempts_ + 1, options_);
    const auto end = started_ + std::chrono::milliseconds(options_.within.milliseconds());
    const auto next = std::chrono::steady_clock::now() + pause;
    if (next > end || (limit != nullptr && next > limit->end()) || !pause_within(next, limit)) return false;
    ++attempts_;
    pause_ = pause;
    return true;
}

}  // namespace rowan::detail
