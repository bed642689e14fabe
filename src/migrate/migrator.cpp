#include <rowan/migrate/migrator.hpp>

#include <rowan/session/transaction.hpp>

#include "migrate/stamping.hpp"
#include "migrate/standing.hpp"
#include "migrate/step.hpp"

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

migrator& migrator::because(std::string reason) {
    reason_ = std::move(reason);
    return *this;
}

outcome migrator::upgrade(std::string_view target) { return run(direction::upgrade, target); }

outcome migrator::downgrade(std::string_view target) { return run(direction::downgrade, target); }

outcome migrator::run(direction way, std::string_view target) {
    const standing at = standing_of(migrate::history(*session_), graph_, policy_for(way, ahead_));
    const auto path = path_from(at, graph_, way, target);
    outcome result{.from = at.rows, .to = at.rows, .applied = {}, .notes = {}};
    if (path.empty()) return result;
    migrate::history(*session_).create();
    const course in{*session_, graph_, way, ahead_, reason_, progress_};
    for (const revision* each : path) {
        if (step(in, *each).run(result)) result.applied.push_back(each->id());
    }
    result.to = current();
    return result;
}

outcome migrator::stamp(const std::vector<std::string>& targets, const stamp_options& how) {
    migrate::history history(*session_);
    const auto read = [&] {
        standing at = stored_heads(history, graph_);
        if (at.is_ahead() && !how.purge) refuse_stamp(at);
        return at;
    };
    const standing first = read();
    outcome result{.from = first.rows, .to = graph_.stamped(first.known, targets), .applied = {}, .notes = {}};
    if (result.to == result.from) return result;

    history.create();
    transaction all(*session_);
    history.lock();
    const standing before = read();
    result.from = before.rows;
    result.to = graph_.stamped(before.known, targets);
    history.move(result.from, result.to);
    stamping entries(history, entry_kind::stamp, reason_);
    entries.forget(before.unknown);
    entries.append(graph_, before.known, result.to, direction::downgrade);
    entries.append(graph_, result.to, before.known, direction::upgrade);
    all.commit();
    result.applied = std::move(entries.done);
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
        if (with.needs_database(each)) {
            result.push_back("-- " + schema::describe(each) + ": what is there decides how");
            continue;
        }
        for (std::string& statement : with.render(each)) result.push_back(std::move(statement));
    }
    return result;
}

}  // namespace rowan::migrate
