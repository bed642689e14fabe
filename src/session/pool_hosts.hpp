#pragma once

#include <rowan/session/error.hpp>
#include <rowan/session/pool.hpp>
#include <rowan/session/replication.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "pool_core.hpp"

namespace rowan::detail {

/// Not where the server answered that it will not have us.
bool may_come_back(const connection_error& fault);

/// The hosts of a pool, each with its sessions. Where there are several, threads look what each of them is.
class pool_hosts {
public:
    using clock = pool_entry::clock;

    struct loan {
        pool_core* core;
        pool_entry* entry;
    };

    pool_hosts(const std::string& url, const pool_options& options, std::unique_ptr<session_source> source);
    pool_hosts(const pool_hosts&) = delete;
    pool_hosts& operator=(const pool_hosts&) = delete;
    ~pool_hosts();

    /// On the primary. `mark`, which may be null, is told where it came to.
    loan take(write_mark* mark);
    /// On a replica that has what was written up to `position`, or on the primary.
    loan read(std::uint64_t position);
    /// The host of `on`, which was given out as the primary's, is none any more.
    bool is_misled(session& on) noexcept;
    /// Something went wrong.
    void look_now();

    pool_counters counters() const;
    std::vector<pool_host> hosts();
    void tidy();

private:
    struct core_end {
        void operator()(pool_core* of) const noexcept {
            of->close();
            of->release();
        }
    };
    struct place {
        std::string url;
        std::string name;
        std::unique_ptr<pool_core, core_end> core;
        std::thread watcher;
        // With the lock.
        host_role role = host_role::unknown;
        std::uint64_t position = 0;
        std::string trouble;
        bool refuses = false;  ///< it is there, and will not have us
    };
    struct sample {
        clock::time_point time;
        std::uint64_t position;
    };

    void begin_watching();
    void watch(place& at);
    void look(place& at, std::optional<session>& on);
    void note(place& at, const server_standing& now);
    bool leads_all(const place& at) const;
    void note_primary(place& at, const server_standing& now);
    void note_trouble(place& at, std::string why, bool refuses = false);
    clock::duration lag_of(const place& one, clock::time_point now) const;
    clock::time_point end_of_patience() const;
    loan take(write_mark* mark, clock::time_point end);
    place& wait_for_primary(clock::time_point end);
    bool refuse() const;
    [[noreturn]] void throw_no_primary() const;
    std::vector<place*> readers(std::uint64_t position, clock::time_point end);
    bool catches_up(place& at, session& on, std::uint64_t position) noexcept;

    const pool_options options_;
    std::string description_;
    std::vector<std::unique_ptr<place>> places_;
    std::once_flag watching_;
    std::atomic<std::size_t> turn_ = 0;

    std::mutex mutex_;
    std::condition_variable changed_;  ///< what a place is
    std::condition_variable asked_;    ///< to look
    std::uint64_t looks_ = 0;
    bool closes_ = false;
    place* primary_ = nullptr;
    std::uint32_t reign_ = 0;     ///< of the last primary
    std::deque<sample> history_;  ///< where the primary was when, back to the longest lag
};

}  // namespace rowan::detail
