#pragma once

#include <rowan/schema/alter_enum.hpp>
#include <rowan/schema/data_step.hpp>
#include <rowan/schema/objects.hpp>
#include <rowan/schema/table_change.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <rowan/export.hpp>

/// Changes of a schema as plain data. Each carries what it takes to undo it, so that reversing needs no database.
namespace rowan::schema {

/// Makes an object of its own: `create_table{tasks}`.
template <class Object>
struct create {
    Object object;
    friend bool operator==(const create&, const create&) = default;
};
template <class Object>
struct drop {
    Object object;
    friend bool operator==(const drop&, const drop&) = default;
};

/// Whatever differs between the two is changed; their names are the same.
template <class Object>
struct alter {
    Object from;
    Object to;
    friend bool operator==(const alter&, const alter&) = default;
};

using create_table = create<table>;
using drop_table = drop<table>;
using create_index = create<index>;
using drop_index = drop<index>;
using create_enum = create<enum_type>;
using drop_enum = drop<enum_type>;
using create_domain = create<domain>;
using drop_domain = drop<domain>;
using create_view = create<view>;
using drop_view = drop<view>;
using create_extension = create<extension>;
using drop_extension = drop<extension>;
using create_schema = create<named_schema>;
using drop_schema = drop<named_schema>;
using create_sequence = create<sequence>;
using drop_sequence = drop<sequence>;
using alter_sequence = alter<sequence>;
using create_function = create<function>;
using drop_function = drop<function>;
using create_trigger = create<trigger>;
using drop_trigger = drop<trigger>;
using create_policy = create<policy>;
using drop_policy = drop<policy>;
using alter_domain = alter<domain>;
using alter_function = alter<function>;  ///< what uses it stays: other arguments or another result are another function
using alter_view = alter<view>;          ///< of a view that was made anew everything depends on it, so that it stays
using alter_trigger = alter<trigger>;
using alter_policy = alter<policy>;
using alter_schema = alter<named_schema>;
using alter_other = alter<other_object>;
using comment_on_enum = alter<enum_type>;   ///< `alter_enum` changes the labels
using alter_table_settings = alter<table>;  ///< how it is stored and guarded; `alter_table` changes its parts
using create_other = create<other_object>;
using drop_other = drop<other_object>;
using create_grant = create<grant>;
using drop_grant = drop<grant>;
using insert_rows = create<row_set>;
using delete_rows = drop<row_set>;

/// Changes of one table, in order.
struct alter_table {
    std::string table;
    std::vector<table_change> changes;
    std::string schema_name{};
    friend bool operator==(const alter_table&, const alter_table&) = default;
};

struct rename_table {
    std::string from;
    std::string to;
    std::string schema_name{};
    friend bool operator==(const rename_table&, const rename_table&) = default;
};
/// Spreads a table over the machines of a distributed PostgreSQL, or takes it back (`to` is empty). Elsewhere nothing.
struct distribute_table {
    std::string table;
    std::optional<distribution> from;
    std::optional<distribution> to;
    std::string schema_name{};
    friend bool operator==(const distribute_table&, const distribute_table&) = default;
};

/// A file that a script came from.
struct script_file {
    std::string path;
    std::size_t line = 1;   ///< that the script begins in
    std::string dialect{};  ///< empty: for all backends that have no file of their own
    friend bool operator==(const script_file&, const script_file&) = default;
};

/// Another name for what is no table.
struct rename_object {
    object_kind what;
    std::string from;
    std::string to;
    std::string schema_name{};
    friend bool operator==(const rename_object&, const rename_object&) = default;
};

/// A script in the database's own words, any number of statements. Without `reverse` it cannot be undone.
struct run_sql {
    sql_text script;
    std::optional<sql_text> reverse;
    std::string source;                ///< where it came from, for people: a file, `0003_search.*` for several
    std::vector<script_file> files{};  ///< one for each text of `script`
    friend bool operator==(const run_sql&, const run_sql&) = default;
};

using operation =
    std::variant<create_table, drop_table, create_index, drop_index, create_enum, drop_enum, create_domain, drop_domain,
                 create_view, drop_view, create_extension, drop_extension, create_schema, drop_schema, create_sequence,
                 drop_sequence, create_function, drop_function, create_trigger, drop_trigger, create_grant, drop_grant,
                 insert_rows, delete_rows, alter_table, alter_enum, rename_table, rename_object, run_sql, backfill,
                 run_code, create_policy, drop_policy, create_other, drop_other, alter_sequence,
                 alter_domain, alter_function, alter_view, alter_trigger, alter_policy, alter_schema, alter_other,
                 comment_on_enum, alter_table_settings, distribute_table>;

/// The operation that undoes `what`; empty where nothing can: `run_sql` or `run_code` without a reverse, a back-fill
/// unless it `stays`,
/// rows that may have been there before (`when_there`).
ROWAN_EXPORT std::optional<operation> reverse(const operation& what);

/// One line for people: `create table "projects"`.
ROWAN_EXPORT std::string describe(const operation& what);

}  // namespace rowan::schema
