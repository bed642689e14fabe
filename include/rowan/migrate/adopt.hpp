#pragma once

#include <rowan/migrate/migrator.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

/// Taking a database over from another tool: Alembic (`alembic_version`), Flyway (`flyway_schema_history`),
/// golang-migrate, Rails and dbmate (`schema_migrations`), goose (`goose_db_version`), sqlx (`_sqlx_migrations`).
namespace rowan::migrate {

/// What another tool says that it has applied, and what that is here.
struct adoption {
    struct match {
        std::string version;   ///< as the tool has it
        std::string revision;  ///< id
    };
    std::string tool;
    std::string table;
    std::vector<match> matches;
    std::vector<std::string> unknown;  ///< versions that are no revision here, or could be several
    std::vector<std::string> failed;   ///< versions that the tool calls failed or dirty
    std::vector<std::string> missing;  ///< revisions that those matched come after, and the tool has not applied
    position heads;                    ///< where the database stands by this

    bool is_clean() const noexcept { return unknown.empty() && failed.empty() && missing.empty(); }
};

/// Reads, and writes nothing. A version is a revision where it is its id, or the same numbers: `007` and `7`, `V1.2`
/// and `1_2`. `table` says which tool's where there are several. Throws migration_error where there is none, or
/// several.
ROWAN_EXPORT adoption read_adoption(session& database, const graph& revisions, std::string_view table = {});

/// Says that the database stands where the other tool has brought it, and runs nothing; the tool's table is left alone.
/// Throws migration_error, with a list, where something does not fit, where the database has a history already, or
/// without a reason.
ROWAN_EXPORT outcome adopt(session& database, const graph& revisions, const std::string& reason,
                           std::string_view table = {});

}  // namespace rowan::migrate
