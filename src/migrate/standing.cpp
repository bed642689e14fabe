#include "migrate/standing.hpp"

#include <algorithm>
#include <set>

namespace rowan::migrate {

namespace {

bool contains(const position& at, const std::string& id) { return std::find(at.begin(), at.end(), id) != at.end(); }

/// Ids whose last entry says that they were applied.
std::set<std::string> applied_by(const std::vector<history_entry>& entries) {
    std::set<std::string> result;
    for (const history_entry& each : entries) {
        if (!is_of_revision(each.kind)) continue;
        if (each.direction == direction::upgrade)
            result.insert(each.revision);
        else
            result.erase(each.revision);
    }
    return result;
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
    result.rows = of.heads();
    for (const std::string& id : result.rows) (in.find(id) == nullptr ? result.unknown : result.known).push_back(id);
    return result;
}

standing standing_of(const history& of, const graph& in, when_ahead policy) {
    standing result = stored_heads(of, in);
    if (!result.is_ahead()) return result;
    if (policy == when_ahead::refuse) in.held(result.rows);  // which says what is unknown
    const std::set<std::string> applied = applied_by(of.entries());
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

}  // namespace rowan::migrate
