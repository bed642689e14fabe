#pragma once

#include <rowan/schema/database.hpp>
#include <rowan/session/session.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// What a database was at some time: small enough for git, and all that a comparison needs.
struct snapshot {
    std::string dialect;             ///< `dialect::name`
    std::string taken_from;          ///< the database's URL without passwords; for people
    std::vector<std::string> heads;  ///< the revisions that it was at
    schema::database schema;

    friend bool operator==(const snapshot&, const snapshot&) = default;
};

/// All schemas of the database, without the tables of rowan and of other migration tools and those whose names are like
/// one of `ignored` (`*` stands for anything: `"audit_*"`, `"archive.*"`), and without what belongs to these. Throws
/// database_error.
ROWAN_EXPORT snapshot take_snapshot(session& of, const std::vector<std::string>& ignored = {});

/// `of` without the tables whose names are like one of `ignored`, and what belongs to these; rowan's own among them.
ROWAN_EXPORT schema::database without_ignored(schema::database of, const std::vector<std::string>& ignored);

/// The file: JSON, the same for equal snapshots, with a line for each column, so that git shows what has changed. What
/// is as it comes is left out; a text of several lines is an array of them.
ROWAN_EXPORT std::string to_json(const snapshot& what);

/// Throws migration_error for what is no snapshot, or one of a later format; the message says where it stands.
ROWAN_EXPORT snapshot read_snapshot(std::string_view text);

/// SHA-256 in 64 digits of the schema as JSON, in which nothing counts that is no difference: the order of columns,
/// constraints, indexes and objects, partitions, how an index is built. The same for schemas between which
/// `differences` finds nothing, save where a constraint has a name on one side only, or has its rows checked on one
/// side only. Where a later rowan reads more of a catalog, fingerprints of what has it are others.
ROWAN_EXPORT std::string fingerprint(const schema::database& of);

}  // namespace rowan::migrate
