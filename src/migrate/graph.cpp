#include <rowan/migrate/graph.hpp>

#include "migrate/named_types.hpp"
#include "migrate/names_near.hpp"

#include <algorithm>
#include <set>

// How revisions are put together, and what can be wrong with that.
namespace rowan::migrate {

namespace {

constexpr std::string_view name_rule = "holds no blanks and none of @ - + :, and is not head, heads, base or current";

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

bool is_name(std::string_view text) {
    const auto refused = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || std::string_view("@-+:").find(c) != std::string_view::npos;
    };
    return !text.empty() && std::none_of(text.begin(), text.end(), refused) && text != "head" && text != "heads" &&
           text != "base" && text != "current";
}

void check_names(const revision& of) {
    if (of.id().empty()) throw migration_error("a revision (" + quoted(of.message()) + ") has an empty id");
    if (!is_name(of.id())) throw migration_error("revision " + quoted(of.id()) + ": an id " + std::string(name_rule));
    for (const std::string& label : of.labels()) {
        if (!is_name(label))
            throw migration_error("revision " + of.id() + " carries the label " + quoted(label) + ": a label " +
                                  std::string(name_rule));
    }
}

void check_completeness(const revision& of, const std::vector<std::string>& faults, bool has_down) {
    if (!faults.empty()) throw migration_error("revision " + of.id() + ": " + faults.front());
    if (!has_down && of.irreversible().empty() && !of.up().empty())
        throw migration_error("revision " + of.id() +
                              " says nothing about the way back: describe it with .change(…), add .down(…), or say "
                              ".irreversible(\"why\")");
}

using edges = std::vector<std::vector<std::size_t>>;

/// Nodes in an order in which each comes after those that `before` names, else in their own; those of a circle and what
/// waits for it are left out.
std::vector<std::size_t> sorted(const edges& before, const edges& behind) {
    std::vector<std::size_t> waits_for(before.size());
    std::set<std::size_t> ready;
    for (std::size_t i = 0; i != before.size(); ++i) {
        waits_for[i] = before[i].size();
        if (waits_for[i] == 0) ready.insert(i);
    }
    std::vector<std::size_t> result;
    while (!ready.empty()) {
        const std::size_t next = ready.extract(ready.begin()).value();
        result.push_back(next);
        for (const std::size_t each : behind[next]) {
            if (--waits_for[each] == 0) ready.insert(each);
        }
    }
    return result;
}

/// Nodes of one circle, each before the one that waits for it; none where there is no circle.
std::vector<std::size_t> circle(const edges& before) {
    edges behind(before.size());
    for (std::size_t i = 0; i != before.size(); ++i) {
        for (const std::size_t each : before[i]) behind[each].push_back(i);
    }
    std::vector<bool> blocked(before.size(), true);
    for (const std::size_t each : sorted(before, behind)) blocked[each] = false;
    auto at = static_cast<std::size_t>(std::find(blocked.begin(), blocked.end(), true) - blocked.begin());
    if (at == before.size()) return {};
    // Every blocked node waits for a blocked one, so that going back must come round.
    std::vector<std::size_t> trail;
    for (std::vector<bool> seen(before.size()); !seen[at];
         at = *std::find_if(before[at].begin(), before[at].end(), [&](std::size_t i) { return blocked[i]; })) {
        seen[at] = true;
        trail.push_back(at);
    }
    trail.erase(trail.begin(), std::find(trail.begin(), trail.end(), at));
    std::reverse(trail.begin() + 1, trail.end());
    return trail;
}

}  // namespace

graph::graph(std::vector<revision> revisions) : revisions_(std::move(revisions)) {
    for (const revision& each : revisions_) check_names(each);
    index_ids();
    index_labels();
    link();
    sort();
    for (const revision& each : revisions_) check_completeness(each, each.faults_, each.has_down_);
    define_types();
}

void graph::index_ids() {
    by_id_.clear();
    for (number i = 0; i != revisions_.size(); ++i) {
        const auto [at, added] = by_id_.try_emplace(revisions_[i].id(), i);
        if (!added)
            throw migration_error("two revisions have the id " + at->first + ": " +
                                  quoted(revisions_[at->second].message()) + " and " + quoted(revisions_[i].message()) +
                                  "; give the newer one another id");
    }
}

void graph::index_labels() {
    by_label_.clear();
    for (number i = 0; i != revisions_.size(); ++i) {
        for (const std::string& label : revisions_[i].labels()) {
            const auto [at, added] = by_label_.try_emplace(label, i);
            if (!added)
                throw migration_error("the label " + quoted(label) + " is there twice, on revisions " +
                                      revisions_[at->second].id() + " and " + revisions_[i].id() +
                                      "; a label names one branch: take it off one of them");
            if (by_id_.contains(label))
                throw migration_error("the label " + quoted(label) + " of revision " + revisions_[i].id() +
                                      " is also the id of a revision; call the branch something else");
        }
    }
}

void graph::link() {
    for (edges* each : {&parents_, &children_, &needs_, &needed_by_}) each->assign(revisions_.size(), {});
    for (number i = 0; i != revisions_.size(); ++i) {
        link_parents(i);
        link_dependencies(i);
    }
}

void graph::link_parents(number child) {
    const revision& of = revisions_[child];
    for (const std::string& parent : of.parents()) {
        const auto found = by_id_.find(parent);
        if (found == by_id_.end())
            throw migration_error("revision " + of.id() + " comes after " + quoted(parent) +
                                  ", which does not exist; " + nearest(parent));
        if (found->second == child)
            throw migration_error("revision " + parent + " comes after itself; name the one before it, or none");
        numbers& parents = parents_[child];
        if (std::find(parents.begin(), parents.end(), found->second) != parents.end())
            throw migration_error("revision " + of.id() + " comes after " + parent +
                                  " twice; a merge names each of the revisions that it brings together once");
        parents.push_back(found->second);
        children_[found->second].push_back(child);
    }
    needs_[child] = parents_[child];
    for (const number parent : parents_[child]) needed_by_[parent].push_back(child);
}

void graph::link_dependencies(number dependent) {
    const revision& of = revisions_[dependent];
    for (const std::string& name : of.dependencies()) {
        const number found = dependency(of, name);
        if (found == dependent)
            throw migration_error("revision " + of.id() + " depends on itself; name another one, or none");
        numbers& needs = needs_[dependent];
        if (std::find(needs.begin(), needs.end(), found) != needs.end()) continue;  // comes after it anyhow
        needs.push_back(found);
        needed_by_[found].push_back(dependent);
    }
}

graph::number graph::dependency(const revision& of, const std::string& name) const {
    const std::string what = "revision " + of.id() + " depends on " + quoted(name);
    if (!is_name(name))
        throw migration_error(what + ": that is no one revision that stays the same; name an id or a label");
    const numbers found = named(name);
    if (found.empty()) throw migration_error(what + ", which does not exist; " + nearest(name));
    if (found.size() > 1)
        throw migration_error(what + ", and several revisions begin with that: " + list(found) + "; write one out");
    return found.front();
}

void graph::sort() {
    const numbers order = sorted(needs_, needed_by_);
    if (order.size() != revisions_.size()) {
        refuse_circle(parents_);
        refuse_circle(needs_);
    }
    if (std::is_sorted(order.begin(), order.end())) return;
    std::vector<revision> in_order;
    in_order.reserve(order.size());
    for (const number each : order) in_order.push_back(std::move(revisions_[each]));
    revisions_ = std::move(in_order);
    index_ids();
    index_labels();
    link();
}

void graph::refuse_circle(const edges& through) const {
    numbers around = circle(through);
    if (around.empty()) return;
    around.push_back(around.front());
    std::string ids = revisions_[around.front()].id();
    std::string reasons;
    for (number i = 1; i != around.size(); ++i) {
        const std::string& id = revisions_[around[i]].id();
        const std::string& before = revisions_[around[i - 1]].id();
        const numbers& parents = parents_[around[i]];
        const bool is_parent = std::find(parents.begin(), parents.end(), around[i - 1]) != parents.end();
        ids += " → " + id;
        if (!is_parent) reasons += (reasons.empty() ? "; " : ", ") + id + " depends on " + before;
    }
    if (reasons.empty())
        throw migration_error("revisions come after each other in a circle: " + ids +
                              "; one of them must not come after the one before it");
    throw migration_error("revisions wait for each other in a circle: " + ids + reasons +
                          ", which comes after it; take a depends_on(…) away");
}

void graph::define_types() {
    named_types known;
    for (revision& each : revisions_) {
        auto missing = known.complete(each.up_);
        if (!missing) missing = named_types(known).complete(each.down_);
        if (!missing) continue;
        const bool is_enum = missing->type.kind == type_kind::enumeration;
        throw migration_error("revision " + each.id() + ": column " + quoted(missing->table + '.' + missing->column) +
                              " is of the " + (is_enum ? "enum type " : "domain ") + quoted(missing->type.name) +
                              ", which neither this revision nor one before it creates; create it with " +
                              (is_enum ? "op.create_enum(…), or name its labels in t.enumeration(…)"
                                       : "op.create_domain(…), or give its definition to t.domain(…)"));
    }
}

const revision* graph::find(std::string_view id) const noexcept {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &revisions_[found->second];
}

position graph::heads() const {
    position result;
    for (number i = 0; i != revisions_.size(); ++i) {
        if (children_[i].empty()) result.push_back(revisions_[i].id());
    }
    std::sort(result.begin(), result.end());
    return result;
}

position graph::bases() const {
    position result;
    for (number i = 0; i != revisions_.size(); ++i) {
        if (parents_[i].empty()) result.push_back(revisions_[i].id());
    }
    std::sort(result.begin(), result.end());
    return result;
}

std::vector<const revision*> graph::children(const revision& of) const {
    std::vector<const revision*> result;
    for (const number each : children_[number_of(of)]) result.push_back(&revisions_[each]);
    return result;
}

std::vector<const revision*> graph::dependencies(const revision& of) const {
    std::vector<const revision*> result;
    for (const std::string& name : of.dependencies()) result.push_back(&revisions_[dependency(of, name)]);
    return result;
}

std::vector<std::string> graph::branches(const revision& of) const {
    std::vector<std::string> result;
    if (by_label_.empty()) return result;
    number lowest = revisions_.size();
    for (const auto& [label, carrier] : by_label_) lowest = std::min(lowest, carrier);
    const flags before = marked({number_of(of)}, parents_, lowest);
    for (const auto& [label, carrier] : by_label_) {
        if (before[carrier]) result.push_back(label);
    }
    return result;
}

graph::number graph::number_of(const revision& which) const {
    const auto found = by_id_.find(which.id());
    if (found == by_id_.end()) throw migration_error("there is no revision " + quoted(which.id()) + " in this graph");
    return found->second;
}

std::string graph::nearest(std::string_view name) const {
    std::vector<std::string_view> all;
    for (const revision& each : revisions_) all.push_back(each.id());
    for (const auto& [label, carrier] : by_label_) all.push_back(label);
    if (all.empty()) return "there are no revisions";
    constexpr std::size_t shown = 8;
    return (all.size() > shown ? "nearest are " : "there are ") + nearest_names(name, all, shown);
}

std::string graph::list(const numbers& which) const {
    constexpr std::size_t shown = 8;
    position ids;
    for (const number each : which) {
        if (ids.size() == shown) break;
        ids.push_back(revisions_[each].id());
    }
    const std::size_t more = which.size() - ids.size();
    return text_of(ids) + (more == 0 ? "" : " and " + std::to_string(more) + " more");
}

std::string text_of(const position& at) {
    std::string result;
    for (const std::string& id : at) result += (result.empty() ? "" : ", ") + id;
    return result.empty() ? "base" : result;
}

}  // namespace rowan::migrate
