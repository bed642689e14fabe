#pragma once

#include <rowan/migrate/graph.hpp>
#include <rowan/migrate/history.hpp>
#include <rowan/migrate/progress.hpp>
#include <rowan/migrate/unfinished.hpp>
#include <rowan/session/session.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

struct course;
class run_lock;

/// What a run did. `applied` leaves out what another process did meanwhile.
struct outcome {
    position from;
    position to;
    std::vector<std::string> applied;  ///< ids applied or undone, in order
    std::vector<std::string> notes;    ///< see `progress::note`
    bool left = false;  ///< another process was at it, see `when_busy::leave`: the rest may not be done yet
};

/// What to do while another process migrates the database.
enum class when_busy {
    wait,   ///< until it is done or `migrator::wait_at_most` is over, then do what is left; mostly that is nothing
    leave,  ///< go on without: `outcome::left`
    fail,   ///< locked_error at once
};

/// What to do with a database that stands on a revision unknown here: a newer program has migrated it.
enum class when_ahead {
    refuse,  ///< ahead_error
    allow,   ///< believe its history: apply what that does not hold, undo nothing
};

/// What to do about a revision that is another one than the one that was applied.
enum class when_edited {
    refuse,  ///< edited_error, before anything is run
    allow,   ///< what was applied is left as it is
};

/// What to do with a database that has no history, but tables that the revisions are about to create.
enum class when_occupied {
    refuse,  ///< occupied_error, before anything is run
    allow,   ///< run them: what they do about it is theirs (`create table if not exists`)
};

struct stamp_options {
    bool purge = false;  ///< forget the heads that are unknown here; without it they are an ahead_error
};

/// Brings a database to a revision: `rowan::migrator(db, app::migrations()).upgrade("head");`
///
/// Each revision runs in a transaction of its own, together with the change of the heads: it has happened or it has
/// not. Of processes that start at the same time one runs the revisions and the others wait until nothing is left to do;
/// one that is killed holds nobody up. Where there is nothing to do no lock is taken and nothing is written.
///
/// A pooler in transaction mode may stand between (PgBouncer): then each revision takes the lock in its own transaction,
/// and one that runs without is refused.
///
/// Errors: migration_error, ahead_error, edited_error, occupied_error, locked_error, revision_error where a revision failed
/// (the database stays at the one before), database_error. Lifetime: `session` and `progress` must outlive this.
class ROWAN_EXPORT migrator {
public:
    migrator(session& database, graph revisions);

    /// Null takes it away.
    migrator& report_to(progress* observer) noexcept;
    /// `refuse` unless this says something else.
    migrator& on_ahead(when_ahead policy) noexcept;
    /// `refuse` unless this says something else.
    migrator& on_edited(when_edited policy) noexcept;
    migrator& on_occupied(when_occupied policy) noexcept;
    /// `wait` unless this says something else.
    migrator& on_busy(when_busy policy) noexcept;
    /// Ten minutes unless this says something else; then locked_error, which says who it is.
    migrator& wait_at_most(std::int64_t milliseconds) noexcept;
    /// What the history gives as the reason of what is done from now on.
    migrator& because(std::string reason);
    /// All revisions of a run are one transaction: all of them happen, or none. Refused before anything runs where a
    /// statement of one of them does not run in a transaction. `progress` sees each begin and end before the commit.
    migrator& in_one_transaction(bool on = true) noexcept;
    /// How long statements in a transaction wait for a lock before they are rolled back and tried again, a while later:
    /// 1000 unless this says something else, so that readers are not kept waiting behind them. 0: for ever. PostgreSQL;
    /// where the session has a `lock_timeout` of its own, or the revision sets one, that one holds.
    migrator& lock_timeout(std::int64_t milliseconds) noexcept;
    /// How often they are tried in all: 20, which takes about 90 seconds.
    migrator& lock_attempts(int number) noexcept;

    /// Target: see `graph`. Writes nothing where there is nothing to do.
    outcome upgrade(std::string_view target = "head");
    outcome downgrade(std::string_view target);
    /// Says that the database is at `targets`, and runs nothing: for a schema that was made another way. Moves only the
    /// branches that are named, see `graph::stamped`; the history says that it was a stamp.
    outcome stamp(const std::vector<std::string>& targets, const stamp_options& how = {});

    /// For a database that is older than its history: says that it has what the revisions up to `target` bring, and runs
    /// nothing. Throws migration_error where it has a history, or lacks a table or column that they create (all are
    /// listed), or without a reason.
    outcome baseline(std::string_view target, const std::string& reason);
    /// Accepts what became of an applied revision since, see edited_error. Throws migration_error where it is not applied,
    /// or without a reason. `applied` of the outcome is empty where it is what was applied.
    outcome repair(std::string_view revision, const std::string& reason);
    /// The way down of a program that is older than the database: what it does not know is undone as the history has
    /// it, by the statements that the program that applied it has left there. What it knows is undone as `downgrade` does.
    /// Targets may name revisions that only the history knows.
    outcome downgrade_stored(std::string_view target);

    /// The heads as the database has them, those unknown here among them.
    position current() const;
    /// Revisions that earlier runs have begun and not ended; the next run goes on there.
    std::vector<unfinished_revision> unfinished() const;
    /// What became of the statement that a half_applied_error is about. Throws migration_error where none is in doubt.
    void resume_as(verdict what);
    /// Forgets how far the unfinished revision has come: what it did was undone by hand, and it begins again.
    void start_over();
    std::vector<history_entry> history() const;
    /// What upgrade or downgrade would do now. Lifetime: that of this object.
    route plan(direction way, std::string_view target) const;
    /// Where the database would stand then.
    position after(const route& plan) const;
    /// What `upgrade(target)` would apply now.
    std::vector<const revision*> pending(std::string_view target = "head") const;

    const graph& revisions() const noexcept { return graph_; }

private:
    outcome run(const graph& in, direction way, std::string_view target);
    /// False where another process is at it and nobody wanted to wait.
    bool run(const course& along, const std::vector<const revision*>& path, run_lock& lock, outcome& result);

    session* session_;
    graph graph_;
    progress* progress_;
    when_ahead ahead_ = when_ahead::refuse;
    when_edited edited_ = when_edited::refuse;
    when_occupied occupied_ = when_occupied::refuse;
    when_busy busy_ = when_busy::wait;
    std::int64_t patience_ = 600'000;
    std::string reason_;
    std::int64_t lock_timeout_ = 1000;
    int lock_attempts_ = 20;
    bool in_one_transaction_ = false;
};

/// The statements that applying or undoing `which` runs on this backend, for people to read. An enum type that is there
/// already is not known here: it is created.
ROWAN_EXPORT std::vector<std::string> render(const revision& which, direction way, const dialect& with);

}  // namespace rowan::migrate

namespace rowan {
using migrate::migrator;
}
