#pragma once

#include <rowan/schema/sql_text.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Changes of rows rather than of tables.
namespace rowan {
class session;
}

namespace rowan::schema {

/// An update of many rows, so many at a time along a key, each batch in a transaction of its own.
struct backfill {
    std::string table;
    std::vector<std::pair<std::string, sql_text>> set{};  ///< columns and their new values
    sql_text where{};                                     ///< empty: all rows
    std::string key = "id";                               ///< unique and not null; of any type that has an order
    std::int64_t batch = 5000;                            ///< rows
    std::int64_t pause_milliseconds = 0;                  ///< between batches
    bool stays = false;                                   ///< going back leaves what it filled
    std::string schema_name{};
    friend bool operator==(const backfill&, const backfill&) = default;
};

/// A step in C++, within the revision's transaction. Without `down` it cannot be undone.
struct run_code {
    std::string name;  ///< what it does, for people
    void (*up)(session&) = nullptr;
    void (*down)(session&) = nullptr;
    friend bool operator==(const run_code&, const run_code&) = default;
};

}  // namespace rowan::schema
