#pragma once

#include <rowan/schema/table.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::schema {

/// A named list of labels. On a backend without enum types its columns carry a check instead.
struct enum_type {
    std::string name;
    std::vector<std::string> labels;

    friend bool operator==(const enum_type&, const enum_type&) = default;
};

struct view {
    std::string name;
    sql_text query;
    std::string comment;
    bool materialized = false;  ///< PostgreSQL; elsewhere a view, which is always up to date

    friend bool operator==(const view&, const view&) = default;
};

struct extension {
    std::string name;

    friend bool operator==(const extension&, const extension&) = default;
};

/// A part of a database with names of its own.
struct named_schema {
    std::string name;

    friend bool operator==(const named_schema&, const named_schema&) = default;
};

/// Numbers that belong to no column. Left out by a backend without sequences.
struct sequence {
    std::string name;
    std::int64_t start = 1;
    std::int64_t increment = 1;
    std::string schema_name{};

    friend bool operator==(const sequence&, const sequence&) = default;
};

/// Left out by a backend without stored functions.
struct function {
    std::string name;
    std::string arguments;  ///< as SQL: `a integer, b text`
    sql_text definition;    ///< what follows the arguments: `returns trigger language plpgsql as $$ … $$`
    std::string schema_name{};

    friend bool operator==(const function&, const function&) = default;
};

struct trigger {
    std::string name;
    std::string table;
    sql_text event;   ///< `after insert or update`
    sql_text action;  ///< `for each row execute function f()`, on SQLite `begin … end`; empty: not on that backend
    std::string schema_name{};

    friend bool operator==(const trigger&, const trigger&) = default;
};

/// Left out by a backend without users.
struct grant {
    std::vector<std::string> privileges;  ///< `select`, `usage`, …
    std::string kind;                     ///< of the object: `table`, `schema`, `sequence`, …
    std::string name;
    std::string to;  ///< a role
    std::string schema_name{};

    friend bool operator==(const grant&, const grant&) = default;
};

/// What an insert does about a row whose key is there.
enum class when_there { fail, keep, update };

/// Rows of reference data, each value as SQL: `"'mail'"`, `"1"`, `"null"`.
struct row_set {
    std::string table;
    std::vector<std::string> columns;
    std::vector<std::vector<sql_text>> rows;
    std::vector<std::string> key;  ///< by which they are found again; each of `columns`
    when_there existing = when_there::fail;
    std::string schema_name{};

    friend bool operator==(const row_set&, const row_set&) = default;
};

/// What has a name of its own and is no table.
enum class object_kind { index, enum_type, domain, view, materialized_view, sequence, schema };

ROWAN_EXPORT std::string_view words_for(object_kind what) noexcept;

}  // namespace rowan::schema
