#include "pool_hosts.hpp"

#include <rowan/session/backend.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/limit.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "write_mark.hpp"

namespace rowan::detail {
namespace {
constexpr duration patience = duration::of_milliseconds(2'000);  // with a host that is asked what it is
constexpr std::chrono::milliseconds shortest_pause{20};          // between two looks at a host

std::chrono::milliseconds length(duration of) { return std::chrono::milliseconds(of.milliseconds()); }

std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

server_standing standing_of(session& on) {
    auto* const part = driver_of(on).replication();
    if (part == nullptr) return {};
    const limit soon(on, patience);
    return part->standing();
}

// What a session remembers may be older than the promotion.
bool is_replica(session& on) {
    auto* const part = driver_of(on).replication();
    return part != nullptr && part->is_replica() && standing_of(on).replica;
}
}  // namespace

bool may_come_back(const connection_error& fault) {
    return fault.retryable() || fault.sqlstate().starts_with("08") || fault.sqlstate().starts_with("57P0");
}

// Where there is a URL, it tells what kind of database it is.
pool_hosts::pool_hosts(const std::string& url, const pool_options& options, std::unique_ptr<session_source> source)
    : options_(options) {
    const std::shared_ptr<session_source> shared(std::move(source));
    pool_options each = options;
    std::vector<database_host> all;
    bool one_session = false;
    if (!url.empty()) {
        const auto address = address_of(url);
        description_ = address->description();
        all = address->hosts();
        each.one_writer = address->has_one_writer();
        one_session = address->has_one_session();
    }
    if (all.empty()) all.push_back({url, {}});
    for (const database_host& one : all) {
        auto& at = *places_.emplace_back(std::make_unique<place>());
        at.url = one.url;
        at.name = one.name;
        std::vector<std::string> others;
        for (const database_host& other : all) {
            if (&other != &one) others.push_back(other.name);
        }
        at.core.reset(new pool_core(each, shared, one.url, one_session, std::move(others)));
    }
}

pool_hosts::~pool_hosts() {
    {
        const std::lock_guard held(mutex_);
        closes_ = true;
    }
    asked_.notify_all();
    for (const auto& one : places_) {
        if (one->watcher.joinable()) one->watcher.join();
    }
}

pool_hosts::clock::time_point pool_hosts::end_of_patience() const {
    return clock::now() + length(options_.replicas.find_primary);
}

pool_hosts::loan pool_hosts::take(write_mark* mark) { return take(mark, end_of_patience()); }

pool_hosts::loan pool_hosts::take(write_mark* mark, clock::time_point end) {
    const auto marked = [&](pool_core& core, pool_entry& entry) {
        if (mark != nullptr) mark->hold();
        entry.mark = mark;
        return loan{&core, &entry};
    };
    if (places_.size() == 1) return marked(*places_[0]->core, places_[0]->core->take(false));
    begin_watching();
    for (;;) {
        place& at = wait_for_primary(end);
        try {
            pool_entry& entry = at.core->take(false);
            if (!is_misled(entry.db)) return marked(*at.core, entry);
            at.core->give_back(entry);
            note_trouble(at, "it was the primary, and is a replica now");
        } catch (const connection_error& fault) {
            note_trouble(at, first_line(fault.message()));
            if (clock::now() >= end || !may_come_back(fault)) throw;
        }
    }
}

bool pool_hosts::is_misled(session& on) noexcept {
    try {
        return places_.size() > 1 && is_replica(on);
    } catch (...) { return true; }
}

pool_hosts::loan pool_hosts::read(std::uint64_t position) {
    if (places_.size() == 1) return {places_[0]->core.get(), &places_[0]->core->take(true)};
    begin_watching();
    const auto end = end_of_patience();
    for (place* const at : readers(position, end)) {
        pool_entry* entry = nullptr;
        try {
            entry = &at->core->take(false);
        } catch (const connection_error& fault) {
            note_trouble(*at, first_line(fault.message()));
            continue;
        }
        if (catches_up(*at, entry->db, position)) return {at->core.get(), entry};
        const bool lost = entry->db.is_lost();
        at->core->give_back(*entry);
        if (!lost) break;  // one that is waited for is enough
    }
    return take(nullptr, end);
}

// Those that have what is wanted first, then those with the least to do, in turn where they are alike.
std::vector<pool_hosts::place*> pool_hosts::readers(std::uint64_t position, clock::time_point end) {
    struct candidate {
        place* at;
        bool behind;
        std::size_t busy;
    };
    std::vector<candidate> found;
    if (position == write_mark::unknown) return {};
    {
        std::unique_lock held(mutex_);
        const auto known = [&] {
            return std::any_of(places_.begin(), places_.end(), [](auto& one) { return one->role > host_role::away; });
        };
        changed_.wait_until(held, end, [&] { return known() || refuse(); });
        const auto now = clock::now();
        for (const auto& one : places_) {
            if (one->role == host_role::replica && lag_of(*one, now) <= length(options_.replicas.longest_lag))
                found.push_back({one.get(), one->position < position, 0});
        }
    }
    for (candidate& one : found) {
        const auto counts = one.at->core->counters();
        one.busy = counts.in_use + counts.waiting;
    }
    if (!found.empty())
        std::rotate(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(turn_++ % found.size()), found.end());
    std::stable_sort(found.begin(), found.end(), [](const candidate& one, const candidate& other) {
        return std::pair(one.behind, one.busy) < std::pair(other.behind, other.busy);
    });
    std::vector<place*> result;
    for (const candidate& one : found) result.push_back(one.at);
    return result;
}

bool pool_hosts::catches_up(place& at, session& on, std::uint64_t position) noexcept {
    const auto has = [&] {
        const std::lock_guard held(mutex_);
        return at.position >= position;
    };
    if (has()) return true;
    auto pause = std::chrono::milliseconds(1);
    for (const auto end = clock::now() + length(options_.replicas.catch_up);;) {
        try {
            note(at, standing_of(on));
        } catch (...) { return false; }
        if (has()) return true;
        if (clock::now() + pause > end) return false;
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, std::chrono::milliseconds(16));
    }
}

// In the beginning each host is asked once: of two that say they are the primary, one is outdated.
pool_hosts::place& pool_hosts::wait_for_primary(clock::time_point end) {
    std::unique_lock held(mutex_);
    const auto all_asked = [&] {
        return std::none_of(places_.begin(), places_.end(), [](auto& one) { return one->role == host_role::unknown; });
    };
    while (primary_ == nullptr || !all_asked()) {
        ++looks_;
        asked_.notify_all();
        if (refuse() || clock::now() >= end) {
            if (primary_ == nullptr) throw_no_primary();
            break;
        }
        changed_.wait_until(held, std::min(end, clock::now() + std::chrono::milliseconds(100)));
    }
    return *primary_;
}

bool pool_hosts::refuse() const {
    return std::all_of(places_.begin(), places_.end(), [](auto& one) { return one->refuses; });
}

void pool_hosts::throw_no_primary() const {
    database_error::details what;
    what.message = fmt::format("none of the hosts of {} is a primary:", description_);
    for (const auto& one : places_) {
        what.message += fmt::format(" {}: {};", one->name,
                                    one->role == host_role::replica   ? "a replica"
                                    : one->role == host_role::unknown ? "it has not answered yet"
                                                                      : one->trouble);
    }
    what.message.pop_back();
    what.retryable = !refuse();
    what.sqlstate = what.retryable ? "08001" : "28000";
    if (what.retryable) what.hint = "promote a replica, or start the primary again: nothing has to be done here then";
    throw connection_error(std::move(what));
}

void pool_hosts::begin_watching() {
    std::call_once(watching_, [this] {
        for (const auto& one : places_) one->watcher = std::thread([this, &at = *one] { watch(at); });
    });
}

void pool_hosts::look_now() {
    {
        const std::lock_guard held(mutex_);
        ++looks_;
    }
    asked_.notify_all();
}

void pool_hosts::watch(place& at) {
    std::optional<session> on;
    std::unique_lock held(mutex_);
    while (!closes_) {
        const auto asked = looks_;
        held.unlock();
        look(at, on);
        held.lock();
        const auto now = clock::now();
        asked_.wait_until(held, now + shortest_pause, [&] { return closes_; });
        asked_.wait_until(held, now + length(options_.replicas.look_every), [&] { return closes_ || looks_ != asked; });
    }
}

void pool_hosts::look(place& at, std::optional<session>& on) {
    try {
        if (!on) {
            session_options options = options_.session;
            options.connect_timeout = std::min(options.connect_timeout, patience);
            on.emplace(at.url, options);
        }
        note(at, standing_of(*on));
    } catch (const connection_error& fault) {
        on.reset();
        note_trouble(at, first_line(fault.message()), !may_come_back(fault));
    } catch (const std::exception& fault) {
        on.reset();
        note_trouble(at, first_line(fault.what()));
    }
}

void pool_hosts::note(place& at, const server_standing& now) {
    const std::lock_guard held(mutex_);
    at.trouble.clear();
    at.refuses = false;
    at.position = now.position;
    if (now.replica) {
        at.role = host_role::replica;
        if (primary_ == &at) primary_ = nullptr;
    } else {
        note_primary(at, now);
    }
    changed_.notify_all();
}

// Whoever made all others follow it has decided.
bool pool_hosts::leads_all(const place& at) const {
    return std::all_of(places_.begin(), places_.end(),
                       [&](auto& one) { return one.get() == &at || one->role == host_role::replica; });
}

// The later promotion counts. Of two that were promoted to the same reign, it stays with the one that has it.
void pool_hosts::note_primary(place& at, const server_standing& now) {
    const bool outdated = now.reign < reign_ && !leads_all(at);
    if (outdated || (now.reign == reign_ && primary_ != nullptr && primary_ != &at)) {
        at.role = host_role::stale;
        at.trouble = outdated ? "it says that it is the primary, but another one was promoted since"
                              : "it says that it is the primary, and so does another one";
        if (primary_ == &at) primary_ = nullptr;
        return;
    }
    if (now.reign != reign_) history_.clear();
    if (primary_ != nullptr && primary_ != &at) {
        primary_->role = host_role::stale;
        primary_->trouble = "another one was promoted";
    }
    reign_ = now.reign;
    primary_ = &at;
    at.role = host_role::primary;
    const auto time = clock::now();
    if (history_.empty() || history_.back().position < now.position) history_.push_back({time, now.position});
    while (history_.size() > 1 && time - history_[1].time > length(options_.replicas.longest_lag)) history_.pop_front();
}

void pool_hosts::note_trouble(place& at, std::string why, bool refuses) {
    at.core->suspect();
    {
        const std::lock_guard held(mutex_);
        at.role = host_role::away;
        at.trouble = std::move(why);
        at.refuses = refuses;
        if (primary_ == &at) primary_ = nullptr;
        ++looks_;
    }
    asked_.notify_all();
    changed_.notify_all();
}

// Since when has the primary had what this one has not? By our own clock, so that theirs do not matter, and neither
// does a primary that has nothing to do.
pool_hosts::clock::duration pool_hosts::lag_of(const place& one, clock::time_point now) const {
    const auto beyond = std::find_if(history_.begin(), history_.end(),
                                     [&](const sample& then) { return then.position > one.position; });
    return beyond == history_.end() ? clock::duration::zero() : now - beyond->time;
}

pool_counters pool_hosts::counters() const {
    pool_counters all;
    for (const auto& one : places_) {
        const pool_counters its = one->core->counters();
        all.in_use += its.in_use;
        all.idle += its.idle;
        all.waiting += its.waiting;
        all.taken += its.taken;
        all.waited += its.waited;
        all.waited_nanoseconds += its.waited_nanoseconds;
        all.timed_out += its.timed_out;
        all.opened += its.opened;
        all.failed_to_open += its.failed_to_open;
        all.found_dead += its.found_dead;
        all.grown_old += its.grown_old;
        all.rolled_back += its.rolled_back;
    }
    return all;
}

std::vector<pool_host> pool_hosts::hosts() {
    std::vector<pool_host> result;
    {
        const std::lock_guard held(mutex_);
        const auto now = clock::now();
        for (const auto& one : places_) {
            auto& shown = result.emplace_back();
            shown.name = one->name;
            shown.role = one->role;
            shown.trouble = one->trouble;
            if (one->role != host_role::replica) continue;
            shown.lag = lag_of(*one, now);
            if (lag_of(*one, now) > length(options_.replicas.longest_lag)) shown.role = host_role::lagging;
        }
    }
    for (std::size_t i = 0; i != result.size(); ++i) result[i].sessions = places_[i]->core->counters();
    return result;
}

void pool_hosts::tidy() {
    for (const auto& one : places_) one->core->tidy();
}

}  // namespace rowan::detail
