#include <rowan/migrate/migrator.hpp>

#include <rowan/session/error.hpp>
#include <rowan/session/transaction.hpp>
#include <rowan/version.hpp>

#include "migrate/execution.hpp"
#include "migrate/origin.hpp"
#include "migrate/standing.hpp"

#include <algorithm>
#include <chrono>
#include <set>

namespace rowan::migrate {

namespace {

class stopwatch {
public:
    std::int64_t milliseconds() const {
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started_)
            .count();
    }

private:
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

history_entry entry_for(std::string id, direction way, const std::string& reason) {
    const origin here = this_process();
    history_entry entry;
    entry.revision = std::move(id);
    entry.direction = way;
    entry.applied_at = timestamp::now();
    entry.rowan_version = version();
    entry.user = here.user;
    entry.host = here.host;
    entry.pid = here.pid;
    entry.reason = reason;
    return entry;
}

/// What is the same for all steps of a run.
struct course {
    session& on;
    const graph& of;
    direction way;
    when_ahead ahead;
    const std::string& reason;
    progress* observer;
};

/// One revision in its transaction.
class step {
public:
    step(const course& in, const revision& which) : course_(in), revision_(which) {}

    /// False where another process was faster.
    bool run(outcome& result) {
        if (!revision_.has_transaction(course_.way))
            throw migration_error("revision " + revision_.id() +
                                  " is to run without a transaction, which an upgrade does not do");
        const stopwatch time;
        execution work(course_.on, revision_, course_.way, course_.observer, result.notes);
        transaction all(course_.on);
        migrate::history history(course_.on);
        history.lock();
        const standing before = standing_of(history, course_.of, course_.ahead);
        if (is_done(before.known)) return false;
        if (!course_.of.can_step(before.known, revision_, course_.way)) throw_moved(before.rows);

        if (course_.observer != nullptr) course_.observer->begin_revision(revision_, course_.way);
        const position after = before.rows_for(course_.of.after(before.known, revision_, course_.way));
        work.run();
        try {
            history.move(before.rows, after);
            history.append(entry(time.milliseconds()));
            all.commit();
        } catch (const database_error&) {
            work.rethrow();  // a deferred constraint, or what a script did to the session
        }
        if (course_.observer != nullptr) course_.observer->end_revision(revision_, course_.way, time.milliseconds());
        return true;
    }

private:
    bool is_done(const position& at) const {
        return course_.of.includes(at, revision_) == (course_.way == direction::upgrade);
    }

    history_entry entry(std::int64_t milliseconds) const {
        history_entry result = entry_for(revision_.id(), course_.way, course_.reason);
        result.message = revision_.message();
        result.duration_milliseconds = milliseconds;
        result.operations = static_cast<std::int64_t>(revision_.steps(course_.way).size());
        return result;
    }

    [[noreturn]] void throw_moved(const position& at) const {
        throw migration_error("another process has migrated this database meanwhile, to " + text_of(at) +
                              ", so that revision " + revision_.id() +
                              (course_.way == direction::upgrade ? " cannot be applied" : " cannot be undone") +
                              "; run again");
    }

    const course& course_;
    const revision& revision_;
};

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

/// What a stamp says of revisions, as the history has it: those forgotten, those undone, those applied.
class stamping {
public:
    stamping(migrate::history& to, const std::string& reason) : history_(to), reason_(reason) {}

    void forget(const position& unknown) {
        for (const std::string& id : unknown) append(id, "unknown to the program that forgot it", direction::downgrade);
    }

    /// Revisions that `from` holds and `without` does not.
    void append(const graph& in, const position& from, const position& without, direction way) {
        auto all = in.held(from);
        const auto kept = in.held(without);
        const std::set<const revision*> others(kept.begin(), kept.end());
        if (way == direction::downgrade) std::reverse(all.begin(), all.end());
        for (const revision* each : all) {
            if (!others.contains(each)) append(each->id(), each->message(), way);
        }
    }

    std::vector<std::string> done;

private:
    void append(const std::string& id, const std::string& message, direction way) {
        history_entry entry = entry_for(id, way, reason_);
        entry.message = message;
        entry.stamped = true;
        history_.append(entry);
        done.push_back(id);
    }

    migrate::history& history_;
    const std::string& reason_;
};

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
    stamping entries(history, reason_);
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
