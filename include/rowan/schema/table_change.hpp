#pragma once

#include <rowan/schema/column.hpp>
#include <rowan/schema/constraint.hpp>

#include <optional>
#include <string>
#include <variant>

#include <rowan/export.hpp>

/// What can happen to a table that is there, as plain data.
namespace rowan::schema {

struct add_column {
    schema::column column;
    friend bool operator==(const add_column&, const add_column&) = default;
};
struct drop_column {
    schema::column column;
    friend bool operator==(const drop_column&, const drop_column&) = default;
};
struct rename_column {
    std::string from;
    std::string to;
    friend bool operator==(const rename_column&, const rename_column&) = default;
};
/// Whatever differs between the two is changed, nothing else; their names are the same.
struct alter_column {
    schema::column from;
    schema::column to;
    /// The value of the new type, where the backend cannot make it of the old one by itself, and the way back.
    std::optional<sql_text> converted{};
    std::optional<sql_text> converted_back{};
    friend bool operator==(const alter_column&, const alter_column&) = default;
};
struct add_constraint {
    schema::constraint constraint;
    friend bool operator==(const add_constraint&, const add_constraint&) = default;
};
struct drop_constraint {
    schema::constraint constraint;
    friend bool operator==(const drop_constraint&, const drop_constraint&) = default;
};
struct rename_constraint {
    std::string from;
    std::string to;
    friend bool operator==(const rename_constraint&, const rename_constraint&) = default;
};
/// Checks the rows that a constraint has not checked when it was added (`not_valid`).
struct validate_constraint {
    std::string name;
    friend bool operator==(const validate_constraint&, const validate_constraint&) = default;
};
struct comment_on_table {
    std::string from;
    std::string to;
    friend bool operator==(const comment_on_table&, const comment_on_table&) = default;
};

using table_change = std::variant<add_column, drop_column, rename_column, alter_column, add_constraint, drop_constraint,
                                  rename_constraint, validate_constraint, comment_on_table>;

/// Empty where nothing is left to undo (`validate_constraint`).
ROWAN_EXPORT std::optional<table_change> reverse(const table_change& what);

/// One line for people: `add column "done"`.
ROWAN_EXPORT std::string describe(const table_change& what);

}  // namespace rowan::schema
