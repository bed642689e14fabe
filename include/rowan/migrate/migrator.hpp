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

/// Brings a database to a revision: `rowan::migrator(db, app::migrations()).upgrade("head");`
///
/// Each revision runs in a transaction of its own, together with the change of the heads: it has happened or it has
/// not. Processes that start at the same time wait for each other, and each revision is applied once.
///
/// Errors: migration_error, revision_error where a revision failed (the database stays at the one before),
/// database_error. Lifetime: `session` and `progress` must outlive this.
class ROWAN_EXPORT migrator {
public:
    migrator(session& database, graph revisions);

    /// Null takes it away.
    migrator& report_to(progress* observer) noexcept;

    /// Target: see `graph`. Writes nothing where there is nothing to do.
    outcome upgrade(std::string_view target = "head");
    outcome downgrade(std::string_view target);

    position current() const;
    std::vector<history_entry> history() const;
    /// What `upgrade(target)` would apply now. Lifetime: that of this object.
    std::vector<const revision*> pending(std::string_view target = "head") const;

    const graph& revisions() const noexcept { return graph_; }

private:
    outcome run(const position& from, const std::vector<const revision*>& path, direction way);

    session* session_;
    graph graph_;
    progress* progress_;
};

/// The statements that applying or undoing `which` runs on this backend, for people to read. An enum type that is there
/// already is not known here: it is created.
ROWAN_EXPORT std::vector<std::string> render(const revision& which, direction way, const dialect& with);

}  // namespace rowan::migrate

namespace rowan {
using migrate::migrator;
}
