#include "retry.hpp"

#include <algorithm>
#include <random>
#include <thread>

namespace rowan::detail {
namespace {
double random_part() {
    thread_local std::minstd_rand source{std::random_device()()};
    return std::uniform_real_distribution<double>()(source);
}
}  // namespace

std::chrono::milliseconds pause_before(int attempt, const retry_options& options, double random) noexcept {
    const auto longest = std::max<std::int64_t>(options.longest_pause.milliseconds(), 0);
    auto whole = std::clamp<std::int64_t>(options.first_pause.milliseconds(), 0, longest);
    for (int i = 2; i < attempt && whole < longest; ++i) whole = std::min(whole * 2, longest);
    return std::chrono::milliseconds(whole - static_cast<std::int64_t>(static_cast<double>(whole) * random / 2));
}

bool retry_course::again() {
    if (attempts_ >= options_.attempts) return false;
    const auto pause = pause_before(attempts_ + 1, options_, random_part());
    const auto end = started_ + std::chrono::milliseconds(options_.within.milliseconds());
    if (std::chrono::steady_clock::now() + pause > end) return false;
    std::this_thread::sleep_for(pause);
    ++attempts_;
    return true;
}

}  // namespace rowan::detail
