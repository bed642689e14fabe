#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What constraints and indexes are called that nobody named: as PostgreSQL does.
namespace rowan::migrate {

inline std::string joined_name(std::string_view table, const std::vector<std::string>& columns,
                               std::string_view suffix) {
    std::string result(table);
    for (const std::string& column : columns) result.append("_").append(column);
    return result.append(suffix);
}

inline std::string name_or(std::string name, std::string otherwise) {
    return name.empty() ? std::move(otherwise) : std::move(name);
}

inline std::string primary_key_name(std::string_view table) { return joined_name(table, {}, "_pkey"); }
inline std::string unique_name(std::string_view table, const std::vector<std::string>& columns) {
    return joined_name(table, columns, "_key");
}
inline std::string foreign_key_name(std::string_view table, const std::vector<std::string>& columns) {
    return joined_name(table, columns, "_fkey");
}
inline std::string index_name(std::string_view table, const std::vector<std::string>& columns) {
    return "ix_" + joined_name(table, columns, "");
}

}  // namespace rowan::migrate
