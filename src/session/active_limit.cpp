#include "active_limit.hpp"

#include "session_core.hpp"
#include "throw_error.hpp"
#include "watchdog.hpp"

#include <rowan/session/limit.hpp>

#include <algorithm>
#include <utility>

namespace rowan {
namespace detail {
namespace {
using namespace std::chrono_literals;

// An interrupt that comes before its statement is lost, so it is sent again while one is under way.
constexpr auto first_interval = 20ms;
constexpr auto longest_interval = 500ms;
// For as long, the server may take to answer after that.
constexpr auto grace = 2s;

active_limit::clock::time_point end_of(std::optional<duration> within) {
    using clock = active_limit::clock;
    if (!within) return clock::time_point::max();
    const auto now = clock::now();
    const auto most = std::chrono::duration_cast<std::chrono::milliseconds>(clock::time_point::max() - now).count();
    return now + std::chrono::milliseconds(std::min(within->milliseconds(), most));
}
}  // namespace

active_limit::active_limit(session_core& on, std::optional<duration> within, std::stop_token stop)
    : core_(&on), outer_(on.limits), end_(end_of(within)) {
    if (outer_ == nullptr) on.native->interrupts().open_to_interrupts(true);
    on.limits = this;
    watchdog::only().arm(*this);
    if (stop.stop_possible()) callback_.emplace(std::move(stop), stopper{this});
}

active_limit::~active_limit() {
    callback_.reset();
    watchdog::only().disarm(*this);
    core_->limits = outer_;
    if (outer_ == nullptr) core_->native->interrupts().open_to_interrupts(false);
}

void active_limit::stop() noexcept {
    stopped_ = true;
    watchdog::only().look_now();
}

active_limit::clock::time_point active_limit::look(clock::time_point now) noexcept {
    if (!over_) {
        if (!stopped_ && now < end_) return end_;
        over_ = true;
        over_since_ = now;
        next_interrupt_ = now;
        interval_ = first_interval;
    }
    const auto doing = core_->doing.now();
    if (doing == activity::kind::working && now >= next_interrupt_) {
        core_->native->interrupts().interrupt();
        next_interrupt_ = now + interval_;
        interval_ = std::min<clock::duration>(interval_ * 2, longest_interval);
    }
    if (doing != activity::kind::idle && !severed_ && now - std::max(over_since_, core_->doing.since()) >= grace) {
        core_->native->interrupts().sever();
        severed_ = true;
    }
    return severed_ ? clock::time_point::max() : now + first_interval;
}

// The time is looked at as well: the watchdog may be late.
std::optional<cancel_cause> active_limit::cause() const noexcept {
    for (const auto* one = this; one != nullptr; one = one->outer_) {
        if (one->stopped_) return cancel_cause::stopped;
        if (one->over_ || clock::now() >= one->end_) return cancel_cause::deadline;
    }
    return std::nullopt;
}

active_limit::clock::time_point active_limit::end() const noexcept {
    return outer_ == nullptr ? end_ : std::min(end_, outer_->end());
}

void active_limit::check(std::string_view sql) const {
    const auto why = cause();
    if (!why) return;
    database_error::details what;
    what.message = "the statement was not run";
    what.statement = sql;
    tell_cause(what, *why);
    throw canceled_error(std::move(what));
}

void active_limit::rethrow() const {
    if (const auto why = cause()) throw_cancelled(*why);
    throw;
}
}  // namespace detail

limit::limit(session& on, duration within) : active_(new detail::active_limit(on.core(), within)) {}
limit::limit(session& on, std::stop_token stop)
    : active_(new detail::active_limit(on.core(), std::nullopt, std::move(stop))) {}
limit::limit(session& on, duration within, std::stop_token stop)
    : active_(new detail::active_limit(on.core(), within, std::move(stop))) {}
limit::~limit() { delete active_; }

}  // namespace rowan
