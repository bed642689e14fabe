#pragma once

#include <rowan/migrate/differences.hpp>
#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/graph.hpp>
#include <rowan/migrate/snapshot.hpp>
#include <rowan/schema/blueprint.hpp>
#include <rowan/session/session.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

struct verify_options {
    bool migrations = true;  ///< compare with what the revisions make
    /// Compare with what these describe: `rowan::schema_of<project, task>()`. Empty: do not.
    schema::blueprint structs{};
    /// Takes the place of the revisions, which are not run then.
    std::optional<snapshot> against{};
    /// Run behind the revisions, see `repeatables`.
    std::span<const named_script> repeatables{};
    /// Objects that are none of the program's business, by name; `*` stands for anything: `"audit_*"`.
    std::vector<std::string> ignored{};
    /// PostgreSQL: URL of an empty database to run the revisions in, for a user who may not create one.
    std::string scratch{};
};

/// What `verify` has found.
struct ROWAN_EXPORT verify_report {
    position at;
    bool at_head = false;
    std::string against;  ///< what the database was compared with: `the migrations`, or where the snapshot came from
    std::vector<schema_difference> from_migrations;  ///< or from the snapshot; left is the database
    std::vector<schema_difference> from_structs;     ///< left is the database
    bool compared_migrations = false;
    bool compared_structs = false;
    std::vector<std::string> notes;      ///< what was not compared, or not exactly, and why
    std::vector<std::string> warnings;   ///< no difference, but slow: a foreign key without an index
    std::string fingerprint;             ///< of the database
    std::string migrations_fingerprint;  ///< of what it was compared with; empty where it was not

    /// Whether there is no difference in what was compared.
    explicit operator bool() const noexcept { return from_migrations.empty() && from_structs.empty(); }
    /// Lines for people.
    std::string text() const;
    std::string json() const;
    /// Throws drift_error with `text()` where there are differences: for a program that shall not start with them.
    void require() const;
};

/// The database is not what it should be.
class ROWAN_EXPORT drift_error : public migration_error {
public:
    using migration_error::migration_error;
};

/// Compares the live database, in which nothing is changed, with what the revisions make up to where it stands: they
/// are run in a database of their own (see `replayed`). Then with the structs, where it is at the head: both told in
/// the words of the database, so that texts of checks and defaults are compared exactly; what structs have no words for
/// is left out (`schema::completed`). A schema in which the revisions make nothing is somebody else's: it is noted, and
/// left out.
///
/// Throws ahead_error, no_scratch_error, migration_error for a snapshot of another kind of database, revision_error
/// where a revision does not run any more, database_error.
ROWAN_EXPORT verify_report verify(session& database, const graph& revisions, const verify_options& how = {});

}  // namespace rowan::migrate
