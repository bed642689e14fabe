#include "cli/new_revision.hpp"

#include "cli/listing.hpp"
#include "cli/new_files.hpp"
#include "migrate/folder_files.hpp"

#include <rowan/migrate/error.hpp>
#include <rowan/migrate/lock_file.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <random>

namespace rowan::cli {

namespace {

using migrate::graph;
using migrate::migration_error;
using migrate::position;
using migrate::revision;
using migrate::text_of;

constexpr std::size_t longest_name = 120;

std::string literal(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) result += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    return result + '"';
}

/// The heads that are to be merged.
position to_be_merged(const request& what, const graph& all) {
    const position heads = all.heads();
    position result;
    for (const std::string& target : what.targets) {
        const std::string& id = all.get(target).id();
        if (std::find(heads.begin(), heads.end(), id) == heads.end())
            throw migration_error(fmt::format(
                "revision {} is no head: {} after it; merge heads, there are {}", id,
                all.children(all.get(target)).size() == 1 ? "another one comes" : "others come", text_of(heads)));
        if (std::find(result.begin(), result.end(), id) == result.end()) result.push_back(id);
    }
    if (what.targets.empty()) result = heads;
    if (result.size() < 2)
        throw migration_error(heads.size() < 2
                                  ? fmt::format("there is nothing to merge: the head is {}", text_of(heads))
                                  : fmt::format("one revision needs no merge; there are the heads {}", text_of(heads)));
    return result;
}

/// What the new one comes after: ids.
std::vector<std::string> parents_of(const request& what, const graph& all) {
    const position heads = all.heads();
    if (what.parents.empty() && heads.size() > 1)
        throw migration_error(
            fmt::format("there are several heads, {}: say which one it comes after with --parent, or "
                        "merge them first",
                        text_of(heads)));
    if (what.parents.empty()) return heads;
    std::vector<std::string> result;
    for (const std::string& each : what.parents) {
        if (each != "base") result.push_back(all.get(each).id());
    }
    return result;
}

std::string body_of(const request& what, const new_revision& which) {
    if (!which.cpp_body.empty()) return which.cpp_body;
    if (which.does_nothing) return "    .change([](rowan::migrate::operations&) {})\n";
    if (!what.as_sql)
        return "    .change([](rowan::migrate::operations& op) {\n"
               "        // op.add_column(\"table\", [](auto& t) { t.text(\"name\").nullable(); });\n"
               "    })\n";
    return "    .change([](rowan::migrate::operations& op) {\n"
           "        op.sql(R\"(\n            -- SQL that applies it\n        )\",\n"
           "               R\"(\n            -- SQL that undoes it\n        )\");\n"
           "    })\n";
}

/// `.change([](rowan::migrate::operations& op) { … })`
std::string described_by(std::string_view call, const std::vector<schema::operation>& all) {
    return fmt::format("    .{}([](rowan::migrate::operations& op) {{\n{}    }})\n", call, migrate::cpp_source(all, 8));
}

/// What there is to know of the way down, as comments.
std::string noted(const migrate::generated_changes& changes, std::string_view begin) {
    std::string result;
    for (const std::string& each : changes.notes) result.append(begin).append(each) += '\n';
    return result;
}

void fill_in(new_revision& which, const request& what, session& database, const migrate::generated_changes& changes) {
    const bool in_files = !what.migrations_folder.empty() && !what.as_cpp;
    if (in_files || what.as_sql) {
        migrate::sql_texts texts = migrate::sql_source(database, changes);
        which.up = std::move(texts.up);
        which.down = noted(changes, "-- ") + texts.down;
        which.with_down = true;
        if (!in_files)
            which.cpp_body = fmt::format(
                "    .change([](rowan::migrate::operations& op) {{\n        op.sql(R\"sql(\n{})sql\", "
                "R\"sql(\n{})sql\");\n    }})\n",
                which.up, which.down);
    } else if (changes.down.empty()) {
        which.cpp_body = noted(changes, "    // ") + described_by("change", changes.up);
    } else {
        which.cpp_body =
            described_by("up", changes.up) + noted(changes, "    // ") + described_by("down", changes.down);
    }
}

void print_snippet(const request& what, const new_revision& which, std::ostream& out) {
    std::string text = fmt::format("rowan::migrate::revision({}, {})\n", literal(which.id), literal(which.message));
    for (const std::string& each : which.parents) text += "    .after(" + literal(each) + ")\n";
    for (const std::string& each : which.labels) text += "    .label(" + literal(each) + ")\n";
    for (const std::string& each : which.dependencies) text += "    .depends_on(" + literal(each) + ")\n";
    text += body_of(what, which);
    if (!what.json) {
        out << text;
        return;
    }
    json_writer json;
    json.begin_object();
    json.key("revision");
    json.text(which.id);
    json.key("parents");
    write_json(json, which.parents);
    json.key("cpp");
    json.text(text);
    json.end_object();
    print(out, std::move(json));
}

void print_written(const request& what, const new_revision& which, const written_files& files, std::ostream& out) {
    std::vector<std::string> paths;
    for (const auto& each : files.files) paths.push_back(each.string());
    if (what.json) {
        json_writer json;
        json.begin_object();
        json.key("revision");
        files.id.empty() ? json.null() : json.text(files.id);
        json.key("parents");
        write_json(json, which.parents);
        json.key("files");
        write_json(json, paths);
        json.end_object();
        return print(out, std::move(json));
    }
    const std::string end = which.does_nothing ? fmt::format(", which makes {} one", fmt::join(which.parents, " and "))
                            : files.id.empty() ? ""
                            : which.parents.empty() ? ""
                                                    : fmt::format(", after {}", fmt::join(which.parents, ", "));
    out << fmt::format("wrote {}{}\n", fmt::join(paths, " and "), end);
    if (files.has_lock) out << "wrote migrations.lock; run lock when the file is finished\n";
}

void put(const request& what, new_revision which, const std::vector<revision>& beside, std::ostream& out) {
    if (!what.migrations_folder.empty() && !what.as_cpp)
        return print_written(what, which, write_revision(what.migrations_folder, which), out);
    if (which.id.empty()) which.id = new_id(beside);
    if (std::any_of(beside.begin(), beside.end(), [&](const revision& each) { return each.id() == which.id; }))
        throw migration_error(fmt::format("the id {} is taken", which.id));
    if (which.does_nothing && !what.json)
        out << fmt::format("// Makes {} one; to be put behind them.\n", fmt::join(which.parents, " and "));
    print_snippet(what, which, out);
}

void append_word(std::string& to, char c) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (is_letter)
        to += c;
    else if (!to.empty() && !to.ends_with('_'))
        to += '_';
}

}  // namespace

std::string new_id(const std::vector<revision>& beside) {
    const auto is_number = [](const revision& each) {
        return each.id().size() <= 9 && each.id().find_first_not_of("0123456789") == std::string::npos;
    };
    if (std::all_of(beside.begin(), beside.end(), is_number)) {
        unsigned long highest = 0;
        std::size_t width = beside.empty() ? 3 : 0;
        for (const revision& each : beside) {
            highest = std::max(highest, std::stoul(each.id()));
            width = std::max(width, each.id().size());
        }
        return fmt::format("{:0>{}}", highest + 1, width);
    }
    std::random_device random;
    const auto letter = static_cast<char>('a' + random() % 6);  // or it might look like a number
    return fmt::format("{}{:07x}{:04x}", letter, random() & 0xFFFFFFFU, random() & 0xFFFFU);
}

std::string file_words(std::string_view message) {
    std::string result;
    for (const char c : message) append_word(result, c);
    if (result.ends_with('_')) result.pop_back();
    if (result.empty())
        throw migration_error(fmt::format(
            "\"{}\" makes no name of a file: say in a few words what the revision does, \"add notes\"", message));
    if (result.size() > longest_name)
        throw migration_error(
            fmt::format("the message makes a file's name of {} bytes, which is too long: {} are enough; say more in a "
                        "comment in the file",
                        result.size(), longest_name));
    return result;
}

void create(const request& what, const program& of, session* database, const migrate::generated_changes* changes,
            std::ostream& out) {
    const bool in_folder = !what.migrations_folder.empty();
    if (what.repeatable) {
        const new_revision none{.id = {}, .message = what.message, .parents = {}};
        return print_written(what, none, write_repeatable(what.migrations_folder, what.message), out);
    }
    auto beside = in_folder ? revisions_in(what.migrations_folder) : of.migrations;
    const graph all(beside);
    new_revision which{.id = what.id,
                       .message = what.message,
                       .parents = parents_of(what, all),
                       .labels = what.labels,
                       .dependencies = what.dependencies,
                       .with_down = what.with_down};
    for (std::string& each : which.dependencies) each = all.get(each).id();
    if (changes != nullptr) fill_in(which, what, *database, *changes);
    put(what, std::move(which), beside, out);
}

void merge(const request& what, const graph& all, std::ostream& out) {
    const position heads = to_be_merged(what, all);
    new_revision which{.id = what.id, .message = what.message, .parents = heads, .does_nothing = true};
    if (which.message.empty()) which.message = fmt::format("Merge {}", fmt::join(heads, ", "));
    put(what, std::move(which), all.revisions(), out);
}

void lock(const request& what, std::ostream& out) {
    migrate::write_lock(what.migrations_folder);
    const auto path = std::filesystem::path(what.migrations_folder) / migrate::lock_name;
    if (!what.json) {
        out << fmt::format("wrote {}\n", path.string());
        return;
    }
    json_writer json;
    json.begin_object();
    json.key("file");
    json.text(path.string());
    json.end_object();
    print(out, std::move(json));
}

}  // namespace rowan::cli
