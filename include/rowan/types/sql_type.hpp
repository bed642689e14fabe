#pragma once

#include <rowan/meta/enumerators.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

// GCC takes the scoped `bytes` for one that hides rowan::bytes.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
/// The kinds of column that both backends have, under SQL's names.
enum class type_kind {
    boolean,
    smallint,
    integer,
    bigint,
    real,
    double_precision,
    numeric,
    text,
    varchar,
    bytes,
    uuid,
    timestamp,  ///< an instant, UTC, microseconds
    date,
    json,
    enumeration,
    domain,
    other,  ///< a type of the backend's own, by its name
};
#pragma GCC diagnostic pop

/// Type of a column as data.
struct sql_type {
    type_kind kind = type_kind::text;
    bool array = false;
    int length = 0;                   ///< varchar: characters, 0 is unlimited
    int precision = 0;                ///< numeric: digits in all, 0 is unlimited
    int scale = 0;                    ///< numeric: digits after the point
    std::string name;                 ///< enumeration, domain, other
    std::vector<std::string> labels;  ///< enumeration
    std::string schema_name{};        ///< enumeration, domain: where it is not found without one

    friend bool operator==(const sql_type&, const sql_type&) = default;
};

/// What a C++ type says about its column, known at compile time.
struct column_type {
    type_kind kind;
    bool nullable = false;
    bool array = false;
    const enumeration* labels = nullptr;  ///< enumeration
    std::string_view name{};              ///< domain, other

    ROWAN_EXPORT sql_type to_sql_type() const;
};

}  // namespace rowan
