#include "frozen_values.hpp"

#include <utility>

namespace rowan {
namespace detail {
std::atomic<int> frozen_count = 0;
thread_local const timestamp* frozen_now = nullptr;
thread_local std::uint64_t* counted_id = nullptr;
}  // namespace detail

namespace testing {

frozen_time::frozen_time(timestamp at) noexcept : now_(at), before_(std::exchange(rowan::detail::frozen_now, &now_)) {
    ++rowan::detail::frozen_count;
}
frozen_time::~frozen_time() {
    rowan::detail::frozen_now = before_;
    --rowan::detail::frozen_count;
}

counted_ids::counted_ids() noexcept : before_(std::exchange(rowan::detail::counted_id, &last_)) {
    ++rowan::detail::frozen_count;
}
counted_ids::~counted_ids() {
    rowan::detail::counted_id = before_;
    --rowan::detail::frozen_count;
}

}  // namespace testing
}  // namespace rowan
