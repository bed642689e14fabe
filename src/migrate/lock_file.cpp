#include <rowan/migrate/lock_file.hpp>

#include <rowan/migrate/graph.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "migrate/canonical.hpp"
#include "migrate/folder_files.hpp"

namespace rowan::migrate {

namespace {

constexpr std::string_view version = "1:";

/// `-- rowan:ignore CODE reason`, alone in its line: what is said of an old file does not change it.
bool speaks_of_lint(std::string_view line) noexcept {
    const auto begin = line.find_first_not_of(" \t");
    return begin != std::string_view::npos && line.substr(begin).starts_with("-- rowan:ignore");
}

std::string normalised(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    const auto cut = [](std::string& from, std::string_view what) {
        from.resize(from.find_last_not_of(what) + 1);  // npos + 1 is 0
    };
    std::string result;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        std::string line(text.substr(0, end));
        cut(line, " \t");
        if (!speaks_of_lint(line)) result += line + '\n';
        text.remove_prefix(end);
        if (!text.empty()) text.remove_prefix(text.starts_with("\r\n") ? 2 : 1);
    }
    cut(result, "\n");
    return result;
}

/// What the lock has of a revision.
struct lock_line {
    std::string id;
    std::string parents;
    std::string checksum;
};

std::string parents_of(const revision& which) {
    return which.parents().empty() ? "-" : fmt::format("{}", fmt::join(which.parents(), ","));
}

std::string text_of(const std::vector<loaded_revision>& revisions) {
    std::vector<revision> all;
    for (const loaded_revision& each : revisions) all.push_back(each.revision);
    std::string result =
        "# The revisions of this folder: id, parents, checksum of the files. Written by rowan; belongs into git.\n";
    const graph sorted(std::move(all));
    for (const revision& each : sorted.revisions())
        result += fmt::format("{} {} {}\n", each.id(), parents_of(each), each.checksum());
    return result;
}

class lock_verifier {
public:
    lock_verifier(const folder_files& in, const std::string& lock) : path_(in.path_of(lock_name)) { read(lock); }

    void compare(const std::vector<loaded_revision>& revisions) {
        for (const loaded_revision& each : revisions) compare(each);
        for (const auto& [id, line] : lines_)
            say("{} is missing: the lock has it, with the checksum {}", id, line.checksum);
        if (faults_.empty()) return;
        throw migration_error(
            fmt::format("{} does not fit the files beside it:{}\n  Databases may have run what the lock says. Take the "
                        "change back and add a revision; or, where no database has run it, write the lock anew",
                        path_, faults_));
    }

private:
    void read(const std::string& lock) {
        std::istringstream in(lock);
        std::string text;
        for (std::size_t number = 1; std::getline(in, text); ++number) {
            if (text.ends_with('\r')) text.pop_back();
            if (text.starts_with("<<<<<<<") || text.starts_with("=======") || text.starts_with(">>>>>>>"))
                fail(number,
                     "a conflict of git: two branches have each added a revision. Say which one comes after the other, "
                     "by its number or by `-- parent:`, and write the lock anew");
            if (text.empty() || text.starts_with('#')) continue;
            std::istringstream words(text);
            lock_line line;
            std::string more;
            if (!(words >> line.id >> line.parents >> line.checksum) || words >> more)
                fail(number, "a line has an id, parents with commas between them or `-`, and a checksum");
            if (!line.checksum.starts_with(version))
                fail(number,
                     fmt::format("the checksum {} was made by other rules than this rowan has: write the lock anew, or "
                                 "use the rowan that wrote it",
                                 line.checksum));
            if (!lines_.emplace(line.id, line).second) fail(number, line.id + " is there twice");
        }
    }

    void compare(const loaded_revision& which) {
        const revision& now = which.revision;
        const std::string files = fmt::format("{}", fmt::join(which.files, ", "));
        const auto found = lines_.find(now.id());
        if (found == lines_.end())
            return say("{} ({}) is not in the lock; its checksum is {}", now.id(), files, now.checksum());
        const lock_line& then = found->second;
        if (then.checksum != now.checksum())
            say("{} ({}) was edited: its checksum is {} now, and {} in the lock", now.id(), files, now.checksum(),
                then.checksum);
        if (then.parents != parents_of(now))
            say("{} ({}) comes after {} now, and after {} in the lock", now.id(), files, parents_of(now), then.parents);
        lines_.erase(found);
    }

    template <class... Words>
    void say(fmt::format_string<Words...> what, Words&&... words) {
        faults_ += "\n    " + fmt::format(what, std::forward<Words>(words)...);
    }
    [[noreturn]] void fail(std::size_t line, const std::string& what) const {
        throw migration_error(fmt::format("{}:{}: {}", path_, line, what));
    }

    std::string path_;
    std::map<std::string, lock_line> lines_;
    std::string faults_;
};

}  // namespace

std::string checksum(std::string_view text) {
    const std::string of = normalised(text);
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(of.data()), of.size());
    return fmt::format("{}{:02x}", version, fmt::join(hash, ""));
}

std::string checksum(const revision& of) {
    return of.checksum().empty() ? "operations:" + checksum(canonical(of.up())) : of.checksum();
}

std::string lock_text(std::string_view folder) { return text_of(load_revisions(read_folder(folder))); }

void write_lock(std::string_view folder) {
    const std::string text = lock_text(folder);
    const auto path = std::filesystem::path(folder) / lock_name;
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw migration_error(path.string() + ": cannot be written");
}

void verify_lock(const folder_files& in, const std::vector<loaded_revision>& revisions) {
    const auto lock = std::find_if(in.all.begin(), in.all.end(), [](const auto& one) { return one.name == lock_name; });
    if (lock != in.all.end()) lock_verifier(in, lock->text).compare(revisions);
}

}  // namespace rowan::migrate
