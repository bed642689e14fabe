#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/graph.hpp>

#include <string>

#include <rowan/export.hpp>

namespace rowan::migrate {

struct offline_options {
    /// Each revision is left out where the database has it already (downgrade: has it no more). Such a script can be
    /// run on any database, wherever it stands.
    bool idempotent = false;
    std::string reason{};  ///< for the history
};

/// What a run along `route` does, as a script for psql or sqlite3: the same transactions, the heads and the history
/// with it. `from` is where the database stands: the script stops, and changes nothing, where that is not so.
///
/// Errors: dialect_error where the script cannot be written without a look at the database (a table that SQLite makes
/// anew), or where the backend has no way to say it (idempotent, on SQLite).
ROWAN_EXPORT std::string offline_script(const graph& in, const route& along, const position& from, const dialect& with,
                                        const offline_options& how = {});

}  // namespace rowan::migrate
