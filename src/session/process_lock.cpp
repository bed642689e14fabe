#include <rowan/session/process_lock.hpp>

#include <utility>

namespace rowan {

process_lock::process_lock(session& in, std::string table) : driver_(detail::driver_of(in)), table_(std::move(table)) {}

process_lock::~process_lock() { unlock(); }

bool process_lock::outlives_transactions() { return driver_.keeps_connection(); }

bool process_lock::try_lock() {
    if (!driver_.try_lock(table_)) return false;
    taken_ = outlives_transactions();
    return true;
}

bool process_lock::is_held() { return driver_.holds_lock(table_); }

void process_lock::unlock() noexcept {
    if (std::exchange(taken_, false)) driver_.unlock(table_);
}

std::optional<lock_holder> process_lock::holder() { return driver_.holder_of(table_); }

}  // namespace rowan
