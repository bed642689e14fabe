#include "migrate/stages.hpp"

#include <rowan/session/transaction.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "dialect/sql_tokens.hpp"

namespace rowan::migrate {

namespace {

// These come where the author has promised that no transaction is needed, and the words did not show it.
bool refuses_transaction(const std::string& sqlstate) { return sqlstate == "25001" || sqlstate == "2D000"; }

/// `isolation level serializable` of `begin isolation level serializable`.
std::string transaction_modes(const std::string& begin, const dialect& with) {
    detail::sql_tokens tokens(begin, with.can());
    tokens.next();
    std::size_t from = tokens.position();
    detail::sql_token word = tokens.next();
    if (word.is("transaction") || word.is("work")) {
        from = tokens.position();
        word = tokens.next();
    }
    const bool none = word.what == detail::sql_token::kind::end || word.is("immediate") || word.is("deferred") ||
                      word.is("exclusive");
    return none ? std::string() : begin.substr(from);
}

}  // namespace

stages::stages(const step& of, const course& in, const revision& which, const progress_row* begun)
    : step_(of),
      course_(in),
      revision_(which),
      units_(of.units()),
      work_(in.on, which, in.way, in.observer, notes_),
      stored_(begun != nullptr) {
    if (stored_) {
        at_ = *begun;
        return;
    }
    at_.revision = which.id();
    at_.direction = in.way;
    at_.total = static_cast<std::int64_t>(units_.size());
    at_.hash = hash(0);
    at_.started_at = timestamp::now();
}

bool stages::run(outcome& result) {
    progress_table(course_.on).create();
    if (course_.observer != nullptr) course_.observer->begin_revision(revision_, course_.way);
    session_end cleaning(work_, course_.found);
    if (stored_) {
        require_same_text();
        repeat_settings();
        settle_doubt();
    }
    const auto parts = segments_of(units_, revision_.has_transaction(course_.way), done());
    const auto lasts = [](const segment& each) { return !each.only_settings; };
    const auto last = std::find_if(parts.rbegin(), parts.rend(), lasts).base();  // behind it
    for (auto each = parts.begin(); each != last; ++each) {
        if (!run(*each, each + 1 == last)) return false;
    }
    if ((last == parts.begin() || !(last - 1)->in_transaction) && !finish()) return false;
    cleaning.leave();
    step_.tell_end();
    result.notes.insert(result.notes.end(), notes_.begin(), notes_.end());
    return true;
}

bool stages::run(const segment& part, bool last) {
    work_.keeps(done(), units_.size());
    if (part.only_settings) {
        run_units(part);
        return true;
    }
    if (units_[part.first].in_batches) return run_batches(part);
    if (!part.in_transaction) return run_alone(part);
    const bool may_be_alone = !revision_.has_transaction(course_.way) && units_[part.first].begin.empty();
    try {
        return run_in_transaction(part, last);
    } catch (const revision_error& error) {
        if (!may_be_alone || !refuses_transaction(error.sqlstate())) throw;
    }
    return run_alone(part) && (!last || finish());
}

bool stages::run_in_transaction(const segment& part, bool last) {
    lock_waits waits(course_, revision_);
    return waits.run([&] {
        const std::size_t noted = notes_.size();
        try {
            transaction all(course_.on);
            const std::string modes = transaction_modes(units_[part.first].begin, course_.on.dialect());
            if (!modes.empty()) course_.on.execute_script("set transaction " + modes);
            if (work_.ran_foreign_words()) course_.found->pause();
            const auto before = step_.enter();
            if (!before) return false;
            if (work_.ran_foreign_words()) course_.found->resume();
            waits.limit();
            run_units(part);
            const bool foreign = work_.ran_foreign_words();
            try {
                if (foreign) course_.found->pause();
                progress_row now = done_up_to(part.last);
                put(now);
                if (last) {
                    step_.finish(*before, now.statements);
                    progress_table(course_.on).erase(revision_.id());
                }
                if (foreign && !last) course_.found->resume();
                all.commit();
                at_ = std::move(now);
                stored_ = true;
            } catch (const database_error&) { work_.rethrow(); }
            return true;
        } catch (...) {
            notes_.resize(noted);
            throw;
        }
    });
}

bool stages::run_alone(const segment& part) {
    const unit& which = units_[part.first];
    if (!at_.begun && !write(with_begun(which))) return false;
    run_outside(which);
    return write(done_up_to(part.last));
}

bool stages::run_batches(const segment& part) {
    const auto& what = std::get<schema::backfill>(*units_[part.first].of);
    batches all(course_.on, what, at_.position);
    enum class batch_end { more, last, overtaken };
    for (;;) {
        lock_waits waits(course_, revision_);
        const auto now = waits.run([&] {
            all.go_back_to(at_.position);
            transaction batch(course_.on);
            if (!step_.enter()) return batch_end::overtaken;
            waits.limit();
            bool more = false;
            work_.run(units_[part.first], [&] { more = all.next(); });
            progress_row row = more ? with_position(part.first, all) : done_up_to(part.last);
            put(row);
            batch.commit();
            at_ = std::move(row);
            stored_ = true;
            return more ? batch_end::more : batch_end::last;
        });
        if (now != batch_end::more) return now == batch_end::last;
        work_.report(fmt::format("back-fill of \"{}\": {} rows are done", what.table, at_.rows));
        std::this_thread::sleep_for(std::chrono::milliseconds(what.pause_milliseconds));
    }
}

progress_row stages::with_position(std::size_t unit, const batches& at) const {
    progress_row result = done_up_to(unit);
    result.begun_hash = hash(unit + 1);
    result.position = at.position();
    result.rows = at_.rows + at.rows();
    ++result.statements;
    return result;
}

void stages::run_outside(const unit& which) {
    driver_upkeep& by = detail::driver_of(course_.on).upkeep();
    std::vector<std::string> found;
    try {
        const bool known = by.fate_of(which.sql, false, found) == statement_fate::done;
        for (std::string& each : found) work_.note(std::move(each));
        if (!known) work_.run(which);
    } catch (const revision_error&) {
        take_back_begun(which);
        throw;
    } catch (const std::exception&) {
        take_back_begun(which);
        work_.rethrow();
    }
}

// It has failed for certain: unless it may have committed a part of itself, nothing is in doubt.
void stages::take_back_begun(const unit& which) noexcept {
    try {
        std::vector<std::string> found;
        detail::driver_of(course_.on).upkeep().fate_of(which.sql, true, found);
        for (std::string& each : found) work_.note(std::move(each));
        if (which.traits.may_commit) return;
        if (at_.done == 0) {
            progress_table(course_.on).erase(revision_.id());
            stored_ = false;
        } else {
            write(done_up_to(done()));
        }
    } catch (const std::exception&) {  // a lost connection: then it is in doubt
    }
}

bool stages::finish() {
    lock_waits waits(course_, revision_);
    return waits.run([&] {
        if (work_.ran_foreign_words()) course_.found->pause();
        transaction all(course_.on);
        const auto before = step_.enter();
        if (!before) return false;
        step_.finish(*before, at_.statements);
        progress_table(course_.on).erase(revision_.id());
        all.commit();
        return true;
    });
}

void stages::require_same_text() const {
    const std::size_t count = done() + (at_.begun || at_.position ? 1 : 0);
    const std::string& stored = at_.begun_hash ? *at_.begun_hash : at_.hash;
    if (count <= units_.size() && hash(count) == stored) return;
    throw migration_error(
        fmt::format("revision {} ({}) is half applied: {} of {} statements are done; their text has changed since, so "
                    "that it cannot "
                    "go on.\n  Put the text back as it was for these {}, and change only what comes behind; or undo "
                    "them by hand and "
                    "say so (migrator::start_over), so that it begins again",
                    revision_.id(), revision_.message(), at_.done, at_.total, count));
}

void stages::settle_doubt() {
    if (!at_.begun) return;
    const unit& which = units_[done()];
    std::vector<std::string> found;
    statement_fate fate = statement_fate::not_done;
    if (!which.traits.repeatable) {
        try {
            fate = detail::driver_of(course_.on).upkeep().fate_of(which.sql, true, found);
        } catch (const std::exception&) { work_.rethrow(); }
    }
    for (std::string& each : found) work_.note(std::move(each));
    if (fate == statement_fate::unknown) {
        throw half_applied_error(
            fmt::format("revision {} ({}) is half applied: an earlier run ended within statement {} of {}, and the "
                        "database does "
                        "not show whether it has happened:\n    {}\n  Look at the database, and say so: done, to go on "
                        "behind it "
                        "(migrator::resume_as, verdict::done), or again, to run it once more (verdict::again)",
                        revision_.id(), revision_.message(), at_.done + 1, units_.size(), *at_.begun),
            revision_.id(), done() + 1, units_.size(), *at_.begun);
    }
    work_.note(fmt::format("going on at statement {} of {}, in which an earlier run ended: {}", at_.done + 1,
                           units_.size(), fate == statement_fate::done ? "it is done" : "it runs again"));
    if (fate == statement_fate::done) write(done_up_to(done() + 1));
}

// What earlier statements have set is not set any more.
void stages::repeat_settings() {
    for (std::size_t i = 0; i != done(); ++i) {
        if (units_[i].traits.only_settings) work_.run(units_[i]);
    }
}

void stages::run_units(const segment& part) {
    for (std::size_t i = part.first; i != part.last; ++i) work_.run(units_[i]);
}

bool stages::write(const progress_row& row) {
    const bool foreign = work_.ran_foreign_words();
    if (foreign) course_.found->pause();
    {
        transaction all(course_.on);
        if (!step_.enter()) return false;
        put(row);
        all.commit();
    }
    if (foreign) course_.found->resume();
    at_ = row;
    stored_ = true;
    return true;
}

void stages::put(const progress_row& row) {
    progress_table table(course_.on);
    if (!stored_) return table.insert(row);
    if (!table.update(at_, row))
        throw migration_error("another process carries revision " + revision_.id() + " out at this moment; run again");
}

progress_row stages::done_up_to(std::size_t count) const {
    progress_row result = at_;
    result.done = static_cast<std::int64_t>(count);
    result.total = static_cast<std::int64_t>(units_.size());
    result.hash = hash(count);
    result.begun.reset();
    result.begun_hash.reset();
    result.position.reset();
    result.rows = 0;
    for (std::size_t i = done(); i < count; ++i) result.statements += static_cast<std::int64_t>(units_[i].statements);
    return result;
}

progress_row stages::with_begun(const unit& which) const {
    const auto number = static_cast<std::size_t>(&which - units_.data());
    progress_row result = done_up_to(number);
    result.begun = describe(which);
    result.begun_hash = hash(number + 1);
    return result;
}

std::string stages::hash(std::size_t count) const { return hash_of(units_, count, course_.on.dialect()); }

}  // namespace rowan::migrate
