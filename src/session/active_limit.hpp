#pragma once

#include <rowan/session/duration.hpp>
#include <rowan/session/error.hpp>

#include <atomic>
#include <chrono>
#include <optional>
#include <stop_token>

namespace rowan::detail {

struct session_core;

/// What a session is doing, as other threads see it.
class activity {
public:
    enum class kind { idle, working, cleaning };
    using clock = std::chrono::steady_clock;

    void begin(kind what) noexcept {
        since_ = clock::now().time_since_epoch().count();
        kind_ = what;
    }
    void end() noexcept { kind_ = kind::idle; }
    kind now() const noexcept { return kind_; }
    clock::time_point since() const noexcept { return clock::time_point(clock::duration(since_.load())); }

private:
    std::atomic<kind> kind_ = kind::idle;
    std::atomic<clock::rep> since_ = 0;
};

/// A rowan::limit, or that of a transaction, while it lasts. The watchdog looks at it from a thread of its own.
class active_limit {
public:
    using clock = activity::clock;

    /// No `within` is for as long as it takes.
    active_limit(session_core& on, std::optional<duration> within, std::stop_token stop = {});
    active_limit(const active_limit&) = delete;
    active_limit& operator=(const active_limit&) = delete;
    ~active_limit();

    /// Throws canceled_error where this one, or one around it, has run out.
    void check(std::string_view sql) const;
    /// Throws the exception at hand again, with the cause where it is that of this limit or of one around it.
    [[noreturn]] void rethrow() const;
    /// When this one, or one around it, runs out.
    clock::time_point end() const noexcept;
    bool ran_out() const noexcept { return cause().has_value(); }

    /// What the watchdog does at `now`, and when it wants to look again.
    clock::time_point look(clock::time_point now) noexcept;

private:
    std::optional<cancel_cause> cause() const noexcept;
    void stop() noexcept;

    struct stopper {
        active_limit* limit;
        void operator()() const noexcept { limit->stop(); }
    };

    session_core* core_;
    active_limit* outer_;
    clock::time_point end_;
    std::atomic<bool> stopped_ = false;
    std::atomic<bool> over_ = false;
    // The watchdog's own.
    clock::time_point over_since_{};
    clock::time_point next_interrupt_{};
    clock::duration interval_{};
    bool severed_ = false;
    std::optional<std::stop_callback<stopper>> callback_;
};

}  // namespace rowan::detail
