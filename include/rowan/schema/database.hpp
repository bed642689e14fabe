#pragma once

#include <rowan/schema/operation.hpp>

#include <string>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::schema {

/// An object of a database by its name.
struct object_name {
    object_kind what = object_kind::table;
    std::string name;
    std::string schema_name{};
    std::string arguments{};  ///< a function's, that tell it from others of its name; a rule's table

    friend bool operator==(const object_name&, const object_name&) = default;
};

/// That an object needs a column of a table or view, or, with an empty `column`, the whole.
struct column_use {
    object_name by;
    std::string schema_name;
    std::string table;
    std::string column;

    friend bool operator==(const column_use&, const column_use&) = default;
};

/// All that a database holds, or some schemas of it. Each list is sorted by schema and name, save that views come after
/// those that they look at; columns are in the order of their table. An empty `schema_name` is the schema in which the
/// session makes what has none in its name.
struct database {
    std::vector<named_schema> schemas{};
    std::vector<extension> extensions{};
    std::vector<enum_type> enums{};
    std::vector<domain> domains{};
    std::vector<sequence> sequences{};  ///< without those of identity columns
    std::vector<function> functions{};
    std::vector<table> tables{};  ///< a partition is within its table
    std::vector<view> views{};
    std::vector<trigger> triggers{};
    std::vector<policy> policies{};
    std::vector<other_object> others{};
    /// What enums, domains, sequences, functions, tables, views and others may need of each other: each after what it
    /// needs. Empty where nobody knows, and where kind by kind will do.
    std::vector<object_name> order{};
    /// Of what views, functions and others are made, as the database knows it. Empty where it does not tell.
    std::vector<column_use> uses{};
    bool distributed = false;  ///< over several machines (Citus): where no table says it, its rows lie on one

    friend bool operator==(const database&, const database&) = default;
};

struct creation_options {
    /// A key to a table that is not there yet waits for it. Without, it comes with its table, where a backend takes
    /// that (SQLite).
    bool keys_wait = true;
};

/// The operations that make all of it in an empty database, in an order in which they apply: schemas, extensions,
/// types, sequences, functions, tables, views, triggers, as far as `order` says nothing else. A foreign key to a table
/// that is not there yet, and what is not valid for rows, is added after the tables.
ROWAN_EXPORT std::vector<operation> creation_of(const database& all, const creation_options& how = {});

}  // namespace rowan::schema
