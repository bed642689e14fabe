#include "cli/graph_commands.hpp"

#include "cli/listing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <random>
#include <set>

namespace rowan::cli {

namespace {

using migrate::graph;
using migrate::position;
using migrate::revision;
using migrate::text_of;

std::vector<std::string> ids(const std::vector<const revision*>& all) {
    std::vector<std::string> result;
    for (const revision* each : all) result.push_back(each->id());
    return result;
}

/// Heads of the branch that begins with a revision.
position heads_of(const graph& all, const revision& which) {
    position result;
    std::set<const revision*> seen;
    for (std::vector<const revision*> open{&which}; !open.empty();) {
        const revision* const at = open.back();
        open.pop_back();
        if (!seen.insert(at).second) continue;
        const auto children = all.children(*at);
        if (children.empty()) result.push_back(at->id());
        open.insert(open.end(), children.begin(), children.end());
    }
    std::sort(result.begin(), result.end());
    return result;
}

void print_branches_json(const graph& all, std::ostream& out) {
    json_writer json;
    json.begin_object();
    json.key("branch_points");
    json.begin_array();
    for (const revision& each : all.revisions()) {
        if (all.children(each).size() < 2) continue;
        begin_json(json, all, each);
        json.key("children");
        write_json(json, ids(all.children(each)));
        json.end_object();
    }
    json.end_array();
    json.key("labels");
    json.begin_array();
    for (const revision& each : all.revisions()) {
        for (const std::string& label : each.labels()) {
            json.begin_object();
            json.key("label");
            json.text(label);
            json.key("revision");
            json.text(each.id());
            json.key("heads");
            write_json(json, heads_of(all, each));
            json.end_object();
        }
    }
    json.end_array();
    json.end_object();
    print(out, std::move(json));
}

std::vector<std::string> descriptions(const std::vector<schema::operation>& steps) {
    std::vector<std::string> result;
    for (const schema::operation& each : steps) result.push_back(schema::describe(each));
    return result;
}

void print_list(std::string_view title, const std::vector<std::string>& items, std::ostream& out) {
    for (std::size_t i = 0; i != items.size(); ++i)
        out << fmt::format("  {:<12}{}\n", i == 0 ? title : std::string_view(), items[i]);
}

/// The next number where ids are numbers, else something that nobody else has.
std::string new_id(const graph& all) {
    const auto is_number = [](const revision& each) {
        return each.id().size() <= 9 && each.id().find_first_not_of("0123456789") == std::string::npos;
    };
    const auto& revisions = all.revisions();
    if (std::all_of(revisions.begin(), revisions.end(), is_number)) {
        unsigned long highest = 0;
        std::size_t width = 0;
        for (const revision& each : revisions) {
            highest = std::max(highest, std::stoul(each.id()));
            width = std::max(width, each.id().size());
        }
        return fmt::format("{:0>{}}", highest + 1, width);
    }
    std::random_device random;
    return fmt::format("{:08x}{:04x}", static_cast<std::uint32_t>(random()), random() & 0xffffU);
}

/// The heads that are to be merged.
position to_be_merged(const request& what, const graph& all) {
    const position heads = all.heads();
    position result;
    for (const std::string& target : what.targets) {
        const std::string& id = all.get(target).id();
        if (std::find(heads.begin(), heads.end(), id) == heads.end())
            throw migrate::migration_error(fmt::format(
                "revision {} is no head: {} after it; merge heads, there are {}", id,
                all.children(all.get(target)).size() == 1 ? "another one comes" : "others come", text_of(heads)));
        if (std::find(result.begin(), result.end(), id) == result.end()) result.push_back(id);
    }
    if (what.targets.empty()) result = heads;
    if (result.size() < 2)
        throw migrate::migration_error(
            heads.size() < 2 ? fmt::format("there is nothing to merge: the head is {}", text_of(heads))
                             : fmt::format("one revision needs no merge; there are the heads {}", text_of(heads)));
    return result;
}

std::string literal(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) result += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    return result + '"';
}

/// A file of a folder that does nothing but come after `heads`.
void write_merge(const std::filesystem::path& folder, const position& heads, const std::string& id,
                 const std::string& message, std::ostream& out) {
    const bool is_number = id.find_first_not_of("0123456789") == std::string::npos;
    const std::filesystem::path file = folder / (id + "_merge.sql");
    if (std::filesystem::exists(file))
        throw migrate::migration_error(file.string() + " is there already; give the merge another --id");
    std::ofstream to(file);
    if (!is_number) to << "-- revision: " << id << '\n';
    to << fmt::format("-- parent: {}\n-- {}\n\n-- up\n-- nothing to do\n\n-- down\n-- nothing to undo\n",
                      fmt::join(heads, ", "), message);
    to.close();
    if (!to) throw migrate::migration_error(file.string() + " cannot be written");
    out << fmt::format("wrote {}, which makes {} one\n", file.string(), fmt::join(heads, " and "));
}

}  // namespace

void print_heads(const request& what, const graph& all, std::ostream& out) {
    if (!what.json) {
        for (const std::string& id : all.heads()) out << line(all, *all.find(id)) << '\n';
        return;
    }
    json_writer json;
    json.begin_object();
    json.key("heads");
    json.begin_array();
    for (const std::string& id : all.heads()) {
        begin_json(json, all, *all.find(id));
        json.end_object();
    }
    json.end_array();
    json.end_object();
    print(out, std::move(json));
}

void print_branches(const request& what, const graph& all, std::ostream& out) {
    if (what.json) return print_branches_json(all, out);
    bool has_some = false;
    for (const revision& each : all.revisions()) {
        const auto children = all.children(each);
        if (children.size() < 2) continue;
        has_some = true;
        out << line(all, each) << '\n';
        for (const revision* child : children) out << "  → " << line(all, *child) << '\n';
    }
    for (const revision& each : all.revisions()) {
        for (const std::string& label : each.labels()) {
            has_some = true;
            out << fmt::format("label {}: from {}, at {} now\n", label, each.id(), text_of(heads_of(all, each)));
        }
    }
    if (!has_some) out << "the revisions are one line, without labels\n";
}

void print_revision(const request& what, const graph& all, std::ostream& out) {
    const revision& which = all.get(what.target);
    if (what.json) {
        json_writer json;
        begin_json(json, all, which);
        json.key("children");
        write_json(json, ids(all.children(which)));
        json.key("up");
        write_json(json, descriptions(which.up()));
        json.key("down");
        write_json(json, descriptions(which.down()));
        json.key("irreversible");
        which.irreversible().empty() ? json.null() : json.text(which.irreversible());
        json.end_object();
        return print(out, std::move(json));
    }
    out << line(all, which) << '\n';
    print_list("after", which.parents().empty() ? std::vector<std::string>{"base"} : which.parents(), out);
    print_list("before",
               all.children(which).empty() ? std::vector<std::string>{"nothing: a head"} : ids(all.children(which)),
               out);
    print_list("depends on", ids(all.dependencies(which)), out);
    print_list("label", which.labels(), out);
    print_list("up", descriptions(which.up()), out);
    if (which.irreversible().empty())
        print_list("down", descriptions(which.down()), out);
    else
        print_list("no way down", {which.irreversible()}, out);
}

void merge(const request& what, const graph& all, std::ostream& out) {
    const position heads = to_be_merged(what, all);
    const std::string id = what.id.empty() ? new_id(all) : what.id;
    const std::string message = what.message.empty() ? fmt::format("Merge {}", fmt::join(heads, ", ")) : what.message;
    if (!what.migrations_folder.empty()) return write_merge(what.migrations_folder, heads, id, message, out);
    out << fmt::format("// Makes {} one; to be put behind them.\nrowan::migrate::revision({}, {})\n",
                       fmt::join(heads, " and "), literal(id), literal(message));
    for (const std::string& head : heads) out << "    .after(" << literal(head) << ")\n";
    out << "    .change([](rowan::migrate::operations&) {})\n";
}

}  // namespace rowan::cli
