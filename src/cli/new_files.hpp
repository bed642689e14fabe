#pragma once

#include "cli/new_revision.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace rowan::cli {

struct written_files {
    std::string id;  ///< empty for a script that is no revision
    std::vector<std::filesystem::path> files;
    bool has_lock = false;  ///< migrations.lock was written, too
};

/// Writes a revision into a folder as the newest one in it is written. What the folder would refuse is not left in it:
/// throws migration_error, and nothing has changed.
written_files write_revision(const std::string& folder, const new_revision& what);
/// Writes an empty repeatable script.
written_files write_repeatable(const std::string& folder, const std::string& message);

/// The revisions of a folder; none where it holds no migrations yet.
std::vector<migrate::revision> revisions_in(const std::string& folder);

}  // namespace rowan::cli
