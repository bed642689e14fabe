#pragma once

#include <rowan/session/session.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include <rowan/export.hpp>

namespace rowan {

namespace detail {
class pool_core;
struct pool_entry;

/// Where a pool has its sessions from.
struct ROWAN_EXPORT session_source {
    virtual ~session_source();
    virtual session open() = 0;
};
template <class Open>
struct session_source_of final : session_source {
    explicit session_source_of(Open how) : how_(std::move(how)) {}
    session open() override { return how_(); }
    Open how_;
};
}  // namespace detail

struct pool_options {
    /// Sessions at most, in use and idle together. A database in memory has one.
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

/// No session became free in time. The message tells how many there are and wait.
class ROWAN_EXPORT pool_timeout : public error {
public:
    using error::error;
};

/// A session on loan from a pool. Leaving the scope gives it back: a transaction that is open is rolled back, a session
/// whose connection is lost is closed. What else was set on it (search_path, temporary tables) stays with it.
class ROWAN_EXPORT pooled_session {
public:
    pooled_session(pooled_session&& from) noexcept : core_(from.core_), entry_(std::exchange(from.entry_, nullptr)) {}
    pooled_session& operator=(pooled_session&&) = delete;
    ~pooled_session() {
        if (entry_ != nullptr) give_back();
    }

    session& operator*() const noexcept;
    session* operator->() const noexcept { return &**this; }
    /// For what takes a session: `rowan::repository<task> tasks(db)`.
    operator session&() const noexcept { return **this; }

private:
    friend class pool;
    pooled_session(detail::pool_core& core, detail::pool_entry& entry) noexcept : core_(&core), entry_(&entry) {}
    void give_back() noexcept;

    detail::pool_core* core_;
    detail::pool_entry* entry_;
};

/// Sessions for many threads. Whoever waits for one is served in the order of coming. Opens when one is needed, so that
/// a server that is away, or comes back, needs nothing to be done: `take` throws while it is away.
///
/// Where the database has one writer (SQLite), so has the pool: `take` gives out that one session, `read` the others,
/// which refuse to write (read_only_error). Writers then wait for each other here and not for SQLite's lock.
///
/// All members may be called from any thread. Sessions that are out when the pool ends are closed when they come back.
class ROWAN_EXPORT pool {
public:
    /// Throws usage_error where the URL is malformed; connects to nothing yet.
    explicit pool(std::string url, const pool_options& options = {});
    /// `set_up(session&)` is called for each session when it is opened; what it throws, `take` throws.
    template <class SetUp>
    requires requires(SetUp& set_up, session& one) { set_up(one); }
    pool(std::string url, const pool_options& options, SetUp set_up)
        : pool(url, options, with_set_up(url, options.session, std::move(set_up))) {}
    /// Sessions made by `open()`, which may be called by several threads at once, as a `set_up` may.
    template <class Open>
    requires requires(Open& open) { session(open()); }
    explicit pool(Open open, const pool_options& options = {})
        : pool(std::string(), options, new detail::session_source_of<Open>(std::move(open))) {}
    pool(const pool&) = delete;
    pool& operator=(const pool&) = delete;
    ~pool();

    /// A session to read and write with. Throws pool_timeout, connection_error, what the set-up throws.
    pooled_session take();
    /// A session to read with.
    pooled_session read();

    /// Takes a session and runs `work(session&)` by its `session::transact`. Where the connection is lost before the
    /// commit, it all runs again on another session, as `options.retry` has it.
    template <class Work>
    auto transact(const transaction_options& options, Work&& work) {
        using result_type = decltype(work(std::declval<session&>()));
        struct call {
            std::remove_reference_t<Work>* work;
            std::optional<std::conditional_t<std::is_void_v<result_type>, char, result_type>> result{};
        } one{&work};
        run_transaction(options, &one, [](session& on, const transaction_options& how, void* with) {
            auto& that = *static_cast<call*>(with);
            if constexpr (std::is_void_v<result_type>)
                on.transact(how, [&] { (*that.work)(on); });
            else
                that.result.emplace(on.transact(how, [&] { return (*that.work)(on); }));
        });
        if constexpr (!std::is_void_v<result_type>) return result_type(std::move(*one.result));
    }
    template <class Work>
    auto transact(Work&& work) {
        return transact(transaction_options{}, work);
    }

    pool_counters counters() const;
    /// Closes idle sessions whose time is over.
    void tidy();

private:
    pool(const std::string& url, const pool_options& options, detail::session_source* source);
    template <class SetUp>
    static detail::session_source* with_set_up(std::string url, const session_options& options, SetUp set_up) {
        auto open = [url = std::move(url), options, set_up = std::move(set_up)]() mutable {
            session made(url, options);
            set_up(made);
            return made;
        };
        return new detail::session_source_of<decltype(open)>(std::move(open));
    }
    void run_transaction(const transaction_options& options, void* with,
                         void (*work)(session& on, const transaction_options& how, void* with));

    detail::pool_core* core_;
};

}  // namespace rowan
