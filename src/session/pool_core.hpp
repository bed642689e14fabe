#pragma once

#include "watch.hpp"

#include <rowan/session/pool.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace rowan::detail {

struct pool_lane;
struct write_mark;
class retry_course;

/// A session of a pool.
struct pool_entry {
    using clock = std::chrono::steady_clock;

    session db;
    pool_lane* lane;
    clock::time_point ends;      ///< its lifetime
    clock::time_point sound_at;  ///< opened, or asked
    clock::time_point idle_since{};
    write_mark* mark = nullptr;  ///< of the conversation that writes; held
};

/// Sessions of one kind, and who waits for them.
struct pool_lane {
    struct waiter {
        std::condition_variable wake;
        bool served = false;
        std::unique_ptr<pool_entry> given;  ///< null: it may open one
    };

    std::size_t size = 0;
    bool only_reads = false;
    std::size_t open = 0;                           ///< idle, in use or being opened
    std::vector<std::unique_ptr<pool_entry>> idle;  ///< the one used last at the end
    std::deque<waiter*> waiters;                    ///< in the order of coming
};

/// What a pool and its sessions on loan share. Sessions are opened, asked and closed without the lock.
class pool_core {
public:
    using clock = pool_entry::clock;
    using entry_pointer = std::unique_ptr<pool_entry>;

    /// `url`: of the host; `one_writer`: in two lanes; `keeps`: what is closed is lost (a database in memory);
    /// `other_hosts`: see driver_replication.
    pool_core(const pool_options& options, std::shared_ptr<session_source> source, std::string url, bool keeps,
              std::vector<std::string> other_hosts);

    pool_entry& take(bool to_read);
    void give_back(pool_entry& loan) noexcept;
    pool_counters counters();
    /// The session's observers are told that a transaction which another one has lost runs again on it.
    static void tell_retry(session& on, const retry_course& of, const told_failure& lost);
    void tidy();
    /// Idle sessions may be lost: they are asked before they are given out.
    void suspect() noexcept;
    /// The pool has ended: idle sessions are closed now, the others when they come back.
    void close();

    void hold() noexcept { ++owners_; }
    void release() noexcept {
        if (--owners_ == 0) delete this;
    }

private:
    entry_pointer wait(std::unique_lock<std::mutex>& held, pool_lane& lane);
    bool is_usable(pool_entry& entry);
    entry_pointer open(pool_lane& lane);
    bool is_old(const pool_entry& one, clock::time_point now) const noexcept;
    clock::time_point end_of_life() const;
    static bool put_in_order(session& db) noexcept;
    void pass_on(pool_lane& lane, entry_pointer entry) noexcept;
    std::vector<entry_pointer> take_old();
    void found_dead() noexcept;
    [[noreturn]] void throw_timeout(const pool_lane& lane);

    const pool_options options_;
    const bool keeps_;
    const std::shared_ptr<session_source> source_;
    const std::string url_;
    const std::vector<std::string> other_hosts_;
    std::atomic<int> owners_ = 1;

    std::mutex mutex_;
    pool_lane writers_;
    pool_lane readers_;  ///< of size 0 where all are alike
    pool_counters counts_;
    clock::time_point suspect_until_ = clock::time_point::min();  ///< sound no later than that: to be asked
    bool closed_ = false;
};

}  // namespace rowan::detail
