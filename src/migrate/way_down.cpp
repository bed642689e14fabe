#include "migrate/way_down.hpp"

#include <map>
#include <optional>

namespace rowan::migrate {

namespace {

constexpr std::string_view no_transaction = "-- no transaction\n";

std::optional<std::string> script_for(const schema::operation& which, const dialect& with) {
    if (const auto* script = std::get_if<schema::run_sql>(&which))
        return with.words(script->script) + "\n;\n";
    if (with.needs_database(which)) return std::nullopt;
    std::string result;
    for (const std::string& statement : with.render(which)) result += statement + ";\n";
    return result;
}

revision stored_revision(const history_entry& entry) {
    revision result(entry.revision, entry.message);
    result.checksum(entry.checksum);
    for (const std::string& parent : entry.parents) result.after(parent);
    for (const std::string& other : entry.needs) result.depends_on(other);
    if (entry.way_down.empty())
        return std::move(result.irreversible("the history holds no way back for it; use the program that knows it"));
    if (entry.way_down.starts_with(no_transaction)) result.without_transaction(direction::downgrade);
    return std::move(result.down([&](operations& op) { op.sql(entry.way_down); }));
}

}  // namespace

std::string way_down(const revision& which, const dialect& with) {
    std::string result;
    if (!which.irreversible().empty()) return result;
    if (!which.has_transaction(direction::downgrade)) result = no_transaction;
    try {
        for (const schema::operation& each : which.down()) {
            const auto script = script_for(each, with);
            if (!script) return {};
            result += *script;
        }
    } catch (const dialect_error&) {
        return {};  // it fails when it is undone, not now
    }
    return result.empty() ? "-- nothing to undo\n" : result;
}

graph with_stored(const graph& known, const history& of) {
    std::map<std::string, history_entry> newest;
    for (history_entry& each : of.entries()) {
        if (each.kind != entry_kind::repeatable && each.kind != entry_kind::seed)
            newest[each.revision] = std::move(each);
    }
    std::vector<revision> all = known.revisions();
    for (const auto& [id, entry] : newest) {
        if (known.find(id) == nullptr && entry.direction == direction::upgrade) all.push_back(stored_revision(entry));
    }
    return graph(std::move(all));
}

}  // namespace rowan::migrate
