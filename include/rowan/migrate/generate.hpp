#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/schema/database.hpp>

#include <string>
#include <vector>

#include <rowan/export.hpp>

/// Described structs of a database that is there: what a program begins with that did not make its tables.
namespace rowan::migrate {

struct generate_options {
    std::string name_space = "entities";  ///< `shop` or `shop::tables`
    std::string tables = "*";             ///< those that get structs; `*` stands for anything: `"shop_*"`
};

struct generated_file {
    std::string name;
    std::string text;

    friend bool operator==(const generated_file&, const generated_file&) = default;
};

/// A header for each table, with its struct and `table_of`; tables whose foreign keys go round share one. Beside them
/// `enums.hpp` and `types.hpp` where columns need them, and `entities.hpp` with all of it. The same database gives the
/// same text. What a struct cannot say is named in a comment, and left to the migration.
///
/// `of` is the dialect of the database that was read. Throws migration_error where the namespace is none.
ROWAN_EXPORT std::vector<generated_file> generate_entities(const schema::database& from, const dialect& of,
                                                           const generate_options& how = {});

/// A first revision that makes all of it in an empty database, for a folder of SQL files.
ROWAN_EXPORT generated_file first_sql_migration(const schema::database& from, const dialect& of);
/// The same as a function `first_revision()` in a header.
ROWAN_EXPORT generated_file first_cpp_migration(const schema::database& from, const generate_options& how = {});

}  // namespace rowan::migrate
