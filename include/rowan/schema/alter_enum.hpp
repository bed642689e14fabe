#pragma once

#include <rowan/schema/table.hpp>

#include <string>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::schema {

/// A column of an enum type.
struct enum_use {
    std::string table;
    schema::column column;
    std::string schema_name{};

    friend bool operator==(const enum_use&, const enum_use&) = default;
};

/// Labels are added, renamed, taken away or put in another order.
struct alter_enum {
    std::string name;
    std::vector<std::string> from;
    std::vector<std::string> to;
    /// Labels that go, and what their rows have from then on; a label that goes and is not named here must have no
    /// rows.
    std::vector<std::pair<std::string, std::string>> instead{};
    /// The columns of the type, where they must be known: migrations fill in those of tables that they created.
    std::vector<enum_use> uses{};
    std::string schema_name{};

    friend bool operator==(const alter_enum&, const alter_enum&) = default;
};

/// A label under a new name: its rows are that label's, in both directions.
ROWAN_EXPORT std::vector<std::pair<std::string, std::string>> renamed_labels(const alter_enum& by);

/// A column of the type as it is afterwards.
ROWAN_EXPORT column altered(const column& of, const alter_enum& by);

ROWAN_EXPORT alter_enum reversed(const alter_enum& what);

}  // namespace rowan::schema
