#pragma once

#include <rowan/schema/objects.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <rowan/export.hpp>

/// Changes of a schema as plain data. Each carries what it takes to undo it, so that reversing needs no database.
namespace rowan::schema {

struct create_table {
    schema::table table;
    friend bool operator==(const create_table&, const create_table&) = default;
};
struct drop_table {
    schema::table table;
    friend bool operator==(const drop_table&, const drop_table&) = default;
};
struct rename_table {
    std::string from;
    std::string to;
    std::string schema_name{};
    friend bool operator==(const rename_table&, const rename_table&) = default;
};
struct add_column {
    std::string table;
    schema::column column;
    std::string schema_name{};
    friend bool operator==(const add_column&, const add_column&) = default;
};
struct drop_column {
    std::string table;
    schema::column column;
    std::string schema_name{};
    friend bool operator==(const drop_column&, const drop_column&) = default;
};
struct rename_column {
    std::string table;
    std::string from;
    std::string to;
    std::string schema_name{};
    friend bool operator==(const rename_column&, const rename_column&) = default;
};
struct create_index {
    schema::index index;
    friend bool operator==(const create_index&, const create_index&) = default;
};
struct drop_index {
    schema::index index;
    friend bool operator==(const drop_index&, const drop_index&) = default;
};
struct create_enum {
    enum_type type;
    friend bool operator==(const create_enum&, const create_enum&) = default;
};
struct drop_enum {
    enum_type type;
    friend bool operator==(const drop_enum&, const drop_enum&) = default;
};
struct create_domain {
    schema::domain domain;
    friend bool operator==(const create_domain&, const create_domain&) = default;
};
struct drop_domain {
    schema::domain domain;
    friend bool operator==(const drop_domain&, const drop_domain&) = default;
};
struct create_view {
    schema::view view;
    friend bool operator==(const create_view&, const create_view&) = default;
};
struct drop_view {
    schema::view view;
    friend bool operator==(const drop_view&, const drop_view&) = default;
};
struct create_extension {
    schema::extension extension;
    friend bool operator==(const create_extension&, const create_extension&) = default;
};
struct drop_extension {
    schema::extension extension;
    friend bool operator==(const drop_extension&, const drop_extension&) = default;
};
/// A script in the database's own words, any number of statements. Without `reverse` it cannot be undone.
struct run_sql {
    sql_text script;
    std::optional<sql_text> reverse;
    std::string source;  ///< file it came from, for error messages
    friend bool operator==(const run_sql&, const run_sql&) = default;
};

using operation = std::variant<create_table, drop_table, rename_table, add_column, drop_column, rename_column,
                               create_index, drop_index, create_enum, drop_enum, create_domain, drop_domain,
                               create_view, drop_view, create_extension, drop_extension, run_sql>;

/// The operation that undoes `what`; empty where nothing can (`run_sql` without its reverse).
ROWAN_EXPORT std::optional<operation> reverse(const operation& what);

/// One line for people: `create table "projects"`.
ROWAN_EXPORT std::string describe(const operation& what);

}  // namespace rowan::schema
