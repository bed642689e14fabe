#include "cli/check.hpp"

#include "migrate/folder_files.hpp"

#include <rowan/migrate/check.hpp>
#include <rowan/migrate/lock_file.hpp>
#include <rowan/session/backend.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <ostream>
#include <string_view>

namespace rowan::cli {

namespace {

namespace fs = std::filesystem;
using migrate::check_part;
using migrate::migration_error;

class check_run {
public:
    check_run(const request& what, const program& of) : what_(what), program_(of) {}

    migrate::check_report run() {
        std::optional<migrate::graph> all;
        try {
            all.emplace(revisions());
        } catch (const migration_error& fault) {
            report_.parts.push_back({"revisions", {}, true, {{fault.what(), "correct it: no command can read them"}}});
            report_.parts.push_back({"everything else", "the revisions cannot be read", false, {}});
            return std::move(report_);
        }
        migrate::check_report found = migrate::check(database(), *all, options());
        report_.parts.insert(report_.parts.end(), found.parts.begin(), found.parts.end());
        add_unreadable_seeds();
        return std::move(report_);
    }

private:
    const std::string& folder() const { return what_.migrations_folder; }

    std::vector<migrate::revision> revisions() {
        if (folder().empty()) return program_.migrations;
        const migrate::folder_files files = migrate::read_folder(folder());
        const std::vector<migrate::loaded_revision> loaded = migrate::load_revisions(files);
        look_at_lock(files, loaded);
        std::vector<migrate::revision> result;
        for (const migrate::loaded_revision& each : loaded) result.push_back(each.revision);
        return result;
    }

    void look_at_lock(const migrate::folder_files& files, const std::vector<migrate::loaded_revision>& loaded) {
        const bool is_there = std::any_of(files.all.begin(), files.all.end(),
                                          [](const auto& each) { return each.name == migrate::lock_name; });
        check_part& to = report_.parts.emplace_back(check_part{"lock", {}, is_there, {}});
        to.summary = is_there
                         ? fmt::format("{} fits the files", migrate::lock_name)
                         : fmt::format("there is no {}: lock writes it, and an edited file is noticed from then on",
                                       migrate::lock_name);
        try {
            migrate::verify_lock(files, loaded);
        } catch (const migration_error& fault) { add_faults(to, fault.what()); }
    }

    // What is wrong stands in lines of its own.
    static void add_faults(check_part& to, std::string_view text) {
        constexpr std::string_view begin = "\n    ";
        constexpr std::string_view remedy =
            "where a database may have run it, take the change back and add a revision; else lock writes the lock anew";
        auto at = text.find(begin);
        if (at == std::string_view::npos) to.findings.push_back({std::string(text), std::string(remedy)});
        while (at != std::string_view::npos) {
            at += begin.size();
            const auto end = std::min(text.find('\n', at), text.size());
            to.findings.push_back({std::string(text.substr(at, end - at)), std::string(remedy)});
            at = text.find(begin, end);
        }
    }

    /// Null where no server is needed for what can be looked at.
    session* database() {
        if (what_.database.empty()) return nullptr;
        const std::string_view empty = backend_of(what_.database).empty_url();
        beside_.emplace(empty.empty() ? std::string_view(what_.database) : empty);
        return &*beside_;
    }

    migrate::check_options options() {
        migrate::check_options how;
        how.structs = program_.entities;
        try {
            repeatables_ = folder().empty() ? program_.repeatables : migrate::repeatables(folder());
        } catch (const migration_error& fault) {
            report_.parts.push_back({"repeatables", {}, true, {{fault.what(), "correct it: upgrade cannot run it"}}});
        }
        how.repeatables = repeatables_;
        how.ignored = ignored_tables(what_, program_);
        how.scratch = what_.scratch;
        for (const std::string& each : environments()) add_seeds(how, each);
        return how;
    }

    std::vector<std::string> environments() const {
        std::vector<std::string> result;
        std::error_code none;
        if (!folder().empty()) {
            for (const auto& each : fs::directory_iterator(fs::path(folder()) / "seeds", none)) {
                if (each.is_directory(none)) result.push_back(each.path().filename().string());
            }
        }
        std::sort(result.begin(), result.end());
        result.insert(result.begin(), std::string());
        return result;
    }

    void add_seeds(migrate::check_options& to, const std::string& environment) {
        try {
            std::vector<migrate::named_script> scripts;
            if (!folder().empty())
                scripts = migrate::seeds(folder(), environment);
            else if (program_.seeds)
                scripts = program_.seeds(environment);
            if (!scripts.empty()) to.seeds.push_back({environment, std::move(scripts)});
        } catch (const migration_error& fault) {
            // Those of all environments are among those of each.
            const auto is_same = [&](const migrate::check_finding& each) { return each.what == fault.what(); };
            if (std::none_of(unreadable_.begin(), unreadable_.end(), is_same))
                unreadable_.push_back({fault.what(), "correct it: seed cannot run it"});
        }
    }

    void add_unreadable_seeds() {
        if (unreadable_.empty()) return;
        check_part& to = report_.parts.back();
        to.looked_at = true;
        to.findings.insert(to.findings.begin(), unreadable_.begin(), unreadable_.end());
    }

    const request& what_;
    const program& program_;
    migrate::check_report report_;
    std::optional<session> beside_;
    std::vector<migrate::named_script> repeatables_;
    std::vector<migrate::check_finding> unreadable_;
};

}  // namespace

int check(const request& what, const program& of, const console& with) {
    const migrate::check_report found = check_run(what, of).run();
    if (what.json)
        with.out << found.json() << '\n';
    else
        with.out << found.text();
    if (!what.json && what.database.empty())
        with.out << "with --database URL, all of it is looked at; sqlite://:memory: will do for SQLite\n";
    return found ? ok : drift;
}

}  // namespace rowan::cli
