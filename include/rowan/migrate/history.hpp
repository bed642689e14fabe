#pragma once

#include <rowan/migrate/graph.hpp>
#include <rowan/session/session.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// Why a revision counts as applied or undone.
enum class entry_kind {
    run,         ///< its operations were carried out
    stamp,       ///< nothing was run: someone said that it is so
    baseline,    ///< nothing was run: it was there before the history began
    adopt,       ///< nothing was run: another tool's table said so
    repair,      ///< it was edited after it had run, and someone said that this is right
    repeatable,  ///< no revision: a script that runs again whenever it was changed
    seed,        ///< no revision: a script with rows to begin with
};

/// As the history has it: `run`.
ROWAN_EXPORT std::string_view name_of(entry_kind kind);
/// False for scripts beside the revisions.
constexpr bool is_of_revision(entry_kind kind) {
    return kind != entry_kind::repeatable && kind != entry_kind::seed;
}

/// One revision that was applied or undone, or one script beside them that was run.
struct history_entry {
    std::int64_t sequence = 0;
    entry_kind kind{};
    std::string revision;  ///< of a script, its name
    migrate::direction direction{};
    std::string message;
    timestamp applied_at;
    std::int64_t duration_milliseconds = 0;
    std::int64_t statements = 0;
    std::string rowan_version;
    std::string user;
    std::string host;
    std::int64_t pid = 0;
    std::string checksum{};  ///< of the revision, see `migrate::checksum`; empty where it has none
    std::string reason{};    ///< what who did it gave as one; empty where none was given
    std::vector<std::string> parents{};  ///< of the revision: ids
    std::vector<std::string> needs{};    ///< ids of those that it depends on
    /// SQL that undoes it here, by `migrator::downgrade_stored`; empty where there is no way back, or where it cannot be
    /// said in SQL without a look at the tables.
    std::string way_down{};
};

/// What a database says of its revisions, as far as each run needs it.
struct recorded {
    struct applied_revision {
        std::string id;
        std::string checksum;  ///< empty where none is known
    };
    bool exists = false;  ///< some rowan has written here before
    position heads;
    std::vector<applied_revision> applied;  ///< those that the history says were applied and not undone since
};

/// What a database knows of its revisions: the table `rowan_heads` says where it stands, `rowan_history` how it came
/// there. Reading from a database without these tables finds nothing and creates nothing.
class ROWAN_EXPORT history {
public:
    explicit history(session& of) noexcept : session_(&of) {}

    bool exists() const;
    /// Creates what is missing, also columns that tables of an older rowan lack; harmless where another process does the
    /// same at this moment.
    void create();

    position heads() const;
    /// First to last.
    std::vector<history_entry> entries() const;
    /// Two statements, one where there is no history.
    recorded read() const;

    /// Keeps other writers of the heads out until the transaction ends.
    void lock();
    /// Compare and swap: throws migration_error where the heads are not `from` any more.
    void move(const position& from, const position& to);
    void append(const history_entry& entry);

private:
    session* session_;
};

}  // namespace rowan::migrate
