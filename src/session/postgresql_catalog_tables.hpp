#pragma once

#include <rowan/schema/database.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "catalog_rows.hpp"

namespace rowan::detail::postgresql {

/// The number of an object among those of its class, as pg_depend has it.
struct object_number {
    std::string of;  ///< relation, type, function, rule, statistics, default, constraint
    std::int64_t number = 0;

    friend auto operator<=>(const object_number&, const object_number&) = default;
};

/// Objects of a database as they are read, with the numbers by which they speak of each other.
struct numbered_objects {
    std::vector<std::pair<object_number, schema::object_name>> named;
    /// What is a part of something: a row type of its table, a partition.
    std::vector<std::pair<object_number, object_number>> parts;
};

/// The type that the columns from `first` tell, see queries::columns.
sql_type type_of(const catalog_rows& row, std::size_t first);
/// `{1,2,3}`
std::string array_text(const std::vector<std::int64_t>& numbers);

/// Reads tables with all that is in them, and views.
void read_relations(session& in, const std::string& scope, bool only_tables, schema::database& to,
                    numbered_objects& numbers);

}  // namespace rowan::detail::postgresql
