#pragma once

#include <rowan/dialect/dialect.hpp>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace rowan::detail {

/// One `Statements` per dialect, made when it is first asked for. There are as many dialects as backends, so a list
/// will do.
template <class Statements>
class per_dialect {
public:
    template <class Make>
    const Statements& get(const dialect& of, Make make) {
        // Most programs speak to one backend: what was asked for last is found without the lock.
        const entry* const last = last_.load(std::memory_order_acquire);
        if (last != nullptr && last->first == &of) return last->second;
        const std::lock_guard lock(mutex_);
        const auto known = std::find_if(made_.begin(), made_.end(), [&](const auto& one) { return one->first == &of; });
        const entry& found = known != made_.end() ? **known : *made_.emplace_back(std::make_unique<entry>(&of, make()));
        last_.store(&found, std::memory_order_release);
        return found.second;
    }

private:
    using entry = std::pair<const dialect*, Statements>;
    std::mutex mutex_;
    std::vector<std::unique_ptr<const entry>> made_;
    std::atomic<const entry*> last_ = nullptr;
};

}  // namespace rowan::detail
