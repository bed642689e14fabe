#pragma once

#include <string_view>

namespace rowan {

/// Short questions to a backend's catalog, for which reading all of it (`driver::catalog`) would be slow. `$1` is a
/// name.
struct catalog_questions {
    std::string_view table_exists;  ///< one row with 1 or none
    /// schema, table, column; goes on with the names of the tables in parentheses and `by_table`
    std::string_view columns;
    std::string_view by_table;
    std::string_view enum_labels{};      ///< empty where there are no enum types
    std::string_view extension{};        ///< whether it is created, whether it is available, the server's major version
    std::string_view schemas_like{};     ///< empty where there are no schemas
    std::string_view domain{};           ///< its definition; empty where there are no domains
    std::string_view columns_of_type{};  ///< as `columns`; empty where types have no names of their own
};

}  // namespace rowan
