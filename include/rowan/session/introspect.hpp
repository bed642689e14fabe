#pragma once

#include <rowan/schema/database.hpp>
#include <rowan/session/session.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

/// Reads the live database into the schema model.
namespace rowan {

struct introspect_options {
    /// Those that are read. Empty: those in which a name without a schema is looked for; an empty name: the one in
    /// which it is made. A backend without schemas reads what is there.
    std::vector<std::string> schemas{};
    bool every_schema = false;  ///< all but the server's own
    bool only_tables = false;   ///< and nothing beside them
    /// Tables that are left out by their names, with their sequences, indexes, triggers and policies.
    std::vector<std::string> without_tables{};
};

/// The live database as its catalog has it, in its own words; see schema::database. A fixed number of queries, however
/// much there is. What belongs to an extension is left out, and comes back with it. Owners and privileges are not read.
ROWAN_EXPORT schema::database introspect(session& in, const introspect_options& options = {});

/// The enum type of that name with its labels in order; empty where there is none,
/// or where the backend has no enum types.
ROWAN_EXPORT std::optional<schema::enum_type> introspect_enum(session& in, std::string_view name);
/// What the domain of that name is, in the database's own words: `integer not null CHECK ((VALUE > 0))`, without the
/// names of its checks. Empty where there is none, or where the backend has no domains.
ROWAN_EXPORT std::optional<std::string> introspect_domain(session& in, std::string_view name);
/// The same of a domain that is not there: it is created under another name and taken back. Throws usage_error where
/// the backend has no domains.
ROWAN_EXPORT std::string domain_in_words(session& in, schema::domain which);
ROWAN_EXPORT bool table_exists(session& in, std::string_view name);
/// The tables of `introspect`, without partitions and virtual tables, as a struct describes them: a column of a primary
/// key takes no NULL, even where SQLite lets it.
ROWAN_EXPORT std::vector<schema::table> introspect_tables(session& in);

/// An extension as the server knows it.
struct extension_state {
    bool created = false;    ///< in this database
    bool available = false;  ///< its files are there, so that it can be created
    std::string package;     ///< that brings its files, as Debian calls it for a server of this version
};

/// Throws usage_error where the backend has no extensions.
ROWAN_EXPORT extension_state introspect_extension(session& in, std::string_view name);

/// A table as far as it was asked for.
struct table_columns {
    std::string schema_name;  ///< empty: the schema in which a table without one in its name would be created
    std::string name;
    std::vector<std::string> columns;
};
/// Of the tables of these names those that are there, in every schema. One statement.
ROWAN_EXPORT std::vector<table_columns> introspect_columns(session& in, const std::vector<std::string>& tables);
/// The tables with columns of the enum type or domain of that name, also by arrays of it and domains over it. Without
/// partitions; none where the backend has no such types.
ROWAN_EXPORT std::vector<table_columns> columns_of_type(session& in, std::string_view type);
/// The schemas whose names are `like` a pattern (`%` and `_`), sorted; none where the backend has no schemas.
ROWAN_EXPORT std::vector<std::string> schemas_like(session& in, std::string_view pattern);

}  // namespace rowan
