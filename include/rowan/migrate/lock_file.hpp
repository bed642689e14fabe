#pragma once

#include <string>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// What tells two texts apart: `1:` and the SHA-256 of the text in 64 digits. The number is that of these rules: line
/// ends are those of Unix, a byte order mark, blanks at the ends of lines, empty lines at the end and lines
/// `-- rowan:ignore …` (see lint.hpp) count for nothing (within quotes, too).
ROWAN_EXPORT std::string checksum(std::string_view text);

class revision;
/// Of its files; where it was written in C++, `operations:` and that of the operations of its way up. It is the same on
/// each backend and with each compiler. Checksums whose beginnings, up to the last colon, differ were made by other
/// rules and say nothing of each other.
ROWAN_EXPORT std::string checksum(const revision& of);

/// The text of `migrations.lock` for the files that are in a folder now: a line for each revision, parents first, with
/// its id, its parents and the checksum of its files. As each new revision is one more line at the end, two branches
/// that both add one are a conflict for git.
ROWAN_EXPORT std::string lock_text(std::string_view folder);

/// Writes `migrations.lock` into the folder. From then on `folder` throws migration_error where a file was edited, is
/// missing or is not in it. Throws migration_error where the folder is wrong itself, or cannot be written to.
ROWAN_EXPORT void write_lock(std::string_view folder);

}  // namespace rowan::migrate
