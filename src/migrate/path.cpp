#include "migrate/target.hpp"

#include <algorithm>

// Ways through the graph, and where they lead.
namespace rowan::migrate {

namespace {

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

}  // namespace

graph::numbers graph::known(const position& at) const {
    numbers result;
    for (const std::string& id : at) {
        const auto found = by_id_.find(id);
        if (found == by_id_.end())
            throw ahead_error("the database is at revision " + id +
                                  ", which this program does not know: a newer version, or another "
                                  "program, has migrated it; " +
                                  nearest(id),
                              id);
        result.push_back(found->second);
    }
    return result;
}

/// `from` and everything that `next` leads to. Where `next` goes down, nothing below `lowest` is looked at.
graph::flags graph::marked(const numbers& from, const edges& next, number lowest) const {
    flags result(revisions_.size());
    numbers open = from;
    while (!open.empty()) {
        const number at = open.back();
        open.pop_back();
        if (at < lowest || result[at]) continue;
        result[at] = true;
        open.insert(open.end(), next[at].begin(), next[at].end());
    }
    return result;
}

position graph::resting(const flags& applied) const {
    position result;
    for (number i = 0; i != applied.size(); ++i) {
        const numbers& above = needed_by_[i];
        if (applied[i] && std::none_of(above.begin(), above.end(), [&](number each) { return applied[each]; }))
            result.push_back(revisions_[i].id());
    }
    std::sort(result.begin(), result.end());
    return result;
}

std::vector<const revision*> graph::chosen(const flags& which, direction order) const {
    std::vector<const revision*> result;
    for (number i = 0; i != which.size(); ++i) {
        if (which[i]) result.push_back(&revisions_[i]);
    }
    if (order == direction::downgrade) std::reverse(result.begin(), result.end());
    return result;
}

position graph::holding(const std::vector<std::string>& ids) const {
    numbers all;
    for (const std::string& id : ids) {
        if (const auto found = by_id_.find(id); found != by_id_.end()) all.push_back(found->second);
    }
    return resting(marked(all, needs_));
}

std::vector<const revision*> graph::held(const position& at) const {
    return chosen(marked(known(at), needs_), direction::upgrade);
}

bool graph::includes(const position& at, const revision& which) const {
    const auto found = by_id_.find(which.id());
    return found != by_id_.end() && marked(known(at), needs_, found->second)[found->second];
}

bool graph::can_step(const position& at, const revision& which, direction way) const {
    if (way == direction::downgrade) return std::find(at.begin(), at.end(), which.id()) != at.end();
    const number wanted = number_of(which);
    const numbers& needs = needs_[wanted];
    const number lowest = needs.empty() ? wanted : *std::min_element(needs.begin(), needs.end());
    const flags applied = marked(known(at), needs_, lowest);
    return !applied[wanted] && std::all_of(needs.begin(), needs.end(), [&](number each) { return applied[each]; });
}

// Looks at what is near only: a run calls this for each of its steps.
position graph::after(const position& at, const revision& which, direction way) const {
    const number step = number_of(which);
    const numbers& needs = needs_[step];
    numbers result = known(at);
    if (way == direction::upgrade) {
        std::erase_if(result, [&](number each) { return std::find(needs.begin(), needs.end(), each) != needs.end(); });
        result.push_back(step);
    } else {
        std::erase(result, step);
        const numbers freed = without_covered(needs, result);
        result.insert(result.end(), freed.begin(), freed.end());
    }
    position ids;
    for (const number each : result) ids.push_back(revisions_[each].id());
    std::sort(ids.begin(), ids.end());
    return ids;
}

/// Those of `which` that nothing else of it or of `beside` needs.
graph::numbers graph::without_covered(const numbers& which, const numbers& beside) const {
    if (which.empty()) return {};
    numbers below;
    for (const numbers* each : {&which, &beside}) {
        for (const number above : *each) below.insert(below.end(), needs_[above].begin(), needs_[above].end());
    }
    const flags covered = marked(below, needs_, *std::min_element(which.begin(), which.end()));
    numbers result;
    for (const number each : which) {
        if (!covered[each] && std::find(beside.begin(), beside.end(), each) == beside.end()) result.push_back(each);
    }
    return result;
}

position graph::after(const position& at, const route& along) const {
    flags applied = marked(known(at), needs_);
    for (const revision* each : along.steps) applied[number_of(*each)] = along.way == direction::upgrade;
    return resting(applied);
}

std::vector<const revision*> graph::upgrade_path(const position& from, std::string_view target_text) const {
    const target to(*this, target_text);
    const numbers start = known(from);
    if (to.is_relative() && to.goes_back())
        throw migration_error(quoted(target_text) + " goes back: that is a downgrade");
    const numbers wanted = to.from(start);
    if (wanted.empty() && !revisions_.empty() && !to.is_relative())
        throw migration_error(std::string(target_text) + " is below every revision: that is a downgrade");
    flags path = marked(wanted, needs_);
    const flags applied = marked(start, needs_);
    for (number i = 0; i != path.size(); ++i) path[i] = path[i] && !applied[i];
    return chosen(path, direction::upgrade);
}

/// What has to go for a database at `from` to be at `to`: what comes after that, and what depends on it.
graph::flags graph::undone_for(const target& to, const position& from) const {
    const numbers start = known(from);
    const flags applied = marked(start, needs_);
    numbers open;
    if (to.is_relative()) {
        if (!to.goes_back()) throw migration_error(quoted(to.text()) + " goes on: that is an upgrade");
        open = to.last_applied(start);
    } else {
        const numbers stop = to.absolute();
        for (const number each : stop) {
            if (!applied[each])
                throw migration_error("cannot go down to " + revisions_[each].id() + ": the database is at " +
                                      text_of(from) + ", where that is not applied");
            std::copy_if(children_[each].begin(), children_[each].end(), std::back_inserter(open),
                         [&](number child) { return to.holds(child); });
        }
        for (number i = 0; stop.empty() && i != revisions_.size(); ++i) {
            if (parents_[i].empty() && to.holds(i)) open.push_back(i);
        }
    }
    flags result(revisions_.size());
    while (!open.empty()) {
        const number at = open.back();
        open.pop_back();
        if (!applied[at] || result[at]) continue;
        result[at] = true;
        open.insert(open.end(), needed_by_[at].begin(), needed_by_[at].end());
        if (!to.has_branch() || !to.holds(at)) continue;
        for (const number child : children_[at]) {
            if (applied[child] && !to.holds(child))
                throw migration_error(quoted(to.text()) + " would undo " + revisions_[at].id() + ", which " +
                                      revisions_[child].id() + " comes after, too, and that is not on the branch " +
                                      quoted(to.branch()) + "; go down to " + std::string(to.branch()) + '@' +
                                      revisions_[at].id() + ", or leave the branch out to undo the other one as well");
        }
    }
    return result;
}

std::vector<const revision*> graph::downgrade_path(const position& from, std::string_view target_text) const {
    const target to(*this, target_text);
    auto path = chosen(undone_for(to, from), direction::downgrade);
    for (const revision* each : path) {
        if (!each->irreversible().empty())
            throw migration_error("revision " + each->id() + " cannot be undone: " + each->irreversible());
    }
    return path;
}

route graph::between(std::string_view range) const {
    const auto colon = range.find(':');
    if (colon == std::string_view::npos) return {direction::upgrade, upgrade_path({}, range)};
    const std::string_view first = range.substr(0, colon);
    const std::string_view second = colon + 1 == range.size() ? "heads" : range.substr(colon + 1);
    const target from(*this, first.empty() ? "base" : first);
    const target to(*this, second);
    if (from.is_relative())
        throw migration_error(quoted(range) + " begins with steps from nowhere; name a revision, or base");
    const flags start = marked(from.absolute(), needs_);
    const position at = resting(start);
    if (to.is_relative())
        return to.goes_back() ? route{direction::downgrade, downgrade_path(at, second)}
                              : route{direction::upgrade, upgrade_path(at, second)};
    const numbers end = to.absolute();
    const bool is_back = std::all_of(end.begin(), end.end(), [&](number each) { return start[each]; });
    return is_back ? route{direction::downgrade, downgrade_path(at, second)}
                   : route{direction::upgrade, upgrade_path(at, second)};
}

std::vector<const revision*> graph::range(const position& at, std::string_view text) const {
    const auto colon = text.find(':');
    const std::string_view first = text.substr(0, colon);
    const std::string_view second = colon == std::string_view::npos ? first : text.substr(colon + 1);
    const auto counts = [&](std::string_view side) {
        return !side.empty() && side != "current" && target(*this, side).is_relative();
    };
    const auto resolved = [&](std::string_view side, std::string_view otherwise, const numbers& start) {
        return side == "current" ? known(at) : target(*this, side.empty() ? otherwise : side).from(start, true);
    };
    if (counts(first) && counts(second))
        throw migration_error(quoted(text) + " counts from nowhere; one end is a revision, head, base or current");
    const numbers fixed = counts(first) ? resolved(second, "heads", {}) : resolved(first, "base", {});
    const numbers from = counts(first) ? resolved(first, "base", fixed) : fixed;
    const numbers to = counts(first) ? fixed : resolved(second, "heads", fixed);

    flags result = marked(to, needs_);
    flags below = marked(from, needs_);
    for (const number each : from) below[each] = false;
    for (number i = 0; i != result.size(); ++i) result[i] = result[i] && !below[i];
    return chosen(result, direction::downgrade);
}

position graph::stamped(const position& at, const std::vector<std::string>& targets) const {
    const flags before = marked(known(at), needs_);
    flags applied = before;
    numbers ends;
    for (const std::string& text : targets) {
        const target to(*this, text);
        if (to.is_relative())
            throw migration_error(quoted(text) + " counts from where the database stands; a stamp names a revision");
        const numbers wanted = to.absolute();
        check_apart(ends, wanted);
        if (wanted.empty() && !to.has_branch() && targets.size() > 1)
            throw migration_error("base is below every revision; leave it out, or the others");
        ends.insert(ends.end(), wanted.begin(), wanted.end());
        const bool goes_down = std::all_of(wanted.begin(), wanted.end(), [&](number each) { return before[each]; });
        const flags undone = goes_down ? undone_for(to, at) : flags(revisions_.size());
        const flags held = marked(wanted, needs_);
        for (number i = 0; i != applied.size(); ++i) applied[i] = (applied[i] && !undone[i]) || held[i];
    }
    return resting(applied);
}

/// Throws where one of `ends` is needed by one of `others`, or the other way round.
void graph::check_apart(const numbers& ends, const numbers& others) const {
    const auto check = [&](const numbers& upper, const numbers& lower) {
        const flags held = marked(upper, needs_);
        for (const number each : lower) {
            if (held[each])
                throw migration_error("a database that is at " + list(upper) + " has " + revisions_[each].id() +
                                      " already; leave one of them out");
        }
    };
    check(ends, others);
    check(others, ends);
}

}  // namespace rowan::migrate
