#pragma once

#include "sqlite_rebuild.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace rowan::detail {

/// What is wrong around a table at a moment: rows without their parents, views and triggers that do not work. A change
/// of the table must not add to it; what was wrong before may stay.
class sqlite_standing {
public:
    /// Without a name of a table: of no table's rows.
    sqlite_standing(sqlite_connection& in, const sqlite_place& table);

    /// `changed` is what has been done, for people. Throws usage_error, constraint_error.
    void require_as_good_as(const sqlite_standing& before, const std::string& changed) const;

private:
    void look_at_rows(sqlite_connection& in, const sqlite_place& table);
    void look_at_views(sqlite_connection& in, const sqlite_place& table);
    void look_at_triggers(sqlite_connection& in, const sqlite_place& table);

    std::map<std::string, std::int64_t> orphans_;  // by "child" and "parent"
    std::map<std::string, std::string> broken_;    // views and tables with triggers, and what SQLite says
    std::string table_;
};

}  // namespace rowan::detail
