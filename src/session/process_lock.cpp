#include <rowan/session/process_lock.hpp>

#include <utility>

namespace rowan {

process_lock::process_lock(session& in, std::string table)
    : locks_(detail::driver_of(in).locks()), table_(std::move(table)) {}

process_lock::~process_lock() { unlock(); }

bool process_lock::outlives_transactions() { return locks_.keeps_connection(); }

bool process_lock::try_lock() {
    if (!locks_.try_lock(table_)) return false;
    taken_ = outlives_transactions();
    return true;
}

bool process_lock::is_held() { return locks_.holds_lock(table_); }

void process_lock::unlock() noexcept {
    if (std::exchange(taken_, false)) locks_.unlock(table_);
}

std::optional<lock_holder> process_lock::holder() { return locks_.holder_of(table_); }

}  // namespace rowan
