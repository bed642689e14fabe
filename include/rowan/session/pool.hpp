#pragma once

#include <rowan/session/pool_options.hpp>
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
class pool_hosts;
struct pool_entry;
struct write_mark;

/// Where a pool has its sessions from. `url`: of one host.
struct ROWAN_EXPORT session_source {
    virtual ~session_source();
    virtual session open(std::string_view url) = 0;
};
template <class Open>
struct session_source_of final : session_source {
    explicit session_source_of(Open how) : how_(std::move(how)) {}
    session open(std::string_view) override { return how_(); }
    Open how_;
};
template <class SetUp>
struct session_source_with final : session_source {
    session_source_with(const session_options& options, SetUp set_up) : options_(options), set_up_(std::move(set_up)) {}
    session open(std::string_view url) override {
        session made(url, options_);
        set_up_(made);
        return made;
    }
    session_options options_;
    SetUp set_up_;
};
}  // namespace detail

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
    friend class conversation;
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
/// A URL with several hosts (`postgresql://user:password@one:5432,two:5432/database`) names a primary and its replicas
/// in any order: `take` gives out a session on the primary, `read` one on a replica, which may be behind (see
/// conversation), or on the primary where no replica is of use. Which host is the primary is found out again and again,
/// by a thread for each that is there as long as the pool: one that is promoted takes over, and one that comes back is
/// a replica. Of two that both say they are the primary, it is the one promoted last. A URL that says
/// target_session_attrs is one place.
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
        : pool(url, options, new detail::session_source_with<SetUp>(options.session, std::move(set_up))) {}
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
    /// A session to read with; the same.
    pooled_session read();

    /// Takes a session and runs `work(session&)` by its `session::transact`. Where the connection is lost before the
    /// commit, it all runs again on another session, as `options.retry` has it.
    template <class Work>
    auto transact(const transaction_options& options, Work&& work) {
        return transact_marked(options, work, nullptr);
    }
    template <class Work>
    auto transact(Work&& work) {
        return transact_marked(transaction_options{}, work, nullptr);
    }

    pool_counters counters() const;
    /// One where the URL names one, or there is none.
    std::vector<pool_host> hosts() const;
    /// Closes idle sessions whose time is over.
    void tidy();

private:
    friend class conversation;
    pool(const std::string& url, const pool_options& options, detail::session_source* source);

    template <class Work>
    auto transact_marked(const transaction_options& options, Work& work, detail::write_mark* mark) {
        using result_type = decltype(work(std::declval<session&>()));
        struct call {
            Work* work;
            std::optional<std::conditional_t<std::is_void_v<result_type>, char, result_type>> result{};
        } one{&work};
        const auto run = [](session& on, const transaction_options& how, void* with) {
            auto& that = *static_cast<call*>(with);
            if constexpr (std::is_void_v<result_type>)
                on.transact(how, [&] { (*that.work)(on); });
            else
                that.result.emplace(on.transact(how, [&] { return (*that.work)(on); }));
        };
        run_transaction(options, &one, run, mark);
        if constexpr (!std::is_void_v<result_type>) return result_type(std::move(*one.result));
    }
    void run_transaction(const transaction_options& options, void* with,
                         void (*work)(session& on, const transaction_options& how, void* with),
                         detail::write_mark* mark);

    detail::pool_hosts* hosts_;  // owned
};

}  // namespace rowan
