#pragma once

#include <rowan/schema/referential_action.hpp>
#include <rowan/types/sql_type.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan::schema {
struct table;  // an entity's header says nothing of it, and is the cheaper to compile
}

/// What `table_of` is made of: constants that are turned into a `schema::table` once, in compiled code.
namespace rowan {

/// `schema::sql_text` as a constant; a backend without words of its own takes `text`.
struct sql_literal {
    std::string_view text{};
    std::string_view postgresql{};
    std::string_view sqlite{};
};

/// A domain as a constant at namespace scope: `.domain<&user::email>(valid_email)`. Its base is the type of the member.
struct domain_literal {
    std::string_view name;
    sql_literal rule;  ///< the value is written `value`; the check is named `<domain>_check`
};

struct index_options {
    std::string_view name{};    ///< empty: `ix_<table>_<columns>`
    std::string_view where{};   ///< partial index
    std::string_view method{};  ///< PostgreSQL: gin, hnsw, …
    bool unique = false;
    std::string_view operator_class{};  ///< PostgreSQL: of every column
    std::string_view options{};         ///< PostgreSQL: `m = 16, ef_construction = 64`
    bool where_supported = false;       ///< left out, not refused, by a backend that has no such index
};

namespace detail {

/// Columns a key or an index may have.
inline constexpr std::size_t max_key_columns = 8;
/// Those of a foreign key, which has as many that it references.
inline constexpr std::size_t max_foreign_columns = max_key_columns / 2;
inline constexpr std::size_t no_member = static_cast<std::size_t>(-1);

/// One call of the description, without its types.
struct facet {
    enum class kind : std::uint8_t {
        primary_key,
        identity,
        foreign_key,
        unique,
        check,
        index,
        max_length,
        precision,
        default_value,
        column_name,
        domain,
        created_at,
        updated_at,
        version,
        soft_delete,
        generated,
        comment,
        renamed_from,
        distributed_by,
        reference_table,
    };
    kind what{};
    std::uint8_t member_count = 0;
    std::uint8_t descending = 0;  ///< a bit for each member
    std::array<std::uint16_t, max_key_columns> members{};  ///< of a foreign key, those that it references come behind
    std::string_view name{};
    sql_literal text{};
    std::string_view method{};
    std::string_view operator_class{};
    std::string_view options{};
    bool is_unique = false;
    bool where_supported = false;
    const domain_literal* domain = nullptr;
    int first = 0;
    int second = 0;
    schema::referential_action deletes{};
};

/// A column as the struct has it.
struct member_column {
    std::string_view name;
    column_type type;
};

/// The key that a foreign key references, by its names in the database.
struct key_target {
    std::string_view schema_name;
    std::string_view table;
    std::array<std::string_view, max_foreign_columns> columns;
};

/// Name of the column that member number `member` is kept in.
ROWAN_EXPORT std::string_view name_of_column(std::span<const facet> facets, std::size_t member,
                                             std::string_view member_name) noexcept;

struct description {
    std::string_view schema_name;
    std::string_view name;
    std::span<const member_column> columns;
    std::span<const facet> facets;
    std::span<const key_target> targets;  ///< of the foreign keys, in the order of their facets
};

/// Throws mapping_error for a contradiction.
ROWAN_EXPORT schema::table build_table(const description& from);
/// A table that lives as long as the process does, so that it can be asked for while statics are destroyed.
ROWAN_EXPORT const schema::table& make_static_table(const description& from);

}  // namespace detail
}  // namespace rowan
