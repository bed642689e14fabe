#include "cli/new_files.hpp"

#include "migrate/folder_files.hpp"

#include <rowan/migrate/error.hpp>
#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/lock_file.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>

namespace rowan::cli {

namespace {

namespace fs = std::filesystem;
using migrate::file_name;
using migrate::migration_error;

bool is_number(std::string_view id) {
    return !id.empty() && id.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string without_zeros(std::string_view number) {
    number.remove_prefix(std::min(number.find_first_not_of('0'), number.size() - 1));
    return std::string(number);
}

bool is_less(std::string_view left, std::string_view right) {
    const std::string a = without_zeros(left);
    const std::string b = without_zeros(right);
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

/// How the files of a folder are written: the newest one tells.
struct folder_style {
    bool has_files = false;
    bool is_numbered = true;
    bool has_pairs = false;  ///< the way back has a file of its own
    bool has_down = true;
    std::string up_ending = ".sql";
    std::string highest_number;

    explicit folder_style(const migrate::folder_files& in) {
        const file_name* newest = nullptr;
        std::vector<file_name> names;
        for (const migrate::folder_file& each : in.all) {
            if (each.name == migrate::lock_name) continue;
            names.push_back(migrate::parse_name(in, each.name));
        }
        for (const file_name& each : names) {
            if (each.what != file_name::kind::revision) continue;
            has_files = true;
            if (!each.number.empty() && (highest_number.empty() || is_less(highest_number, each.number)))
                highest_number = each.number;
        }
        for (const file_name& each : names) {
            if (each.what == file_name::kind::revision && each.number == highest_number) newest = &each;
        }
        if (newest == nullptr) return;
        is_numbered = !highest_number.empty();
        const auto has_file = [&](migrate::direction way) {
            return std::any_of(names.begin(), names.end(),
                               [&](const file_name& each) { return each.stem() == newest->stem() && each.way == way; });
        };
        if (has_file(migrate::direction::upgrade)) up_ending = ".up.sql";
        has_pairs = has_file(migrate::direction::downgrade);
        has_down = has_pairs || has_section(in);
    }

private:
    /// Any file with a part for the way back.
    static bool has_section(const migrate::folder_files& in) {
        return std::any_of(in.all.begin(), in.all.end(), [](const migrate::folder_file& each) {
            return each.text.find("\n-- down") != std::string::npos || each.text.starts_with("-- down");
        });
    }
};

/// Files that come to be together or not at all.
class new_files {
public:
    new_files() = default;
    new_files(const new_files&) = delete;
    new_files& operator=(const new_files&) = delete;
    ~new_files() {
        std::error_code ignored;
        for (const fs::path& each : written_) fs::remove(each, ignored);
    }

    void write(const fs::path& path, const std::string& text) {
        struct closing {
            void operator()(std::FILE* file) const { std::fclose(file); }
        };
        const std::unique_ptr<std::FILE, closing> file(std::fopen(path.c_str(), "wx"));
        if (!file) fail(path, errno);
        written_.push_back(path);
        if (std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() || std::fflush(file.get()) != 0)
            fail(path, errno);
    }
    std::vector<fs::path> keep() { return std::exchange(written_, {}); }

private:
    [[noreturn]] static void fail(const fs::path& path, int why) {
        if (why == EEXIST) throw migration_error(path.string() + " is there already; give another --id or message");
        throw migration_error(fmt::format("{} cannot be written: {}", path.string(), std::strerror(why)));
    }

    std::vector<fs::path> written_;
};

/// Puts the texts of one revision together.
class revision_text {
public:
    revision_text(const folder_style& style, const new_revision& what, std::string id, std::string before)
        : style_(style), what_(what), id_(std::move(id)), before_(std::move(before)) {}

    void write(const fs::path& folder, new_files& to) const {
        const std::string stem = (folder / (id_ + '_' + file_words(what_.message))).string();
        const bool has_down = what_.with_down || what_.does_nothing || style_.has_down;
        if (!has_down) return to.write(stem + style_.up_ending, header() + body(true));
        if (!style_.has_pairs && style_.up_ending == ".sql")
            return to.write(stem + ".sql", header() + "-- up\n" + body(true) + "\n-- down\n" + body(false));
        to.write(stem + style_.up_ending, header() + body(true));
        to.write(stem + ".down.sql", body(false));
    }

private:
    std::string header() const {
        std::string result;
        if (!is_number(id_)) result += fmt::format("-- revision: {}\n", id_);
        const bool follows = is_number(id_) && what_.parents == std::vector{before_};
        if (!follows && !what_.parents.empty())
            result += fmt::format("-- parent: {}\n", fmt::join(what_.parents, ", "));
        if (!what_.labels.empty()) result += fmt::format("-- label: {}\n", fmt::join(what_.labels, ", "));
        if (!what_.dependencies.empty())
            result += fmt::format("-- depends_on: {}\n", fmt::join(what_.dependencies, ", "));
        return result.empty() ? result : result + '\n';
    }
    std::string body(bool is_up) const {
        if (!what_.up.empty()) return is_up ? what_.up : what_.down;
        if (what_.does_nothing) return is_up ? "-- nothing to do\n" : "-- nothing to undo\n";
        return is_up ? "-- SQL that applies it\n" : "-- SQL that undoes it\n";
    }

    const folder_style& style_;
    const new_revision& what_;
    std::string id_;
    std::string before_;
};

std::string id_for(const new_revision& what, const folder_style& style, const std::vector<migrate::revision>& beside) {
    if (what.id.empty()) {
        if (!style.is_numbered) return new_id(beside);
        if (style.highest_number.empty()) return "0001";
        return fmt::format("{:0>{}}", std::stoull(style.highest_number) + 1, style.highest_number.size());
    }
    const bool is_new_number = style.highest_number.empty() || is_less(style.highest_number, what.id);
    if (is_number(what.id) && !is_new_number)
        throw migration_error(
            fmt::format("the number {} is not behind {}: it would come to stand between revisions that "
                        "databases may have; take a higher one, or say its place with --parent and an "
                        "id that is no number",
                        what.id, style.highest_number));
    return what.id;
}

/// A number stands behind the number before it unless it names its parent.
void refuse_base(const new_revision& what, const std::string& id, const std::string& before) {
    if (!is_number(id) || !what.parents.empty() || before.empty()) return;
    throw migration_error(
        fmt::format("a file with a number comes after the number before it, {}: to begin anew at base, give an --id "
                    "that is no number",
                    before));
}

std::vector<migrate::revision> loaded(const std::string& folder) {
    std::vector<migrate::revision> result;
    for (migrate::loaded_revision& each : migrate::load_revisions(migrate::read_folder(folder)))
        result.push_back(std::move(each.revision));
    return result;
}

bool update_lock(const std::string& folder) {
    if (!fs::exists(fs::path(folder) / migrate::lock_name)) return false;
    migrate::write_lock(folder);
    return true;
}

}  // namespace

std::vector<migrate::revision> revisions_in(const std::string& folder) {
    const bool has_files = folder_style(migrate::read_folder(folder)).has_files;
    return has_files ? migrate::folder(folder) : std::vector<migrate::revision>();
}

written_files write_revision(const std::string& folder, const new_revision& what) {
    const folder_style style(migrate::read_folder(folder));
    const auto beside = revisions_in(folder);
    const std::string id = id_for(what, style, beside);
    refuse_base(what, id, style.highest_number);
    new_files files;
    revision_text(style, what, id, style.highest_number).write(folder, files);
    migrate::graph(loaded(folder));  // what does not fit is taken away again
    const bool has_lock = update_lock(folder);
    return {id, files.keep(), has_lock};
}

written_files write_repeatable(const std::string& folder, const std::string& message) {
    migrate::read_folder(folder);
    new_files files;
    files.write(fs::path(folder) / ("repeatable_" + file_words(message) + ".sql"),
                "-- Run again behind the revisions whenever it has changed: create or replace …\n");
    return {{}, files.keep(), false};
}

}  // namespace rowan::cli
