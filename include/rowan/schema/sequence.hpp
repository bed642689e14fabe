#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace rowan::schema {

/// Numbers one after the other. Left out by a backend without sequences.
struct sequence {
    std::string name;
    std::int64_t start = 1;
    std::int64_t increment = 1;
    std::string schema_name{};
    std::string type{};                     ///< `smallint`, `integer`; empty is bigint
    std::optional<std::int64_t> minimum{};  ///< where it is not that of the type and the direction
    std::optional<std::int64_t> maximum{};
    std::int64_t cache = 1;     ///< numbers that a session takes at once
    bool cycle = false;         ///< begins again after the last
    std::string owner_table{};  ///< goes with this column of a table in the same schema
    std::string owner_column{};
    std::string comment{};
    bool unlogged = false;  ///< PostgreSQL

    friend bool operator==(const sequence&, const sequence&) = default;
};

}  // namespace rowan::schema
