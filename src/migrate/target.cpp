#include "migrate/target.hpp"

#include <algorithm>

// What a target means: `head`, `002`, `+1`, `billing@head-2`, …
namespace rowan::migrate {

namespace {

constexpr std::size_t shortest_prefix = 4;
constexpr std::size_t most_digits = 9;

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string steps_text(std::size_t steps) { return std::to_string(steps) + (steps == 1 ? " revision" : " revisions"); }

}  // namespace

graph::target::target(const graph& in, std::string_view text) : graph_(in), text_(text) {
    parse();
    if (!branch_.empty()) set_branch();
}

void graph::target::parse() {
    std::string_view rest = text_;
    if (const auto at = rest.find('@'); at != std::string_view::npos) {
        branch_ = rest.substr(0, at);
        rest.remove_prefix(at + 1);
        if (branch_.empty()) refuse_text();
    }
    const auto sign = rest.find_first_of("+-");
    anchor_ = rest.substr(0, sign);
    const auto is_out_of_place = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '@' || c == ':'; };
    if (rest.empty() || std::any_of(rest.begin(), rest.end(), is_out_of_place)) refuse_text();
    if (sign == std::string_view::npos) return;

    const std::string_view digits = rest.substr(sign + 1);
    if (digits.empty() || digits.size() > most_digits ||
        digits.find_first_not_of("0123456789") != std::string_view::npos)
        refuse_text();
    sign_ = rest[sign];
    steps_ = std::stoul(std::string(digits));
}

void graph::target::refuse_text() const {
    throw migration_error("the target " + quoted(text_) +
                          " is not understood; it is head, heads, base, a revision's id or the beginning of one, a "
                          "label, or steps: +1, -2, 002+1; or one of these on a branch: billing@head, billing@+1");
}

void graph::target::set_branch() {
    const numbers found = graph_.named(branch_);
    if (found.empty()) {
        std::string labels;
        for (const auto& [label, carrier] : graph_.by_label_) labels += (labels.empty() ? "" : ", ") + label;
        throw migration_error("there is no branch " + quoted(branch_) + "; " +
                              (labels.empty() ? "no revision carries a label" : "there are the labels " + labels) +
                              ", and the id of any revision names the branch that it is on");
    }
    const number on = graph_.only(branch_);
    lineage_ = graph_.marked({on}, graph_.parents_);
    const flags after = graph_.marked({on}, graph_.children_, on);
    for (number i = on; i != after.size(); ++i) (*lineage_)[i] = (*lineage_)[i] || after[i];
}

graph::numbers graph::target::absolute() const { return from({}); }

graph::numbers graph::target::from(const numbers& start, bool clamp) const {
    if (!anchor_.empty()) return walk(anchor(), clamp);
    const numbers at = tips(start);
    return sign_ == 0 || steps_ == 0 ? at : walk(at, clamp);
}

graph::numbers graph::target::anchor() const {
    if (anchor_ == "base") return {};
    if (anchor_ == "heads") return heads();
    if (anchor_ != "head") return {member(anchor_)};
    const numbers all = heads();
    if (all.size() > 1)
        throw migration_error(
            "there are several heads" + (has_branch() ? " on " + quoted(branch_) : std::string()) + ": " +
            graph_.list(all) +
            "; name one, or say heads for all of them; a merge (after(…) each of them) makes them one");
    return all;
}

graph::numbers graph::target::heads() const {
    numbers result;
    for (number i = 0; i != graph_.revisions_.size(); ++i) {
        if (graph_.children_[i].empty() && holds(i)) result.push_back(i);
    }
    return result;
}

graph::number graph::target::member(std::string_view name) const {
    const number result = graph_.only(name);
    if (!holds(result))
        throw migration_error("revision " + graph_.revisions_[result].id() + " is not on the branch " +
                              quoted(branch_) + ": neither comes after the other");
    return result;
}

/// Where the branch stands: the applied revisions on it that no other applied one on it comes after.
graph::numbers graph::target::tips(const numbers& start) const {
    if (!has_branch()) return start;
    const flags applied = graph_.marked(start, graph_.needs_);
    const auto on_it = [&](number i) { return applied[i] && holds(i); };
    numbers result;
    for (number i = 0; i != applied.size(); ++i) {
        const numbers& children = graph_.children_[i];
        if (on_it(i) && std::none_of(children.begin(), children.end(), on_it)) result.push_back(i);
    }
    return result;
}

/// One step from `at` (none is base), on the branch.
graph::numbers graph::target::next(const numbers& at) const {
    numbers result;
    const auto add = [&](number each) {
        if (holds(each)) result.push_back(each);
    };
    if (!at.empty()) {
        const edges& along = goes_back() ? graph_.parents_ : graph_.children_;
        std::for_each(along[at.front()].begin(), along[at.front()].end(), add);
    } else if (!goes_back()) {
        for (number i = 0; i != graph_.revisions_.size(); ++i) {
            if (graph_.parents_[i].empty()) add(i);
        }
    }
    return result;
}

graph::numbers graph::target::walk(numbers from, bool clamp) const {
    if (sign_ == 0) return from;
    if (!from.empty()) from = {single(from)};
    for (number done = 0; done != steps_; ++done) {
        const bool at_base = from.empty();
        numbers reached = next(from);
        if (reached.size() > 1) refuse_fork(reached);
        if (reached.empty() && (!goes_back() || at_base)) {
            if (clamp) return from;
            refuse_distance(done);
        }
        from = std::move(reached);
    }
    return from;
}

graph::numbers graph::target::last_applied(const numbers& start) const {
    numbers result;
    if (steps_ == 0) return result;
    numbers at = tips(start);
    while (result.size() != steps_) {
        if (at.empty()) refuse_distance(result.size());
        if (at.size() > 1 && !result.empty()) refuse_fork(at);
        result.push_back(single(at));
        at = next({result.back()});
    }
    return result;
}

graph::number graph::target::single(const numbers& which) const {
    if (which.size() == 1) return which.front();
    throw migration_error(quoted(text_) + " does not say from which of several revisions: " + graph_.list(which) +
                          "; name the branch, say " + on_branch_of(which.front()));
}

void graph::target::refuse_fork(const numbers& ways) const {
    throw migration_error(quoted(text_) + " is ambiguous: the way divides into " + graph_.list(ways) +
                          "; name one, or the branch, say " + on_branch_of(ways.front()));
}

std::string graph::target::on_branch_of(number which) const {
    const auto at = text_.find('@');
    return graph_.revisions_[which].id() + '@' +
           std::string(at == std::string_view::npos ? text_ : text_.substr(at + 1));
}

void graph::target::refuse_distance(number possible) const {
    throw migration_error(quoted(text_) + " goes too far: there " + (possible == 1 ? "is" : "are") + " only " +
                          steps_text(possible) + (goes_back() ? " to go back" : " left"));
}

graph::numbers graph::named(std::string_view name) const {
    if (const auto exact = by_id_.find(name); exact != by_id_.end()) return {exact->second};
    if (const auto label = by_label_.find(name); label != by_label_.end()) return {label->second};
    numbers result;
    if (name.size() < shortest_prefix) return result;
    for (auto at = by_id_.lower_bound(name); at != by_id_.end() && at->first.starts_with(name); ++at)
        result.push_back(at->second);
    return result;
}

graph::number graph::only(std::string_view name) const {
    const numbers found = named(name);
    if (found.size() > 1) throw migration_error("several revisions begin with " + quoted(name) + ": " + list(found));
    if (!found.empty()) return found.front();
    const auto longer = by_id_.lower_bound(name);
    const bool is_short = longer != by_id_.end() && longer->first.starts_with(name);
    throw migration_error("there is no revision " + quoted(name) + "; " + nearest(name) +
                          (is_short ? " (the beginning of an id takes four characters or more)" : ""));
}

const revision& graph::get(std::string_view name) const {
    const target wanted(*this, name);
    if (wanted.is_relative())
        throw migration_error(quoted(name) + " counts from where a database stands; name a revision");
    const numbers found = wanted.absolute();
    if (found.empty()) throw migration_error(quoted(name) + " is below every revision; name one");
    if (found.size() > 1) throw migration_error(quoted(name) + " are several revisions: " + list(found) + "; name one");
    return revisions_[found.front()];
}

}  // namespace rowan::migrate
