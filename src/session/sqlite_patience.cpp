#include "sqlite_patience.hpp"

#include <algorithm>
#include <cstdlib>
#include <thread>

namespace rowan::detail {
namespace {
constexpr int instructions = 1000;  // some microseconds

int busy_timeout_of(sqlite3* db) {
    int result = 0;
    const auto read = [](void* to, int, char** values, char**) {
        *static_cast<int*>(to) = std::atoi(values[0]);
        return 0;
    };
    sqlite3_exec(db, "pragma busy_timeout", read, &result, nullptr);
    return result;
}
}  // namespace

void sqlite_patience::watch() {
    watching_ = true;
    timeout_ = std::chrono::milliseconds(busy_timeout_of(of_->db));
    sqlite3_progress_handler(of_->db, instructions, is_interrupted, this);
    if (timeout_.count() > 0) sqlite3_busy_handler(of_->db, waits_on, this);
}

void sqlite_patience::let_go() noexcept {
    if (!watching_) return;
    watching_ = false;
    sqlite3_progress_handler(of_->db, 0, nullptr, nullptr);
    if (timeout_.count() > 0) sqlite3_busy_timeout(of_->db, static_cast<int>(timeout_.count()));
}

int sqlite_patience::is_interrupted(void* that) noexcept {
    return static_cast<sqlite_patience*>(that)->of_->interrupted ? 1 : 0;
}

// As SQLite's own: in short steps until the timeout is over.
int sqlite_patience::waits_on(void* that, int calls) noexcept {
    auto& self = *static_cast<sqlite_patience*>(that);
    const auto now = std::chrono::steady_clock::now();
    if (calls == 0) self.waiting_since_ = now;
    if (self.of_->interrupted || now - self.waiting_since_ >= self.timeout_) return 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(std::min(calls + 1, 10)));
    return 1;
}

}  // namespace rowan::detail
