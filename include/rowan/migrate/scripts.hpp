#pragma once

#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/history.hpp>
#include <rowan/session/session.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// What was run and how long it took.
struct script_run {
    std::string name;
    std::int64_t milliseconds = 0;
};

struct script_options {
    bool again = false;    ///< also what has not changed
    std::string reason{};  ///< for the history
};

/// Those of `all` that this database has not run as they are now. What it ran before it was last at base does not
/// count; what is repeatable does not count either where a revision was undone since.
ROWAN_EXPORT std::vector<const named_script*> pending_scripts(session& on, std::span<const named_script> all,
                                                              entry_kind kind);

/// Runs those in order, each in a transaction with its entry in the history. Processes that do the same at once wait
/// for each other, and each script runs once. Writes nothing where there is nothing to run. `kind` is `repeatable` or
/// `seed`.
///
/// Errors: revision_error, with the script's name as the revision, where one fails: those before it stay done.
ROWAN_EXPORT std::vector<script_run> run_scripts(session& on, std::span<const named_script> all, entry_kind kind,
                                                 const script_options& how = {});

}  // namespace rowan::migrate
