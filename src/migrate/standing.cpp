#include "migrate/standing.hpp"

#include <rowan/migrate/lock_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rowan::migrate {

namespace {

bool contains(const position& at, const std::string& id) { return std::find(at.begin(), at.end(), id) != at.end(); }

/// What stands before the last colon: by which rules a checksum was made.
std::string_view rules_of(std::string_view checksum) {
    return checksum.substr(0, std::min(checksum.rfind(':'), checksum.size()));
}

/// The first file that its way up came from.
std::string file_of(const revision& which) {
    for (const schema::operation& each : which.up()) {
        const auto* script = std::get_if<schema::run_sql>(&each);
        if (script == nullptr) continue;
        return script->files.empty() ? script->source : script->files.front().path;
    }
    return {};
}

std::string line_of(const edited_error::details& edited) {
    return fmt::format("\n    {}{}\n      applied: {}\n      now:     {}", edited.revision,
                       edited.file.empty() ? "" : " (" + edited.file + ')', edited.applied, edited.checksum);
}

}  // namespace

position standing::rows_for(const position& now) const {
    position result;
    for (const std::string& id : rows) {
        if (!contains(known, id) || contains(now, id)) result.push_back(id);
    }
    for (const std::string& id : now) {
        if (!contains(known, id) && !contains(result, id)) result.push_back(id);
    }
    std::sort(result.begin(), result.end());
    return result;
}

standing stored_heads(const history& of, const graph& in) {
    standing result;
    recorded now = of.read();
    result.has_history = now.exists;
    result.rows = std::move(now.heads);
    result.applied = std::move(now.applied);
    for (const std::string& id : result.rows) (in.find(id) == nullptr ? result.unknown : result.known).push_back(id);
    return result;
}

standing standing_of(const history& of, const graph& in, when_ahead policy) {
    standing result = stored_heads(of, in);
    if (!result.is_ahead()) return result;
    if (policy == when_ahead::refuse) in.held(result.rows);  // which says what is unknown
    std::set<std::string> applied;
    for (const auto& each : result.applied) applied.insert(each.id);
    for (const std::string& id : result.unknown) {
        if (!applied.contains(id))
            throw ahead_error("the database is at revision " + id +
                                  ", which this program does not know, and its history does not say how it came there: "
                                  "what else it holds is uncertain; use the program that knows the revision, or stamp "
                                  "the database",
                              id);
    }
    position all(applied.begin(), applied.end());
    all.insert(all.end(), result.known.begin(), result.known.end());
    result.known = in.holding(all);
    return result;
}

void refuse_edited(const standing& at, const graph& in) {
    std::vector<edited_error::details> edited;
    std::string list;
    for (const auto& [id, then] : at.applied) {
        const revision* which = in.find(id);
        if (which == nullptr || then.empty()) continue;
        const std::string now = checksum(*which);
        if (now == then || rules_of(now) != rules_of(then)) continue;
        edited.push_back({id, file_of(*which), then, now});
        list += line_of(edited.back());
    }
    if (edited.empty()) return;
    throw edited_error("what was applied to this database has been edited since:" + list +
                           "\n  Nothing was run. Take the edit back and write a new revision; or, where the database "
                           "has what the edit says, accept it by a repair with a reason",
                       edited.front());
}

void refuse_inserted(const standing& at, const graph& in) {
    std::set<std::string> applied;
    for (const auto& each : at.applied) applied.insert(each.id);
    std::vector<edited_error::details> inserted;
    std::string list;
    for (const revision* each : in.held(at.known)) {
        if (applied.contains(each->id())) continue;
        inserted.push_back({each->id(), file_of(*each), {}, checksum(*each)});
        list += fmt::format("\n    {} ({})", each->id(),
                            inserted.back().file.empty() ? each->message() : inserted.back().file);
    }
    if (inserted.empty()) return;
    throw edited_error(
        fmt::format(
            "revisions stand before what this database has ({}), and were never applied to it:{}\n  Nothing was "
            "run. Put them behind it, under a new number or after the head; or, where the database has what "
            "they do, accept each by a repair with a reason",
            text_of(at.rows), list),
        inserted.front());
}

}  // namespace rowan::migrate
