#include "migrate/stamping.hpp"

#include <fmt/format.h>

#include "migrate/entry.hpp"

#include <algorithm>
#include <set>

namespace rowan::migrate {

void require_reason(const std::string& reason, std::string_view what) {
    if (reason.find_first_not_of(" \t\r\n") == std::string::npos)
        throw migration_error(fmt::format("a {} needs a reason: those who read the history will ask for it", what));
}

void refuse_history(const standing& at, std::string_view what) {
    if (at.rows.empty() && at.applied.empty()) return;
    throw migration_error(
        fmt::format("this database has a history, and is at {}: a {} is for one that has none; stamp "
                    "says where a database is that has one",
                    text_of(at.rows), what));
}

outcome stamping::write(const standing& before, const position& to) {
    outcome result{.from = before.rows, .to = to, .applied = {}, .notes = {}};
    migrate::history(session_).move(before.rows, to);
    forget(before.unknown, result);
    append(before.known, to, direction::downgrade, result);
    append(to, before.known, direction::upgrade, result);
    return result;
}

void stamping::forget(const position& unknown, outcome& into) {
    for (const std::string& id : unknown) {
        migrate::history(session_).append(
            entry_now(kind_, id, "unknown to the program that forgot it", direction::downgrade, reason_));
        into.applied.push_back(id);
    }
}

void stamping::append(const position& from, const position& without, direction way, outcome& into) {
    auto all = graph_.held(from);
    const auto kept = graph_.held(without);
    const std::set<const revision*> others(kept.begin(), kept.end());
    if (way == direction::downgrade) std::reverse(all.begin(), all.end());
    for (const revision* each : all) {
        if (others.contains(each)) continue;
        migrate::history(session_).append(entry_for(kind_, *each, graph_, way, reason_, session_.dialect()));
        into.applied.push_back(each->id());
    }
}

}  // namespace rowan::migrate
