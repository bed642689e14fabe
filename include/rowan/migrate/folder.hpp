#pragma once

#include <rowan/migrate/revision.hpp>

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
///
/// The number is the id, the rest the message. Files that do not end in `.sql` are left alone.
/// Throws migration_error: no such folder, a name that is none of these, two files for the same, no files at all.
ROWAN_EXPORT std::vector<revision> folder(std::string_view path);

}  // namespace rowan::migrate
