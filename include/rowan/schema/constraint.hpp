#pragma once

#include <rowan/schema/table.hpp>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::schema {

/// A column or expression, and the operator that must not hold between two rows for all of them.
struct exclude_key {
    index_key key;
    std::string with;  ///< `=`, `&&`, …

    friend bool operator==(const exclude_key&, const exclude_key&) = default;
};

/// No two rows meet all operators (PostgreSQL): bookings of one room that overlap.
struct exclude {
    std::string name;
    std::vector<exclude_key> keys;
    std::string method = "gist";
    std::optional<sql_text> where;
    bool deferrable = false;
    bool initially_deferred = false;

    friend bool operator==(const exclude&, const exclude&) = default;
};

using constraint = std::variant<primary_key, unique, foreign_key, check, exclude>;

ROWAN_EXPORT const std::string& name_of(const constraint& what) noexcept;
/// "primary key", "unique", "foreign key", "check", "exclude".
ROWAN_EXPORT std::string_view kind_of(const constraint& what) noexcept;
/// All that `of` has, the order in which `create table` writes them.
ROWAN_EXPORT std::vector<constraint> constraints_of(const table& of);

}  // namespace rowan::schema
