#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/folder.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::migrate {

struct folder_file {
    std::string name;  ///< within the folder: `0001_a.sql`, `seeds/dev/b.sql`
    std::string text;  ///< without a byte order mark
};

/// The files of a folder that are rowan's, sorted by name.
struct folder_files {
    std::string path;
    std::vector<folder_file> all;

    std::string path_of(std::string_view name) const;
};

constexpr std::string_view lock_name = "migrations.lock";

/// Throws migration_error where there is no such folder or a file cannot be read.
folder_files read_folder(std::string_view path);
folder_files in_memory(std::string_view path, std::span<const embedded_file> files);

/// What a file's name says: `0003_search.up.postgresql.sql`.
struct file_name {
    enum class kind { revision, repeatable, seed };

    kind what = kind::revision;
    std::string folder;  ///< below `seeds`; empty elsewhere
    std::string number;  ///< may be empty
    std::string words;
    std::optional<direction> way;
    std::string dialect;  ///< empty: all that have no file of their own

    /// `0003_search`
    std::string stem() const { return number.empty() ? words : number + '_' + words; }
};

/// The backends that a file may be for.
std::vector<const dialect*> known_dialects();

/// Throws migration_error where the name says nothing of the kind.
file_name parse_name(const folder_files& in, const std::string& name);
/// What a file may be called.
[[noreturn]] void refuse_name(const std::string& path);

/// `folder` without looking at `migrations.lock`; `files` are the names of each one's.
struct loaded_revision {
    migrate::revision revision;
    std::vector<std::string> files;
};
std::vector<loaded_revision> load_revisions(const folder_files& in);

/// Throws migration_error where the folder has a lock that says otherwise.
void verify_lock(const folder_files& in, const std::vector<loaded_revision>& revisions);

}  // namespace rowan::migrate
