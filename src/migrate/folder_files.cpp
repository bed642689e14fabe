#include "migrate/folder_files.hpp"

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/error.hpp>
#include <rowan/session/backend.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace rowan::migrate {

namespace {

namespace fs = std::filesystem;

std::string without_mark(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    return std::string(text);
}

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in) throw migration_error(file.string() + ": cannot be read");
    return without_mark(text);
}

void read_into(folder_files& to, const fs::path& folder, const std::string& below, int levels) {
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        const bool may_hold_seeds = below.empty() ? name == "seeds" : levels > 0;
        if (entry.is_directory(error)) {
            if (may_hold_seeds) read_into(to, entry.path(), below + name + '/', levels - 1);
        } else if (entry.path().extension() == ".sql" || (below.empty() && name == lock_name)) {
            to.all.push_back({below + name, read(entry.path())});
        }
    }
    if (error) throw migration_error(fmt::format("{}: cannot be read: {}", folder.string(), error.message()));
}

folder_files sorted(folder_files files) {
    std::sort(files.all.begin(), files.all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return files;
}

/// `search` of `search.up`, and true; nothing where it ends otherwise.
bool take_suffix(std::string& name, std::string_view suffix) {
    if (name.size() <= suffix.size() + 1 || !name.ends_with('.' + std::string(suffix))) return false;
    name.resize(name.size() - suffix.size() - 1);
    return true;
}

/// Parts `0003_search`; leaves the name alone where no number stands before it.
void take_number(file_name& to) {
    const auto end = to.words.find_first_not_of("0123456789");
    if (end == 0 || end == std::string::npos || to.words[end] != '_' || end + 1 == to.words.size()) return;
    to.number = to.words.substr(0, end);
    to.words.erase(0, end + 1);
}

}  // namespace

std::string folder_files::path_of(std::string_view name) const { return (fs::path(path) / name).string(); }

std::vector<const dialect*> known_dialects() {
    std::vector<const dialect*> result;
    for (const backend* each : backends()) result.push_back(&each->dialect());
    return result;
}

folder_files read_folder(std::string_view path) {
    std::error_code error;
    if (!fs::is_directory(path, error))
        throw migration_error(fmt::format("{}: there is no folder of migrations here", path));
    folder_files result{.path = std::string(path), .all = {}};
    read_into(result, path, {}, 2);
    return sorted(std::move(result));
}

folder_files in_memory(std::string_view path, std::span<const embedded_file> files) {
    folder_files result{.path = std::string(path), .all = {}};
    for (const embedded_file& each : files) result.all.push_back({std::string(each.name), without_mark(each.text)});
    return sorted(std::move(result));
}

void refuse_name(const std::string& path) {
    throw migration_error(
        fmt::format("{}: a migration is called 0001_what_it_does.sql, or .up.sql and .down.sql, with .postgresql or "
                    ".sqlite before .sql where it is for one backend only; a name without a number needs the line "
                    "`-- revision: id` in the file, and repeatable_what_it_makes.sql is run whenever it changes",
                    path));
}

file_name parse_name(const folder_files& in, const std::string& name) {
    using kind = file_name::kind;
    constexpr std::string_view seeds_folder = "seeds/";
    constexpr std::string_view repeatable = "repeatable_";
    file_name result;
    result.words = name.substr(0, name.size() - std::string_view(".sql").size());
    if (name.starts_with(seeds_folder)) {
        result.what = kind::seed;
        result.words.erase(0, seeds_folder.size());
        if (const auto slash = result.words.find('/'); slash != std::string::npos) {
            result.folder = result.words.substr(0, slash);
            result.words.erase(0, slash + 1);
        }
    }
    for (const dialect* each : known_dialects()) {
        if (take_suffix(result.words, each->name())) result.dialect = each->name();
    }
    if (take_suffix(result.words, "up")) result.way = direction::upgrade;
    if (!result.way && take_suffix(result.words, "down")) result.way = direction::downgrade;
    if (result.what == kind::revision && result.words.starts_with(repeatable)) {
        result.what = kind::repeatable;
        result.words.erase(0, repeatable.size());
    }
    if (result.what == kind::revision) take_number(result);
    const bool needs_no_way = result.what != kind::revision;
    if (result.words.empty() || result.words.find('.') != std::string::npos || (needs_no_way && result.way))
        refuse_name(in.path_of(name));
    return result;
}

}  // namespace rowan::migrate
