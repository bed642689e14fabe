#include <rowan/migrate/migrator.hpp>

#include <rowan/migrate/lock_file.hpp>
#include <rowan/session/transaction.hpp>

#include <fmt/format.h>

#include <algorithm>

#include "migrate/course.hpp"
#include "migrate/entry.hpp"
#include "migrate/made_tables.hpp"
#include "migrate/run_lock.hpp"
#include "migrate/stamping.hpp"
#include "migrate/standing.hpp"
#include "migrate/way_down.hpp"

namespace rowan::migrate {

namespace {

[[noreturn]] void refuse_stamp(const standing& ahead) {
    throw ahead_error("the database is at revision " + ahead.unknown.front() +
                          ", which this program does not know; to forget it, purge it with the stamp",
                      ahead.unknown.front());
}

/// Something unknown may stand on whatever would be undone.
when_ahead policy_for(direction way, when_ahead wanted) {
    return way == direction::upgrade ? wanted : when_ahead::refuse;
}

std::vector<const revision*> path_from(const standing& at, const graph& in, direction way, std::string_view target) {
    return way == direction::upgrade ? in.upgrade_path(at.known, target) : in.downgrade_path(at.known, target);
}

/// What `+1` means is settled at the first look: who waits for one that does the same does not go a step further.
bool all_done(const std::vector<const revision*>& path, const graph& in, const position& at, direction way) {
    return std::all_of(path.begin(), path.end(),
                       [&](const revision* each) { return in.includes(at, *each) == (way == direction::upgrade); });
}

/// Each revision, or all of them as one transaction, takes the lock for itself.
template <class Done>
bool run_apart(const course& along, const std::vector<const revision*>& path, run_lock& lock, Done is_done,
               outcome& result) {
    history(along.on).create();
    const std::size_t at_once = along.in_one_transaction ? path.size() : 1;
    auto has = run_lock::taken::yes;
    for (std::size_t i = 0; i < path.size() && has == run_lock::taken::yes; i += at_once) {
        const auto from = path.begin() + static_cast<std::ptrdiff_t>(i);
        const std::vector<const revision*> part(from, from + static_cast<std::ptrdiff_t>(at_once));
        has = lock.take_in_transaction(is_done, [&] { follow(along, part, [] {}, result); });
    }
    return has != run_lock::taken::left;
}

}  // namespace

migrator::migrator(session& database, graph revisions)
    : session_(&database), graph_(std::move(revisions)), progress_(nullptr) {}

migrator& migrator::report_to(progress* observer) noexcept {
    progress_ = observer;
    return *this;
}

migrator& migrator::on_ahead(when_ahead policy) noexcept {
    ahead_ = policy;
    return *this;
}

migrator& migrator::on_edited(when_edited policy) noexcept {
    edited_ = policy;
    return *this;
}

migrator& migrator::on_occupied(when_occupied policy) noexcept {
    occupied_ = policy;
    return *this;
}

migrator& migrator::on_busy(when_busy policy) noexcept {
    busy_ = policy;
    return *this;
}

migrator& migrator::wait_at_most(std::int64_t milliseconds) noexcept {
    patience_ = milliseconds;
    return *this;
}

migrator& migrator::because(std::string reason) {
    reason_ = std::move(reason);
    return *this;
}

migrator& migrator::in_one_transaction(bool on) noexcept {
    in_one_transaction_ = on;
    return *this;
}

migrator& migrator::lock_timeout(std::int64_t milliseconds) noexcept {
    lock_timeout_ = milliseconds;
    return *this;
}

migrator& migrator::lock_attempts(int number) noexcept {
    lock_attempts_ = number;
    return *this;
}

outcome migrator::upgrade(std::string_view target) { return run(graph_, direction::upgrade, target); }

outcome migrator::downgrade(std::string_view target) { return run(graph_, direction::downgrade, target); }

outcome migrator::downgrade_stored(std::string_view target) {
    return run(with_stored(graph_, migrate::history(*session_)), direction::downgrade, target);
}

outcome migrator::run(const graph& in, direction way, std::string_view target) {
    run_lock lock(*session_, busy_, patience_);
    const bool for_the_run = lock.is_for_the_run();
    const standing at = standing_of(migrate::history(*session_), in, policy_for(way, ahead_));
    if (edited_ == when_edited::refuse) {
        refuse_edited(at, in);
        refuse_inserted(at, in);
    }
    const auto path = path_from(at, in, way, target);
    outcome result{.from = at.rows, .to = at.rows, .applied = {}, .notes = {}};
    if (path.empty()) return result;
    if (occupied_ == when_occupied::refuse && !at.has_history) refuse_occupied(*session_, path);
    if (!for_the_run) refuse_without_transaction(*session_, way, path);

    const course along{*session_, in, way, ahead_, reason_, progress_, {lock_timeout_, lock_attempts_}, in_one_transaction_};
    result.left = !run(along, path, lock, result);
    result.to = current();
    return result;
}

bool migrator::run(const course& along, const std::vector<const revision*>& path, run_lock& lock, outcome& result) {
    const auto is_done = [&] {
        const standing now = standing_of(migrate::history(*session_), along.of, policy_for(along.way, ahead_));
        return all_done(path, along.of, now.known, along.way);
    };
    if (!lock.is_for_the_run()) return run_apart(along, path, lock, is_done, result);
    const auto has = lock.take(is_done);
    if (has == run_lock::taken::yes) {
        migrate::history(*session_).create();
        follow(along, path, [&] { lock.check(); }, result);
    }
    return has != run_lock::taken::left;
}

outcome migrator::stamp(const std::vector<std::string>& targets, const stamp_options& how) {
    return stamping(*session_, graph_, entry_kind::stamp, reason_).say([&](const standing& at) {
        if (at.is_ahead() && !how.purge) refuse_stamp(at);
        return graph_.stamped(at.known, targets);
    });
}

outcome migrator::baseline(std::string_view target, const std::string& reason) {
    require_reason(reason, "baseline");
    const position to = graph_.stamped({}, {std::string(target)});
    return stamping(*session_, graph_, entry_kind::baseline, reason).say([&](const standing& at) {
        refuse_history(at, "baseline");
        refuse_missing(*session_, graph_.held(to), to);
        return to;
    });
}

outcome migrator::repair(std::string_view revision, const std::string& reason) {
    require_reason(reason, "repair");
    const migrate::revision& which = graph_.get(revision);
    migrate::history history(*session_);
    history.create();
    transaction all(*session_);
    history.lock();
    const standing at = standing_of(history, graph_, when_ahead::allow);
    if (!graph_.includes(at.known, which))
        throw migration_error(fmt::format("revision {} is not applied: there is nothing to repair", which.id()));
    outcome result{.from = at.rows, .to = at.rows, .applied = {}, .notes = {}};
    const auto recorded =
        std::find_if(at.applied.begin(), at.applied.end(), [&](const auto& each) { return each.id == which.id(); });
    if (recorded != at.applied.end() && recorded->checksum == checksum(which)) return result;
    history.append(entry_for(entry_kind::repair, which, graph_, direction::upgrade, reason, session_->dialect()));
    all.commit();
    result.applied.push_back(which.id());
    return result;
}

position migrator::current() const { return migrate::history(*session_).heads(); }

std::vector<history_entry> migrator::history() const { return migrate::history(*session_).entries(); }

route migrator::plan(direction way, std::string_view target) const {
    const standing at = standing_of(migrate::history(*session_), graph_, policy_for(way, ahead_));
    return {way, path_from(at, graph_, way, target)};
}

position migrator::after(const route& plan) const {
    const standing at = standing_of(migrate::history(*session_), graph_, ahead_);
    return at.rows_for(graph_.after(at.known, plan));
}

std::vector<const revision*> migrator::pending(std::string_view target) const {
    return plan(direction::upgrade, target).steps;
}

std::vector<std::string> render(const revision& which, direction way, const dialect& with) {
    std::vector<std::string> result;
    for (const schema::operation& each : which.steps(way)) {
        if (std::holds_alternative<schema::run_code>(each)) {
            result.push_back("-- " + schema::describe(each) + ": the program does it");
            continue;
        }
        if (with.needs_database(each)) {
            result.push_back("-- " + schema::describe(each) + ": what is there decides how");
            continue;
        }
        for (std::string& statement : with.render(each)) result.push_back(std::move(statement));
    }
    return result;
}

}  // namespace rowan::migrate
