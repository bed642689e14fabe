#include <rowan/migrate/graph.hpp>

#include "migrate/named_types.hpp"
#include "migrate/names_near.hpp"

#include <algorithm>
#include <set>

namespace rowan::migrate {

namespace {

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

void check_id(const revision& of) {
    const std::string& id = of.id();
    const auto refused = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || std::string_view("@-+:").find(c) != std::string_view::npos;
    };
    if (id.empty()) throw migration_error("a revision (" + quoted(of.message()) + ") has an empty id");
    if (std::any_of(id.begin(), id.end(), refused) || id == "head" || id == "heads" || id == "base")
        throw migration_error("revision " + quoted(id) +
                              ": an id holds no blanks and none of @ - + :, and is not head, heads or base");
}

void check_completeness(const revision& of, const std::vector<std::string>& faults, bool has_down) {
    if (!faults.empty()) throw migration_error("revision " + of.id() + ": " + faults.front());
    if (!has_down && of.irreversible().empty() && !of.up().empty())
        throw migration_error("revision " + of.id() +
                              " says nothing about the way back: describe it with .change(…), add .down(…), or say "
                              ".irreversible(\"why\")");
}

}  // namespace

graph::graph(std::vector<revision> revisions) : revisions_(std::move(revisions)) {
    for (const revision& each : revisions_) check_id(each);
    index_ids();
    link_parents();
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
                                  quoted(revisions_[at->second].message()) + " and " + quoted(revisions_[i].message()));
    }
}

void graph::link_parents() {
    parents_.assign(revisions_.size(), {});
    children_.assign(revisions_.size(), {});
    for (number i = 0; i != revisions_.size(); ++i) {
        for (const std::string& parent : revisions_[i].parents()) {
            const auto found = by_id_.find(parent);
            if (found == by_id_.end())
                throw migration_error("revision " + revisions_[i].id() + " comes after " + quoted(parent) +
                                      ", which does not exist; " + nearest(parent));
            if (found->second == i) throw migration_error("revision " + parent + " comes after itself");
            parents_[i].push_back(found->second);
            children_[found->second].push_back(i);
        }
    }
}

void graph::sort() {
    numbers waits_for(revisions_.size());
    std::set<number> ready;
    for (number i = 0; i != revisions_.size(); ++i) {
        waits_for[i] = parents_[i].size();
        if (waits_for[i] == 0) ready.insert(i);
    }
    std::vector<revision> sorted;
    while (!ready.empty()) {
        const number next = ready.extract(ready.begin()).value();
        sorted.push_back(revisions_[next]);
        for (const number child : children_[next]) {
            if (--waits_for[child] == 0) ready.insert(child);
        }
    }
    if (sorted.size() != revisions_.size()) throw_cycle(waits_for);
    revisions_ = std::move(sorted);
    index_ids();
    link_parents();
}

void graph::throw_cycle(const numbers& waits_for) const {
    const auto blocked = [&](number i) { return waits_for[i] != 0; };
    number at = 0;
    while (!blocked(at)) ++at;
    numbers trail;
    // Every blocked revision has a blocked parent, so that going up must come round.
    while (std::find(trail.begin(), trail.end(), at) == trail.end()) {
        trail.push_back(at);
        at = *std::find_if(parents_[at].begin(), parents_[at].end(), blocked);
    }
    trail.erase(trail.begin(), std::find(trail.begin(), trail.end(), at));
    std::string text = revisions_[at].id();
    for (auto each = trail.rbegin(); each != trail.rend(); ++each) text += " → " + revisions_[*each].id();
    throw migration_error("revisions come after each other in a circle: " + text);
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

graph::numbers graph::known(const position& at) const {
    numbers result;
    for (const std::string& id : at) {
        const auto found = by_id_.find(id);
        if (found == by_id_.end())
            throw migration_error("the database is at revision " + id +
                                  ", which this program does not know: a newer version, or another "
                                  "program, has migrated it; " +
                                  nearest(id));
        result.push_back(found->second);
    }
    return result;
}

/// `from` and everything that `next` leads to.
graph::flags graph::marked(const numbers& from, const std::vector<numbers>& next) const {
    flags result(revisions_.size());
    numbers open = from;
    while (!open.empty()) {
        const number at = open.back();
        open.pop_back();
        if (result[at]) continue;
        result[at] = true;
        open.insert(open.end(), next[at].begin(), next[at].end());
    }
    return result;
}

bool graph::includes(const position& at, const revision& which) const {
    const auto found = by_id_.find(which.id());
    return found != by_id_.end() && marked(known(at), parents_)[found->second];
}

bool graph::can_step(const position& at, const revision& which, direction way) const {
    if (way == direction::downgrade) return std::find(at.begin(), at.end(), which.id()) != at.end();
    const flags applied = marked(known(at), parents_);
    const number wanted = by_id_.at(which.id());
    return !applied[wanted] &&
           std::all_of(parents_[wanted].begin(), parents_[wanted].end(), [&](number p) { return applied[p]; });
}

position graph::after(const position& at, const revision& which, direction way) const {
    const auto& parents = which.parents();
    position result;
    if (way == direction::upgrade) {
        for (const std::string& id : at) {
            if (std::find(parents.begin(), parents.end(), id) == parents.end()) result.push_back(id);
        }
        result.push_back(which.id());
    } else {
        std::copy_if(at.begin(), at.end(), std::back_inserter(result),
                     [&](const std::string& id) { return id != which.id(); });
        const flags covered = marked(known(result), parents_);
        for (const std::string& parent : parents) {
            if (!covered[by_id_.at(parent)]) result.push_back(parent);
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

std::vector<const revision*> graph::upgrade_path(const position& from, std::string_view target) const {
    const numbers start = known(from);
    const flags applied = marked(start, parents_);
    const flags wanted = marked(resolve(start, target, direction::upgrade), parents_);
    std::vector<const revision*> result;
    for (number i = 0; i != revisions_.size(); ++i) {
        if (wanted[i] && !applied[i]) result.push_back(&revisions_[i]);
    }
    return result;
}

std::vector<const revision*> graph::downgrade_path(const position& from, std::string_view target) const {
    const numbers start = known(from);
    const flags applied = marked(start, parents_);
    const numbers stop = resolve(start, target, direction::downgrade);
    for (const number each : stop) {
        if (!applied[each])
            throw migration_error("cannot go down to " + revisions_[each].id() + ": the database is at " +
                                  text_of(from) + ", where that is not applied");
    }
    flags undone = stop.empty() ? applied : marked(stop, children_);
    for (const number each : stop) undone[each] = false;

    std::vector<const revision*> result;
    for (number i = revisions_.size(); i-- != 0;) {
        if (!undone[i] || !applied[i]) continue;
        if (!revisions_[i].irreversible().empty())
            throw migration_error("revision " + revisions_[i].id() +
                                  " cannot be undone: " + revisions_[i].irreversible());
        result.push_back(&revisions_[i]);
    }
    return result;
}

std::string graph::nearest(std::string_view id) const {
    std::vector<std::string_view> ids;
    for (const revision& each : revisions_) ids.push_back(each.id());
    if (ids.empty()) return "there are no revisions";
    constexpr std::size_t shown = 8;
    return (ids.size() > shown ? "nearest are " : "there are ") + nearest_names(id, ids, shown);
}

std::string text_of(const position& at) {
    std::string result;
    for (const std::string& id : at) result += (result.empty() ? "" : ", ") + id;
    return result.empty() ? "base" : result;
}

}  // namespace rowan::migrate
