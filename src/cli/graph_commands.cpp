#include "cli/graph_commands.hpp"

#include "cli/listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
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

}  // namespace rowan::cli
