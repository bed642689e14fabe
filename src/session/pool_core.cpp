#include "pool_core.hpp"

#include "retry.hpp"
#include "session_core.hpp"
#include "write_mark.hpp"

#include <rowan/session/replication.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace rowan::detail {
namespace {
constexpr duration patience = duration::of_milliseconds(2'000);  // with a session that is asked whether it is there

std::chrono::milliseconds length(duration of) { return std::chrono::milliseconds(of.milliseconds()); }
}  // namespace

pool_core::pool_core(const pool_options& options, std::shared_ptr<session_source> source, std::string url, bool keeps,
                     std::vector<std::string> other_hosts)
    : options_(options),
      keeps_(keeps),
      source_(std::move(source)),
      url_(std::move(url)),
      other_hosts_(std::move(other_hosts)) {
    const std::size_t size = keeps ? 1 : std::max<std::size_t>(options.size, 1);
    const bool two_kinds = options.one_writer && !keeps;
    writers_.idle.reserve(size);
    readers_.idle.reserve(size);
    writers_.size = two_kinds ? 1 : size;
    readers_.size = two_kinds ? std::max<std::size_t>(size - 1, 1) : 0;
    readers_.only_reads = true;
}

pool_entry& pool_core::take(bool to_read) {
    std::vector<entry_pointer> old;  // closed behind the lock
    std::unique_lock held(mutex_);
    pool_lane& lane = to_read && readers_.size != 0 ? readers_ : writers_;
    old = take_old();
    entry_pointer entry = wait(held, lane);
    ++counts_.in_use;
    held.unlock();
    try {
        if (entry != nullptr && !is_usable(*entry)) entry.reset();
        if (entry == nullptr) entry = open(lane);
    } catch (...) {
        held.lock();
        --counts_.in_use;
        ++counts_.failed_to_open;
        pass_on(lane, nullptr);
        throw;
    }
    hold();
    held.lock();
    ++counts_.taken;
    return *entry.release();
}

// A session, or the right to open one; in the order of coming.
pool_core::entry_pointer pool_core::wait(std::unique_lock<std::mutex>& held, pool_lane& lane) {
    if (lane.waiters.empty()) {
        if (!lane.idle.empty()) {
            entry_pointer last = std::move(lane.idle.back());
            lane.idle.pop_back();
            return last;
        }
        if (lane.open < lane.size) return ++lane.open, nullptr;
    }
    pool_lane::waiter self;
    const auto since = clock::now();
    lane.waiters.push_back(&self);
    const bool served = self.wake.wait_until(held, since + length(options_.wait), [&] { return self.served; });
    counts_.waited_nanoseconds += static_cast<std::uint64_t>(std::chrono::nanoseconds(clock::now() - since).count());
    if (!served) {
        std::erase(lane.waiters, &self);
        ++counts_.timed_out;
        throw_timeout(lane);
    }
    ++counts_.waited;
    return std::move(self.given);
}

void pool_core::throw_timeout(const pool_lane& lane) {
    throw pool_timeout(
        fmt::format("no session became free within {} ms: all {}{} are in use, and {} more thread{} wait{}; hold "
                    "sessions shorter, or "
                    "raise pool_options::size",
                    options_.wait.milliseconds(), lane.size,
                    readers_.size == 0 ? ""
                    : lane.only_reads  ? " that read"
                                       : " that writes",
                    lane.waiters.size(), lane.waiters.size() == 1 ? "" : "s", lane.waiters.size() == 1 ? "s" : ""));
}

bool pool_core::is_usable(pool_entry& entry) {
    if (keeps_) return true;
    const auto now = clock::now();
    {
        const std::lock_guard held(mutex_);
        if (is_old(entry, now)) return ++counts_.grown_old, false;
        if (now - entry.idle_since <= length(options_.check_after) && entry.sound_at > suspect_until_) return true;
    }
    entry.sound_at = now;
    if (entry.db.responds(patience)) return true;
    const std::lock_guard held(mutex_);
    found_dead();
    return false;
}

// What took one connection may have taken them all.
void pool_core::found_dead() noexcept {
    ++counts_.found_dead;
    suspect_until_ = clock::now();
}

void pool_core::suspect() noexcept {
    const std::lock_guard held(mutex_);
    suspect_until_ = clock::now();
}

pool_core::entry_pointer pool_core::open(pool_lane& lane) {
    auto made = std::make_unique<pool_entry>(pool_entry{source_->open(url_), &lane, end_of_life(), clock::now()});
    if (lane.only_reads) made->db.only_read();
    auto* const replication = other_hosts_.empty() ? nullptr : driver_of(made->db).replication();
    if (replication != nullptr) replication->ask_also(other_hosts_);
    const std::lock_guard held(mutex_);
    ++counts_.opened;
    return made;
}

pool_core::clock::time_point pool_core::end_of_life() const {
    const auto whole = length(options_.lifetime);
    if (keeps_ || whole.count() <= 0) return clock::time_point::max();
    const auto shortest = static_cast<std::int64_t>(static_cast<double>(whole.count()) * (1 - chance() / 10));
    return clock::now() + std::chrono::milliseconds(shortest);
}

bool pool_core::is_old(const pool_entry& one, clock::time_point now) const noexcept {
    const auto idle = length(options_.idle_time);
    return !keeps_ && (now >= one.ends || (idle.count() > 0 && now - one.idle_since >= idle));
}

std::vector<pool_core::entry_pointer> pool_core::take_old() {
    std::vector<entry_pointer> result;
    const auto now = clock::now();
    for (pool_lane* lane : {&writers_, &readers_}) {
        for (auto& one : lane->idle) {
            if (is_old(*one, now)) result.push_back(std::move(one));
        }
        lane->open -= std::erase(lane->idle, nullptr);
    }
    counts_.grown_old += result.size();
    return result;
}

// False where it is of no more use.
bool pool_core::put_in_order(session& db) noexcept {
    try {
        if (db.in_transaction()) db.roll_back_all();
        return !db.is_lost();
    } catch (...) { return false; }
}

void pool_core::give_back(pool_entry& loan) noexcept {
    entry_pointer entry(&loan);
    entry_pointer closed;  // behind the lock
    const bool left_open = loan.db.in_transaction();
    const bool sound = put_in_order(loan.db);
    if (write_mark* const mark = std::exchange(loan.mark, nullptr)) {
        mark->note(loan.db);
        mark->release();
    }
    {
        const std::lock_guard held(mutex_);
        loan.idle_since = clock::now();
        --counts_.in_use;
        if (left_open) ++counts_.rolled_back;
        if (!sound) found_dead();
        if (!sound || closed_ || loan.idle_since >= loan.ends) closed = std::move(entry);
        if (sound && closed != nullptr && !closed_) ++counts_.grown_old;
        pass_on(*loan.lane, std::move(entry));
    }
    closed.reset();
    release();
}

// To whoever has waited longest; a null `entry` is the right to open another one.
void pool_core::pass_on(pool_lane& lane, entry_pointer entry) noexcept {
    if (!lane.waiters.empty()) {
        pool_lane::waiter& first = *lane.waiters.front();
        lane.waiters.pop_front();
        first.given = std::move(entry);
        first.served = true;
        first.wake.notify_one();
    } else if (entry != nullptr) {
        lane.idle.push_back(std::move(entry));  // there was room for all from the start
    } else {
        --lane.open;
    }
}

pool_counters pool_core::counters() {
    const std::lock_guard held(mutex_);
    pool_counters result = counts_;
    result.idle = writers_.idle.size() + readers_.idle.size();
    result.waiting = writers_.waiters.size() + readers_.waiters.size();
    return result;
}

void pool_core::tell_retry(session& on, const retry_course& of, const told_failure& lost) {
    if (watch* const by = on.core().watched()) by->retry(of, lost);
}

void pool_core::tidy() {
    std::vector<entry_pointer> old;
    const std::lock_guard held(mutex_);
    old = take_old();
}

void pool_core::close() {
    std::vector<entry_pointer> idle;
    const std::lock_guard held(mutex_);
    closed_ = true;
    for (pool_lane* lane : {&writers_, &readers_}) {
        std::move(lane->idle.begin(), lane->idle.end(), std::back_inserter(idle));
        lane->idle.clear();
    }
}
}  // namespace rowan::detail
