#include "sqlite_trace.hpp"

#include <rowan/types/error.hpp>

#include <algorithm>
#include <new>

#include "sqlite_rebuild.hpp"

namespace rowan::detail {
namespace {

/// Its plan; none where the statement does not run any more.
std::vector<std::vector<std::string>> plan_of(sqlite_connection& in, const std::string& sql) {
    try {
        return sqlite_rows(in, "explain query plan " + sql);
    } catch (const error&) { return {}; }
}

/// `tasks` of `SCAN tasks`, `SCAN tasks USING COVERING INDEX i`, `SCAN TABLE tasks AS t` (before 3.36).
std::string scanned_table(std::string plan) {
    if (!plan.starts_with("SCAN ")) return {};
    plan.erase(0, plan.starts_with("SCAN TABLE ") ? 11 : 5);
    return plan.substr(0, std::min(plan.find(" AS "), plan.find(" USING ")));
}

}  // namespace

int sqlite_trace::see(unsigned, void* self, void* statement, void*) noexcept {
    auto& by = *static_cast<sqlite_trace*>(self);
    if (by.looks_) return 0;
    try {
        if (const char* const sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement))) by.ran_.emplace_back(sql);
    } catch (const std::bad_alloc&) {}  // one that is not told of
    return 0;
}

void sqlite_trace::begin() {
    ran_.clear();
    scans_.clear();
    sqlite3_trace_v2(in_.db, SQLITE_TRACE_PROFILE, see, this);
}

void sqlite_trace::end() noexcept { sqlite3_trace_v2(in_.db, 0, nullptr, nullptr); }

void sqlite_trace::count_scans(trace_marks& in) {
    for (const std::string& sql : std::exchange(ran_, {})) {
        for (const auto& row : plan_of(in_, sql)) {
            if (row.size() == 4) ++scans_[scanned_table(row[3])];
        }
    }
    for (relation_marks& each : in.relations) {
        if (const auto found = scans_.find(each.name); found != scans_.end()) each.scans += found->second;
    }
}

trace_marks sqlite_trace::look() {
    // To make an index reads all rows, too, and has no plan.
    constexpr const char* relations =
        "select name, rootpage, type, (select count(*) from sqlite_schema i where i.type = 'index' and i.tbl_name = "
        "s.name) from sqlite_schema s where type in ('table', 'index') and rootpage <> 0 and name not like 'sqlite~_%' "
        "escape '~' order by name";
    looks_ = true;
    trace_marks result;
    for (const auto& row : sqlite_rows(in_, relations)) {
        const bool is_index = row[2] == "index";
        result.relations.push_back({.id = row[0], .name = row[0], .storage = row[1]});
        result.relations.back().scans = is_index ? 0 : std::stoll(row[3]);
        result.relations.back().is_index = is_index;
    }
    count_scans(result);
    looks_ = false;
    return result;
}

}  // namespace rowan::detail
