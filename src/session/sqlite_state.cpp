#include "sqlite_state.hpp"

#include <algorithm>
#include <array>

#include "sqlite_rebuild.hpp"
#include "sqlite_text.hpp"

namespace rowan::detail {
namespace {
// sqlite.org/pragma.html: those that are kept by the connection and can be asked for.
constexpr std::array<std::string_view, 14> pragmas{
    "foreign_keys",
    "recursive_triggers",
    "defer_foreign_keys",
    "legacy_alter_table",
    "ignore_check_constraints",
    "query_only",
    "reverse_unordered_selects",
    "writable_schema",
    "read_uncommitted",
    "trusted_schema",
    "secure_delete",
    "synchronous",
    "busy_timeout",
    "cache_size",
};

std::string value_of(sqlite_connection& in, const std::string& query) {
    const auto rows = sqlite_rows(in, query);
    return rows.empty() ? std::string() : rows[0][0];
}

void set(sqlite_connection& in, const std::string& name, const std::string& value) {
    sqlite3_exec(in.db, ("pragma " + name + " = " + value).c_str(), nullptr, nullptr, nullptr);
}
}  // namespace

session_state sqlite_state_of(sqlite_connection& in) {
    session_state result;
    for (const std::string_view each : pragmas)
        result.settings.emplace_back(each, value_of(in, "pragma " + std::string(each)));
    // This one tells nobody what it is.
    result.settings.emplace_back("case_sensitive_like", value_of(in, "select 'a' not like 'A'"));
    for (const auto& row : sqlite_rows(in,
                                       "select type, name from temp.sqlite_schema where type in ('table', 'view') and "
                                       "name not like 'sqlite\\_%' escape '\\'"))
        result.leavings.push_back("drop " + row[0] + " temp." + quoted(row[1]));
    for (const auto& row : sqlite_rows(in, "select name from pragma_database_list where seq > 1"))
        result.leavings.push_back("detach database " + quoted(row[0]));
    return result;
}

// Within a transaction some of them do not change, and SQLite says nothing.
void restore_sqlite_settings(sqlite_connection& in, const session_state& to) {
    const session_state now = sqlite_state_of(in);
    for (std::size_t i = 0; i != now.settings.size() && i != to.settings.size(); ++i) {
        if (now.settings[i] != to.settings[i]) set(in, to.settings[i].first, to.settings[i].second);
    }
}

}  // namespace rowan::detail
