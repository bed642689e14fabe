#pragma once

#include <rowan/schema/sequence.hpp>
#include <rowan/schema/table.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::schema {

/// A named list of labels. On a backend without enum types its columns carry a check instead.
struct enum_type {
    std::string name;
    std::vector<std::string> labels;
    std::string schema_name{};
    std::string comment{};

    friend bool operator==(const enum_type&, const enum_type&) = default;
};

struct view {
    std::string name;
    sql_text query;
    std::string comment;
    bool materialized = false;  ///< PostgreSQL; elsewhere a view, which is always up to date
    std::string schema_name{};
    std::vector<std::string> columns{};  ///< their names, where the query does not give them
    /// PostgreSQL: security_barrier, check_option, …; of a materialised view its storage.
    storage_options options{};
    std::vector<index> indexes{};                                        ///< of a materialised view
    std::vector<std::pair<std::string, std::string>> column_comments{};  ///< by column
    std::vector<std::pair<std::string, std::string>> column_defaults{};  ///< of rows that are inserted through it

    friend bool operator==(const view&, const view&) = default;
};

struct extension {
    std::string name;
    std::string schema_name{};

    friend bool operator==(const extension&, const extension&) = default;
};

/// A part of a database with names of its own.
struct named_schema {
    std::string name;
    std::string comment{};

    friend bool operator==(const named_schema&, const named_schema&) = default;
};

/// What a function is called by.
enum class function_kind { function, procedure, aggregate };

/// Left out by a backend without stored functions.
struct function {
    std::string name;
    std::string arguments;  ///< as SQL: `a integer, b text`
    sql_text definition;    ///< what follows the arguments: `returns trigger language plpgsql as $$ … $$`
    std::string schema_name{};
    function_kind kind = function_kind::function;
    /// The arguments as far as they tell it from others of its name: without defaults. Empty: as `arguments`.
    std::string identity_arguments{};
    std::string comment{};

    friend bool operator==(const function&, const function&) = default;
};

/// PostgreSQL: for which sessions a trigger or rule is: all but those that replay another server's changes, none, those
/// only, all.
enum class firing { origin, disabled, replica, always };

struct trigger {
    std::string name;
    std::string table;  ///< or view
    sql_text event;     ///< `after insert or update`
    sql_text action;    ///< `for each row execute function f()`, on SQLite `begin … end`; empty: not on that backend
    std::string schema_name{};
    bool constraint = false;  ///< PostgreSQL: `create constraint trigger`, which can wait for the commit
    schema::firing firing = schema::firing::origin;
    std::string comment{};

    friend bool operator==(const trigger&, const trigger&) = default;
};

/// Which rows a role may see or write (PostgreSQL; left out elsewhere).
struct policy {
    std::string name;
    std::string table;
    std::string schema_name{};
    bool restrictive = false;          ///< narrows what others permit
    std::string command{};             ///< `select`, `insert`, …; empty: all
    std::vector<std::string> roles{};  ///< empty: public
    std::optional<sql_text> using_expression{};
    std::optional<sql_text> check_expression{};
    std::string comment{};

    friend bool operator==(const policy&, const policy&) = default;
};

/// What the model knows by its kind and text only: a rule, a composite or range type, statistics, a collation, a cast,
/// a foreign table, … (PostgreSQL; left out elsewhere).
struct other_object {
    std::string kind;  ///< as `drop` names it: `type`, `rule`, `statistics`
    std::string name;
    std::string schema_name{};
    std::string table{};     ///< a rule's
    std::string definition;  ///< the statements that make it
    std::string comment{};
    std::string
        identity{};  ///< what `drop` calls it, where that is more than its name: `(text as mood)`, `=(mood, mood)`

    friend bool operator==(const other_object&, const other_object&) = default;
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

enum class object_kind {
    index,
    enum_type,
    domain,
    view,
    materialized_view,
    sequence,
    schema,
    table,
    function,
    other,
};

ROWAN_EXPORT std::string_view words_for(object_kind what) noexcept;

}  // namespace rowan::schema
