#pragma once

#include <rowan/types/frozen.hpp>

#include <atomic>
#include <cstdint>

namespace rowan::detail {

/// How many frozen_time and counted_ids there are, on all threads: mostly none, so that nobody looks further.
extern std::atomic<int> frozen_count;
extern thread_local const timestamp* frozen_now;
extern thread_local std::uint64_t* counted_id;

inline const timestamp* now_of_this_thread() noexcept {
    return frozen_count.load(std::memory_order_relaxed) == 0 ? nullptr : frozen_now;
}
inline std::uint64_t* ids_of_this_thread() noexcept {
    return frozen_count.load(std::memory_order_relaxed) == 0 ? nullptr : counted_id;
}

}  // namespace rowan::detail
