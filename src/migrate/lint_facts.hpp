#pragma once

#include <rowan/dialect/capabilities.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

/// What statements do, as their words say it. Reading never fails: what is not known is `deed::other`.
namespace rowan::migrate::facts {

enum class deed {
    other,
    create_table,
    drop_table,
    rename_table,
    truncate,
    add_column,
    drop_column,
    rename_column,
    alter_type,
    set_default,
    set_not_null,
    drop_not_null,
    add_constraint,
    drop_constraint,
    validate_constraint,
    alter_storage,
    alter_other,  ///< of a table, what is none of these
    detach_partition,
    create_index,
    drop_index,
    reindex,
    vacuum_full,
    cluster,
    create_trigger,
    create_enum,
    add_label,
    rename_label,
    remove_label,
    drop_type,
    create_domain,
    constrain_domain,
    create_schema,
    drop_schema,
    rename_schema,
    drop_database,
    change_owner,
    create_object,  ///< a view, a function, …
    drop_object,
    insert,
    update,
    erase,
    select,
    copy_rows,
    set,
    begin,
    commit,
    rollback,
    rebuild,   ///< the engine makes a table anew and copies its rows
    backfill,  ///< the engine's own, in batches
};

enum class constraint_kind { none, primary_key, unique, foreign_key, check, exclude, not_null };

struct constraint {
    constraint_kind kind = constraint_kind::none;
    std::string name{};
    std::vector<std::string> columns{};
    std::string expression{};        ///< of a check
    std::string referenced_table{};  ///< of a foreign key
    std::string on_delete{};         ///< `cascade`, `set null`, …
    bool not_valid = false;
    bool using_index = false;
    std::string index{};  ///< that one
};

/// `varchar(20)`, under the name that aliases have in common.
struct type_name {
    std::string name{};
    std::vector<int> sizes{};
    bool array = false;

    friend bool operator==(const type_name&, const type_name&) = default;
};

struct column {
    std::string name{};
    type_name type{};
    bool not_null = false;
    bool identity = false;
    bool generated = false;
    bool stored = false;                         ///< generated, and written with the row
    std::optional<std::string> default_value{};  ///< as SQL
    std::vector<constraint> constraints{};       ///< written with it; their columns are this one
};

/// One thing that a statement does; `alter table` may do several.
struct fact {
    deed what = deed::other;
    std::string table{};             ///< or the schema, type, … that it is about; in lower case unless quoted
    std::string name{};              ///< of a column, constraint, index, label, setting
    std::string to{};                ///< a new name; the value of a setting
    facts::column column{};          ///< of add_column; of alter_type the type
    facts::constraint constraint{};  ///< of add_constraint
    std::vector<facts::column> columns{};
    std::vector<facts::constraint> constraints{};  ///< of create_table
    std::vector<std::string> keys{};               ///< columns of an index; columns that are set, or inserted
    std::vector<std::string> set_again{};          ///< columns that `on conflict … do update` sets
    std::string expression{};  ///< how a column is turned into the new type; a partial index's predicate
    std::string object{};      ///< `view`, `function`, … of create_object
    bool concurrently = false;
    bool conditional = false;  ///< `if exists`, `if not exists`, `or replace`
    bool unique = false;
    bool cascade = false;
    bool filtered = false;  ///< `where`
    bool placed = false;    ///< a label `before` or `after` another
    bool temporary = false;
    bool strict = false;
    bool nulls_not_distinct = false;
    bool from_query = false;  ///< rows are inserted from a query, a table is made of one
    bool partition = false;
};

/// What one statement does, in order; empty where there is none. Takes time in proportion to it.
ROWAN_EXPORT std::vector<fact> read(std::string_view statement, const capabilities& of);

/// A type as it is written; under its own name where it is an alias.
type_name type_of(std::string_view text, const capabilities& of);
/// `bigint`, `varchar(20)`, `text[]`.
std::string text_of(const type_name& type);
/// Without quotes, and without a schema: `users` of `public.users`.
std::string_view last_part(std::string_view name) noexcept;
/// Whether they may be the same: schemas count where both have one.
bool same_object(std::string_view left, std::string_view right) noexcept;
/// Whether an expression calls what gives another value for each row, as far as its names tell.
bool is_volatile(std::string_view expression, const capabilities& of);
/// Blanks and parentheses around made alike, words in lower case: for comparing.
std::string normalized(std::string_view expression, const capabilities& of);

}  // namespace rowan::migrate::facts
