#pragma once

#include <rowan/migrate/graph.hpp>
#include <rowan/migrate/history.hpp>
#include <rowan/migrate/progress.hpp>
#include <rowan/session/session.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// What a run did. `applied` leaves out what another process did meanwhile.
struct outcome {
    position from;
    position to;
    std::vector<std::string> applied;  ///< ids applied or undone, in order
    std::vector<std::string> notes;    ///< see `progress::note`
};

/// What to do with a database that stands on a revision unknown here: a newer program has migrated it.
enum class when_ahead {
    refuse,  ///< ahead_error
    allow,   ///< believe its history: apply what that does not hold, undo nothing
};

struct stamp_options {
    bool purge = false;  ///< forget the heads that are unknown here; without it they are an ahead_error
};

/// Brings a database to a revision: `rowan::migrator(db, app::migrations()).upgrade("head");`
///
/// Each revision runs in a transaction of its own, together with the change of the heads: it has happened or it has
/// not. Processes that start at the same time wait for each other, and each revision is applied once.
///
/// Errors: migration_error, ahead_error, revision_error where a revision failed (the database stays at the one before),
/// database_error. Lifetime: `session` and `progress` must outlive this.
class ROWAN_EXPORT migrator {
public:
    migrator(session& database, graph revisions);

    /// Null takes it away.
    migrator& report_to(progress* observer) noexcept;
    /// `refuse` unless this says something else.
    migrator& on_ahead(when_ahead policy) noexcept;
    /// What the history gives as the reason of what is done from now on.
    migrator& because(std::string reason);

    /// Target: see `graph`. Writes nothing where there is nothing to do.
    outcome upgrade(std::string_view target = "head");
    outcome downgrade(std::string_view target);
    /// Says that the database is at `targets`, and runs nothing: for a schema that was made another way. Moves only the
    /// branches that are named, see `graph::stamped`; the history says that it was a stamp.
    outcome stamp(const std::vector<std::string>& targets, const stamp_options& how = {});

    /// The heads as the database has them, those unknown here among them.
    position current() const;
    std::vector<history_entry> history() const;
    /// What upgrade or downgrade would do now. Lifetime: that of this object.
    route plan(direction way, std::string_view target) const;
    /// Where the database would stand then.
    position after(const route& plan) const;
    /// What `upgrade(target)` would apply now.
    std::vector<const revision*> pending(std::string_view target = "head") const;

    const graph& revisions() const noexcept { return graph_; }

private:
    outcome run(direction way, std::string_view target);

    session* session_;
    graph graph_;
    progress* progress_;
    when_ahead ahead_ = when_ahead::refuse;
    std::string reason_;
};

/// The statements that applying or undoing `which` runs on this backend, for people to read. An enum type that is there
/// already is not known here: it is created.
ROWAN_EXPORT std::vector<std::string> render(const revision& which, direction way, const dialect& with);

}  // namespace rowan::migrate

namespace rowan {
using migrate::migrator;
}
