#pragma once

#include <rowan/session/session.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace rowan {

/// Of a pool whose URL names several hosts, which are a primary and its replicas.
struct replica_options {
    /// How often each host is asked what it is and how far.
    duration look_every = duration::of_milliseconds(1'000);
    /// A replica that is further behind is left out until it is not.
    duration longest_lag = duration::of_milliseconds(10'000);
    /// How long `conversation::read` waits for a replica to have what was written, before it goes to the primary.
    duration catch_up = duration::of_milliseconds(50);
    /// How long `take` looks for a primary while there is none (one has died, its replica is not yet promoted).
    duration find_primary = duration::of_milliseconds(10'000);
};

struct pool_options {
    /// Sessions at most, in use and idle together, on each host. A database in memory has one.
    std::size_t size = 10;
    /// For how long `take` waits for a session to become free.
    duration wait = duration::of_milliseconds(30'000);
    /// A session that was idle for longer is asked whether it is still connected before it is given out, and every idle
    /// one is once one of them was found dead.
    duration check_after = duration::of_milliseconds(1'000);
    /// An idle session is closed after this; 0 never. Looked at whenever one is taken or given back, and by `tidy`.
    duration idle_time = duration::of_milliseconds(10 * 60'000);
    /// A session is closed when it is this old, less a part of up to a tenth by chance, so that not all go at once; 0
    /// never.
    duration lifetime = duration::of_milliseconds(60 * 60'000);
    /// One of the sessions writes and the others only read, as SQLite has it. Where it is given a URL, the pool knows
    /// by itself.
    bool one_writer = false;
    session_options session{};
    replica_options replicas{};
};

/// What a pool has and has done.
struct pool_counters {
    std::size_t in_use = 0;
    std::size_t idle = 0;
    std::size_t waiting = 0;               ///< threads
    std::uint64_t taken = 0;               ///< sessions given out
    std::uint64_t waited = 0;              ///< of these, after waiting for another to come back
    std::uint64_t waited_nanoseconds = 0;  ///< in all
    std::uint64_t timed_out = 0;           ///< not given out in time
    std::uint64_t opened = 0;
    std::uint64_t failed_to_open = 0;
    std::uint64_t found_dead = 0;   ///< closed since their connection was gone
    std::uint64_t grown_old = 0;    ///< closed by lifetime or idle time
    std::uint64_t rolled_back = 0;  ///< came back with a transaction open
};

enum class host_role {
    unknown,  ///< nobody has asked yet; of one host only nobody ever does
    away,     ///< nobody answers there
    primary,
    replica,
    lagging,  ///< a replica that is left out
    stale,    ///< says that it is the primary, but another one was promoted since
};

/// A host of a pool's URL.
struct pool_host {
    std::string name;  ///< as it stands in the URL, with its port
    host_role role = host_role::unknown;
    duration lag{};       ///< of a replica: for so long the primary has had what it has not; as exact as `look_every`
    std::string trouble;  ///< why it is away, or stale
    pool_counters sessions{};
};

}  // namespace rowan
