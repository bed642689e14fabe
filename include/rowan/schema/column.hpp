#pragma once

#include <rowan/schema/constraint.hpp>
#include <rowan/schema/sequence.hpp>
#include <rowan/schema/sql_text.hpp>
#include <rowan/types/sql_type.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rowan::schema {

enum class identity_kind { none, by_default, always };

/// A type with rules of its own. On a backend without domains its columns carry the rules as checks.
struct domain {
    std::string name;
    sql_type type;
    bool nullable = true;
    std::optional<sql_text> default_value;
    std::vector<check> checks;  ///< the value is written `value`
    std::string schema_name{};
    std::string collation{};
    std::string comment{};
    std::string collation_schema{};  ///< where it is not found without one

    friend bool operator==(const domain&, const domain&) = default;
};

struct column {
    std::string name;
    sql_type type;
    bool nullable = false;
    std::optional<sql_text> default_value;
    identity_kind identity = identity_kind::none;
    std::optional<sql_text> generated_as;  ///< computed from other columns and stored
    std::string collation;
    std::string comment;
    /// Where the type is a domain: its definition, which a backend without domains needs to create the column.
    std::optional<schema::domain> domain{};
    bool generated_on_read = false;  ///< `generated_as` is not stored: `virtual`
    /// PostgreSQL, identity: its sequence, where it has another name or other numbers than 1, 2, 3…
    std::optional<sequence> numbers{};
    bool inherited = false;     ///< PostgreSQL: comes from a table that this one inherits
    std::string storage{};      ///< PostgreSQL: `plain`, `external`, …, where it is not the type's own
    std::string compression{};  ///< PostgreSQL: `lz4`, …, where it is said
    /// SQLite: the type in the words of the table that was read, written instead of `type` and of checks in its place.
    std::optional<std::string> declared_type{};
    bool reuses_numbers =
        false;  ///< SQLite, identity: no `autoincrement`, so that a deleted row's number is given again
    std::string not_null_name{};  ///< SQLite: that of the constraint
    conflict_action on_null = conflict_action::abort;
    std::string collation_schema{};            ///< PostgreSQL: where it is not found without one
    std::optional<std::int64_t> statistics{};  ///< PostgreSQL: how many values are counted, where it is said
    storage_options options{};                 ///< PostgreSQL: `n_distinct`, …

    /// That of the values: a domain's own.
    const sql_type& stored_type() const noexcept { return domain ? domain->type : type; }

    friend bool operator==(const column&, const column&) = default;
};

}  // namespace rowan::schema
