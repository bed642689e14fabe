#include "migrate/step.hpp"

#include <rowan/session/transaction.hpp>

#include "migrate/entry.hpp"
#include "migrate/extensions.hpp"
#include "migrate/stages.hpp"

#include <algorithm>

namespace rowan::migrate {

step::step(const course& in, const revision& which) : course_(in), revision_(which) {
    std::vector<std::string> none;
    execution reading(in.on, which, in.way, nullptr, none);
    try {
        require_extensions(in.on, which.steps(in.way));
        units_ = units_of(which, in.way, in.on.dialect());
    } catch (const std::exception&) { reading.rethrow(); }
    segments_ = segments_of(units_, which.has_transaction(in.way));
}

bool step::run(outcome& result) {
    const progress_row* begun = unfinished();
    if (begun == nullptr && (course_.on.in_transaction() || is_one_transaction(segments_))) return run_at_once(result);
    return stages(*this, course_, revision_, begun).run(result);
}

bool step::run_at_once(outcome& result) {
    lock_waits waits(course_, revision_);
    return waits.run([&] {
        std::vector<std::string> notes;
        execution work(course_.on, revision_, course_.way, course_.observer, notes);
        session_end cleaning(work, course_.found);
        if (!run_in_transaction(waits, work)) return false;
        cleaning.leave();
        tell_end();
        result.notes.insert(result.notes.end(), notes.begin(), notes.end());
        return true;
    });
}

bool step::run_in_transaction(lock_waits& waits, execution& by) {
    const bool within = course_.on.in_transaction();
    auto next = segments_.begin();
    if (!within) {
        for (; next != segments_.end() && next->only_settings; ++next) run(*next, by);
    }
    transaction all(course_.on);
    if (by.ran_foreign_words()) course_.found->pause();
    const auto before = enter();
    if (!before) return false;
    if (by.ran_foreign_words()) course_.found->resume();
    if (!within) waits.limit();
    if (course_.observer != nullptr) course_.observer->begin_revision(revision_, course_.way);
    for (; next != segments_.end(); ++next) {
        if (within || !next->only_settings) run(*next, by);  // behind the last of what lasts, settings are for nobody
    }
    try {
        if (by.ran_foreign_words()) course_.found->pause();
        finish(*before, static_cast<std::int64_t>(by.statements()));
        all.commit();
    } catch (const database_error&) {
        by.rethrow();  // a deferred constraint, or what a script did to the session
    }
    return true;
}

void step::run(const segment& part, execution& by) const {
    for (std::size_t i = part.first; i != part.last; ++i) by.run(units_[i]);
}

std::optional<standing> step::enter() const {
    migrate::history of(course_.on);
    of.lock();
    standing before = standing_of(of, course_.of, course_.ahead);
    if (is_done(before.known)) return std::nullopt;
    if (!course_.of.can_step(before.known, revision_, course_.way)) throw_moved(before.rows);
    return before;
}

void step::finish(const standing& from, std::int64_t statements) const {
    migrate::history to(course_.on);
    to.move(from.rows, from.rows_for(course_.of.after(from.known, revision_, course_.way)));
    to.append(entry(statements));
}

void step::tell_end() const {
    if (course_.observer != nullptr) course_.observer->end_revision(revision_, course_.way, milliseconds());
}

const progress_row* step::unfinished() const {
    const auto found = std::find_if(course_.unfinished.begin(), course_.unfinished.end(),
                                    [&](const progress_row& each) { return each.revision == revision_.id(); });
    return found == course_.unfinished.end() ? nullptr : &*found;
}

bool step::is_done(const position& at) const {
    return course_.of.includes(at, revision_) == (course_.way == direction::upgrade);
}

std::int64_t step::milliseconds() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started_).count();
}

history_entry step::entry(std::int64_t statements) const {
    history_entry result = entry_for(entry_kind::run, revision_, course_.of, course_.way, course_.reason,
                                     course_.on.dialect());
    result.duration_milliseconds = milliseconds();
    result.statements = statements;
    return result;
}

void step::throw_moved(const position& at) const {
    throw migration_error("another process has migrated this database meanwhile, to " + text_of(at) +
                          ", so that revision " + revision_.id() +
                          (course_.way == direction::upgrade ? " cannot be applied" : " cannot be undone") +
                          "; run again");
}

}  // namespace rowan::migrate
