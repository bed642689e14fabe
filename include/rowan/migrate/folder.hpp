#pragma once

#include <rowan/migrate/revision.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// A folder of SQL files as revisions, one after the other in the order of their numbers:
///
///     0001_create_projects.sql                 without a way back
///     0002_add_notes.up.sql                    with one:
///     0002_add_notes.down.sql
///     0003_search.up.postgresql.sql            for one backend only; `.up.sql` beside it is for all others
///     0004_labels.sql                          with lines `-- up` and `-- down` before either part
///
/// The number is the id, the rest the message; numbers may leave gaps. Comments before the first statement may say
/// more:
///
///     -- revision: 7c1f09ab                    the id, in a file whose name has no number
///     -- parent: 0002                          what it comes after, if not the number before; several with commas
///     -- label: billing
///     -- depends_on: 0003
///     -- no transaction                        see `revision::without_transaction`
///     -- irreversible: the notes are gone      why there is no way back
///
/// `repeatable_x.sql` and the folder `seeds` are no revisions (below). Files that do not end in `.sql` are left alone,
/// save `migrations.lock`, which is compared (lock_file.hpp).
///
/// Throws migration_error: no such folder, a name that is none of these, two files for the same, no files at all;
/// script_error, with file and line: a header that is none, a script that does not split, `begin` or `commit` in it.
ROWAN_EXPORT std::vector<revision> folder(std::string_view path);

/// A script with a name that is no revision.
struct named_script {
    std::string name;  ///< `repeatable_totals.sql` is `totals`
    schema::run_sql script;
    std::string checksum;  ///< of its files, see lock_file.hpp
};

/// The files `repeatable_x.sql`, by name: what is to be run again, behind the revisions, whenever its checksum changes.
ROWAN_EXPORT std::vector<named_script> repeatables(std::string_view folder);

/// The files in `seeds`, by name, then those in `seeds/<environment>`: rows to begin with.
ROWAN_EXPORT std::vector<named_script> seeds(std::string_view folder, std::string_view environment = {});

/// A file of a folder that was taken into a program.
struct embedded_file {
    std::string_view name;  ///< within the folder
    std::string_view text;
};

/// The same from memory: what `rowan_embed_migrations` (CMake) makes a program call. `path` is for messages.
ROWAN_EXPORT std::vector<revision> folder(std::string_view path, std::span<const embedded_file> files);
ROWAN_EXPORT std::vector<named_script> repeatables(std::string_view path, std::span<const embedded_file> files);
ROWAN_EXPORT std::vector<named_script> seeds(std::string_view path, std::span<const embedded_file> files,
                                             std::string_view environment = {});

}  // namespace rowan::migrate
