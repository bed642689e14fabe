#include <rowan/migrate/folder.hpp>

#include <rowan/migrate/lock_file.hpp>
#include <rowan/migrate/script.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "migrate/file_header.hpp"
#include "migrate/folder_files.hpp"

namespace rowan::migrate {

namespace {

namespace fs = std::filesystem;
using kind = file_name::kind;

/// Texts for the same purpose, one for each backend or one for all.
struct script {
    schema::run_sql operation;

    bool empty() const noexcept { return operation.files.empty(); }
    bool has(std::string_view dialect) const {
        return std::any_of(operation.files.begin(), operation.files.end(),
                           [&](const auto& one) { return one.dialect == dialect; });
    }

    void add(std::string path, const std::string& dialect, const file_section& from) {
        if (has(dialect))
            throw migration_error(fmt::format("{} and {} are the same step", file_for(operation, dialect)->path, path));
        operation.files.push_back({std::move(path), from.line, dialect});
        schema::sql_text& to = operation.script;
        if (!dialect.empty()) {
            to.on(dialect, std::string(from.text));
            return;
        }
        schema::sql_text all(from.text);
        for (const schema::script_file& each : operation.files) {
            if (!each.dialect.empty()) all.on(each.dialect, to.for_dialect(each.dialect));
        }
        to = std::move(all);
    }

    /// The file, or `0003_search.up.*` where there is one for each backend.
    schema::run_sql finish() && {
        const schema::script_file& first = operation.files.front();
        operation.source = first.path;
        if (operation.files.size() > 1) {
            operation.source = (fs::path(first.path).parent_path() / fs::path(first.path).stem()).string();
            if (!first.dialect.empty()) operation.source.resize(operation.source.size() - first.dialect.size() - 1);
            operation.source += ".*";
        }
        return std::move(operation);
    }
};

void check(const std::string& text, const dialect& of, const schema::script_file& from, bool in_transaction) {
    if (in_transaction) {
        check_in_transaction(text, of, from);
    } else {
        statements_of(text, of, from);
    }
}

/// A text for several backends is wrong where each of them would refuse it: which one it is for is not known here.
void check(const script& which, bool in_transaction) {
    for (const schema::script_file& file : which.operation.files) {
        std::vector<script_error> faults;
        std::size_t readers = 0;
        for (const dialect* each : known_dialects()) {
            if (file_for(which.operation, each->name()) != &file) continue;
            ++readers;
            try {
                check(each->words(which.operation.script), *each, file, in_transaction);
            } catch (const script_error& fault) { faults.push_back(fault); }
        }
        if (!faults.empty() && faults.size() == readers) throw faults.front();
    }
}

const capabilities& capabilities_of(const std::string& dialect_name) {
    const auto all = known_dialects();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto* one) { return one->name() == dialect_name; });
    return (found == all.end() ? all.front() : *found)->can();
}

/// The files of one revision.
class migration {
public:
    explicit migration(file_name name) : name_(std::move(name)) {}

    const file_name& name() const noexcept { return name_; }

    void add(const folder_files& in, const folder_file& file, const file_name& name) {
        const std::string path = in.path_of(file.name);
        const parsed_file parsed = parse_file(file.text, path, capabilities_of(name.dialect));
        if (name.way && (parsed.has_up || parsed.has_down))
            throw migration_error(path +
                                  ": its name says which way it goes, so that it has no lines `-- up` and `-- down`");
        take_header(parsed.header, path, name.way);
        const bool is_down = name.way == direction::downgrade;
        (is_down ? down_ : up_).add(path, name.dialect, parsed.up);
        if (parsed.has_down) down_.add(path, name.dialect, parsed.down);
        files_.push_back(file.name);
        const std::string part = is_down ? "down" : name.way ? "up" : "all";
        texts_[part + ' ' + name.dialect] = checksum(file.text);
    }

    /// `before`: the id that a file without a parent comes after; empty where it comes after none.
    loaded_revision finish(const folder_files& in, const std::string& before) && {
        const std::string stem = name_.stem();
        if (up_.empty()) throw migration_error(fmt::format("{} has no {}.up.sql, only the way back", in.path, stem));
        if (name_.number.empty() && header_.revision.empty()) refuse_name(in.path_of(files_.front()));
        check(up_, !no_transaction_up_);
        check(down_, !no_transaction_down_);
        revision result(id(), message());
        if (header_.parents.empty() && !before.empty()) result.after(before);
        for (const std::string& each : header_.parents) result.after(each);
        add_branches(result, in.path_of(files_.front()));
        add_steps(result, stem);
        return {std::move(result.checksum(total())), std::move(files_)};
    }

    std::string id() const { return name_.number.empty() ? header_.revision : name_.number; }

private:
    void take_header(const file_header& from, const std::string& path, std::optional<direction> way) {
        if (way != direction::downgrade) no_transaction_up_ = no_transaction_up_ || from.no_transaction;
        if (way != direction::upgrade) no_transaction_down_ = no_transaction_down_ || from.no_transaction;
        file_header rest = from;
        rest.no_transaction = false;
        if (rest.empty()) return;
        if (way == direction::downgrade)
            throw migration_error(
                path +
                ": only `-- no transaction` stands in a file for the way back; the rest stands in the other one");
        if (!name_.number.empty() && !rest.revision.empty() && rest.revision != name_.number)
            throw migration_error(
                fmt::format("{}: the number in its name is its id, {}; the line `-- revision: {}` says otherwise", path,
                            name_.number, rest.revision));
        if (!header_path_.empty() && !same(rest, header_))
            throw migration_error(fmt::format("{} and {} say different things at their heads: one of them is enough",
                                              header_path_, path));
        header_ = std::move(rest);
        header_path_ = path;
    }

    static bool same(const file_header& a, const file_header& b) {
        return a.revision == b.revision && a.parents == b.parents && a.labels == b.labels &&
               a.dependencies == b.dependencies && a.irreversible == b.irreversible;
    }

    std::string message() const {
        std::string result = name_.words;
        if (name_.number.empty() && result.starts_with(header_.revision + '_'))
            result.erase(0, header_.revision.size() + 1);
        std::replace(result.begin(), result.end(), '_', ' ');
        return result;
    }

    template <class Revision>
    void add_branches(Revision& to, const std::string& path) const {
        if constexpr (requires { to.label(std::string()); }) {
            for (const std::string& each : header_.labels) to.label(each);
            for (const std::string& each : header_.dependencies) to.depends_on(each);
        } else if (!header_.labels.empty() || !header_.dependencies.empty()) {
            throw migration_error(path + ": `-- label:` and `-- depends_on:` are not supported yet");
        }
    }

    void add_steps(revision& to, const std::string& stem) {
        if (no_transaction_up_) to.without_transaction(direction::upgrade);
        if (no_transaction_down_) to.without_transaction(direction::downgrade);
        to.up([&](operations& op) { op.add(std::move(up_).finish()); });
        if (!down_.empty() && !header_.irreversible.empty())
            throw migration_error(fmt::format("{} says that there is no way back, and there is one in {}", header_path_,
                                              down_.operation.files.front().path));
        if (!down_.empty()) {
            to.down([&](operations& op) { op.add(std::move(down_).finish()); });
        } else if (!header_.irreversible.empty()) {
            to.irreversible(header_.irreversible);
        } else {
            to.irreversible(fmt::format("there is no {}.down.sql", stem));
        }
    }

    /// Of the checksums of all files and what each is for.
    std::string total() const {
        std::string all;
        for (const auto& [part, sum] : texts_) all += part + ' ' + sum + '\n';
        return checksum(all);
    }

    file_name name_;
    file_header header_;
    std::string header_path_;
    script up_;
    script down_;
    bool no_transaction_up_ = false;
    bool no_transaction_down_ = false;
    std::vector<std::string> files_;
    std::map<std::string, std::string> texts_;
};

/// Numbers of any length in their order, `2` before `0010`; then what has none, by name.
std::string sort_key(const file_name& name) {
    std::string_view number = name.number;
    if (number.empty()) return '~' + name.words;
    number.remove_prefix(std::min(number.find_first_not_of('0'), number.size() - 1));
    return fmt::format("{:0>40}", number);
}

bool is_script(const folder_file& file) { return file.name != lock_name; }

std::map<std::string, migration> collect(const folder_files& in) {
    std::map<std::string, migration> result;
    for (const folder_file& file : in.all) {
        if (!is_script(file)) continue;
        const file_name name = parse_name(in, file.name);
        if (name.what != kind::revision) continue;
        const auto [at, is_new] = result.try_emplace(sort_key(name), name);
        migration& found = at->second;
        if (!is_new && found.name().stem() != name.stem())
            throw migration_error(
                fmt::format("{}: there is {} of the same number", in.path_of(file.name), found.name().stem()));
        found.add(in, file, name);
    }
    return result;
}

std::vector<named_script> scripts_of(const folder_files& in, kind what, std::string_view below) {
    struct found {
        script text;
        std::string sums;
    };
    std::map<std::string, found> all;
    for (const folder_file& file : in.all) {
        if (!is_script(file)) continue;
        const file_name name = parse_name(in, file.name);
        if (name.what != what || name.folder != below) continue;
        const std::string path = in.path_of(file.name);
        const parsed_file parsed = parse_file(file.text, path, capabilities_of(name.dialect));
        if (!parsed.header.empty() || parsed.has_up || parsed.has_down)
            throw migration_error(path + ": only a revision has headers and sections");
        found& to = all[name.words];
        to.text.add(path, name.dialect, parsed.up);
        to.sums += name.dialect + ' ' + checksum(file.text) + '\n';
    }
    std::vector<named_script> result;
    for (auto& [name, each] : all) {
        check(each.text, true);
        result.push_back({below.empty() ? name : fmt::format("{}/{}", below, name), std::move(each.text).finish(),
                          checksum(each.sums)});
    }
    return result;
}

std::vector<named_script> seeds_of(const folder_files& in, std::string_view environment) {
    std::vector<named_script> result = scripts_of(in, kind::seed, {});
    if (environment.empty()) return result;
    for (named_script& each : scripts_of(in, kind::seed, environment)) result.push_back(std::move(each));
    return result;
}

std::vector<revision> verified(const folder_files& in) {
    std::vector<loaded_revision> all = load_revisions(in);
    verify_lock(in, all);
    std::vector<revision> result;
    for (loaded_revision& each : all) result.push_back(std::move(each.revision));
    return result;
}

}  // namespace

std::vector<loaded_revision> load_revisions(const folder_files& in) {
    std::vector<loaded_revision> result;
    std::string before;
    for (auto& [key, each] : collect(in)) {
        const bool has_number = !each.name().number.empty();
        result.push_back(std::move(each).finish(in, has_number ? before : std::string()));
        if (has_number) before = result.back().revision.id();
    }
    if (result.empty())
        throw migration_error(
            fmt::format("{}: no migrations in this folder; the first one is called 0001_what_it_does.sql", in.path));
    return result;
}

std::vector<revision> folder(std::string_view path) { return verified(read_folder(path)); }
std::vector<revision> folder(std::string_view path, std::span<const embedded_file> files) {
    return verified(in_memory(path, files));
}

std::vector<named_script> repeatables(std::string_view folder) {
    return scripts_of(read_folder(folder), kind::repeatable, {});
}
std::vector<named_script> repeatables(std::string_view path, std::span<const embedded_file> files) {
    return scripts_of(in_memory(path, files), kind::repeatable, {});
}

std::vector<named_script> seeds(std::string_view folder, std::string_view environment) {
    return seeds_of(read_folder(folder), environment);
}
std::vector<named_script> seeds(std::string_view path, std::span<const embedded_file> files,
                                std::string_view environment) {
    return seeds_of(in_memory(path, files), environment);
}

}  // namespace rowan::migrate
