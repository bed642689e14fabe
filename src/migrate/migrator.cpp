#include <rowan/migrate/migrator.hpp>

#include <rowan/session/error.hpp>
#include <rowan/session/transaction.hpp>
#include <rowan/version.hpp>

#include "migrate/execution.hpp"
#include "migrate/origin.hpp"

#include <chrono>

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

history_entry entry_for(const revision& which, direction way, std::int64_t milliseconds) {
    const origin here = this_process();
    history_entry entry;
    entry.revision = which.id();
    entry.direction = way;
    entry.message = which.message();
    entry.applied_at = timestamp::now();
    entry.duration_milliseconds = milliseconds;
    entry.operations = static_cast<std::int64_t>(which.steps(way).size());
    entry.rowan_version = version();
    entry.user = here.user;
    entry.host = here.host;
    entry.pid = here.pid;
    return entry;
}

/// One revision in its transaction.
class step {
public:
    step(session& on, const graph& of, const revision& which, direction way, progress* observer)
        : session_(on), graph_(of), revision_(which), way_(way), progress_(observer) {}

    /// False where another process was faster.
    bool run(outcome& result) {
        const stopwatch time;
        execution work(session_, revision_, way_, progress_, result.notes);
        transaction all(session_);
        migrate::history history(session_);
        history.lock();
        const position before = history.heads();
        if (is_done(before)) return false;
        if (!graph_.can_step(before, revision_, way_)) throw_moved(before);

        if (progress_ != nullptr) progress_->begin_revision(revision_, way_);
        const position after = graph_.after(before, revision_, way_);
        work.run();
        try {
            history.move(before, after);
            history.append(entry_for(revision_, way_, time.milliseconds()));
            all.commit();
        } catch (const database_error&) {
            work.rethrow();  // a deferred constraint, or what a script did to the session
        }
        if (progress_ != nullptr) progress_->end_revision(revision_, way_, time.milliseconds());
        return true;
    }

private:
    bool is_done(const position& at) const { return graph_.includes(at, revision_) == (way_ == direction::upgrade); }

    [[noreturn]] void throw_moved(const position& at) const {
        throw migration_error(
            "another process has migrated this database meanwhile, to " + text_of(at) + ", so that revision " +
            revision_.id() + (way_ == direction::upgrade ? " cannot be applied" : " cannot be undone") + "; run again");
    }

    session& session_;
    const graph& graph_;
    const revision& revision_;
    direction way_;
    progress* progress_;
};

}  // namespace

migrator::migrator(session& database, graph revisions)
    : session_(&database), graph_(std::move(revisions)), progress_(nullptr) {}

migrator& migrator::report_to(progress* observer) noexcept {
    progress_ = observer;
    return *this;
}

outcome migrator::upgrade(std::string_view target) {
    const position from = current();
    return run(from, graph_.upgrade_path(from, target), direction::upgrade);
}

outcome migrator::downgrade(std::string_view target) {
    const position from = current();
    return run(from, graph_.downgrade_path(from, target), direction::downgrade);
}

outcome migrator::run(const position& from, const std::vector<const revision*>& path, direction way) {
    outcome result{.from = from, .to = from, .applied = {}, .notes = {}};
    if (path.empty()) return result;
    migrate::history(*session_).create();
    for (const revision* each : path) {
        if (step(*session_, graph_, *each, way, progress_).run(result)) result.applied.push_back(each->id());
    }
    result.to = current();
    return result;
}

position migrator::current() const { return migrate::history(*session_).heads(); }

std::vector<history_entry> migrator::history() const { return migrate::history(*session_).entries(); }

std::vector<const revision*> migrator::pending(std::string_view target) const {
    return graph_.upgrade_path(current(), target);
}

std::vector<std::string> render(const revision& which, direction way, const dialect& with) {
    std::vector<std::string> result;
    for (const schema::operation& each : which.steps(way)) {
        for (std::string& statement : with.render(each)) result.push_back(std::move(statement));
    }
    return result;
}

}  // namespace rowan::migrate
