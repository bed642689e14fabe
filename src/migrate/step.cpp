#include "migrate/step.hpp"

#include <rowan/session/error.hpp>
#include <rowan/session/transaction.hpp>

#include "migrate/entry.hpp"
#include "migrate/execution.hpp"
#include "migrate/standing.hpp"

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

}  // namespace

bool step::run(outcome& result) {
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

bool step::is_done(const position& at) const {
    return course_.of.includes(at, revision_) == (course_.way == direction::upgrade);
}

history_entry step::entry(std::int64_t milliseconds) const {
    history_entry result = entry_for(entry_kind::run, revision_, course_.of, course_.way, course_.reason,
                                     course_.on.dialect());
    result.duration_milliseconds = milliseconds;
    result.statements = static_cast<std::int64_t>(revision_.steps(course_.way).size());
    return result;
}

void step::throw_moved(const position& at) const {
    throw migration_error("another process has migrated this database meanwhile, to " + text_of(at) +
                          ", so that revision " + revision_.id() +
                          (course_.way == direction::upgrade ? " cannot be applied" : " cannot be undone") +
                          "; run again");
}

}  // namespace rowan::migrate
