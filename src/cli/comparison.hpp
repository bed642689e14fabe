#pragma once

#include "cli/database_work.hpp"

#include <rowan/migrate/snapshot.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rowan::cli {

/// Of the database at a URL, which is not created, or as a file has it; `taken_from` is the word, without passwords.
/// `complaint` stands behind the name of a file that cannot be read.
migrate::snapshot snapshot_named(const std::string& word, const std::vector<std::string>& ignored,
                                 std::string_view complaint);

/// Prints or writes what the database is now.
void write_snapshot(database_work& on, const program& of);

/// Shows what differs in two databases or snapshots, and gives the exit code.
int diff(const request& what, const program& of, const console& with);

}  // namespace rowan::cli
