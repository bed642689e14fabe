#pragma once

#include <rowan/migrate/columns.hpp>
#include <rowan/schema/operation.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

class table_builder;

/// What else is to be said of a column. Until it is said, a column is not null and has no default.
class ROWAN_EXPORT column_builder {
public:
    column_builder& nullable();
    /// What a row gets that does not give a value, as SQL: `"0"`, `"'draft'"`, `schema::now()`.
    column_builder& default_value(schema::sql_text sql);
    /// Name without one: `<table>_pkey`.
    column_builder& primary_key(std::string name = {});
    /// Name without one: `<table>_<column>_key`.
    column_builder& unique(std::string name = {});
    /// Name without one: `ix_<table>_<column>`.
    column_builder& index(std::string name = {});
    /// A foreign key of this column, named `<table>_<column>_fkey`. See `table_builder::foreign_key` for all others.
    column_builder& references(std::string table, std::string column,
                               schema::referential_action on_delete = schema::referential_action::no_action);
    /// The database counts the values up.
    column_builder& identity(schema::identity_kind kind = schema::identity_kind::by_default);
    /// Computed from other columns and stored.
    column_builder& generated_as(schema::sql_text sql);
    column_builder& array();
    column_builder& collation(std::string name);
    column_builder& comment(std::string text);

private:
    friend class table_builder;
    column_builder(table_builder& in, std::size_t column) noexcept : in_(&in), column_(column) {}
    schema::column& column() const;

    table_builder* in_;
    std::size_t column_;
};

class ROWAN_EXPORT foreign_key_builder {
public:
    foreign_key_builder& references(std::string table, column_names columns);
    foreign_key_builder& on_delete(schema::referential_action action);
    foreign_key_builder& on_update(schema::referential_action action);
    foreign_key_builder& deferrable(bool initially_deferred = false);
    /// PostgreSQL: rows that are there stay unchecked until `operations::validate_constraint`. Only for `add_constraint`.
    foreign_key_builder& not_valid();
    /// Name without one: `<table>_<columns>_fkey`.
    foreign_key_builder& named(std::string name);

private:
    friend class table_builder;
    foreign_key_builder(schema::table& in, std::size_t key) noexcept : in_(&in), key_(key) {}
    schema::foreign_key& key() const { return in_->foreign_keys[key_]; }

    schema::table* in_;
    std::size_t key_;
};

class ROWAN_EXPORT check_builder {
public:
    /// PostgreSQL: rows that are there stay unchecked until `operations::validate_constraint`. Only for `add_constraint`.
    check_builder& not_valid();

private:
    friend class table_builder;
    check_builder(schema::table& in, std::size_t check) noexcept : in_(&in), check_(check) {}

    schema::table* in_;
    std::size_t check_;
};

/// Says of changed columns what their descriptions do not. Lifetime: until the next operation is added.
class ROWAN_EXPORT alteration_builder {
public:
    explicit alteration_builder(schema::alter_table& of) noexcept : of_(&of) {}

    /// The new value in terms of the old ones, where the backend does not convert by itself, and the way back; of one
    /// column.
    alteration_builder& converted(schema::sql_text sql, schema::sql_text back);

private:
    schema::alter_table* of_;
};

/// Says of an index what its columns do not. Lifetime: until the next index is added.
class ROWAN_EXPORT index_builder {
public:
    explicit index_builder(schema::index& of) noexcept : index_(&of) {}

    index_builder& unique();
    /// PostgreSQL: while others write. It cannot run in a transaction.
    index_builder& concurrently();
    /// Only the rows that meet this condition.
    index_builder& where(schema::sql_text condition);
    /// PostgreSQL: gin, hnsw, …
    index_builder& method(std::string name);
    /// PostgreSQL: `with (m = 16)`.
    index_builder& option(std::string name, std::string value);
    /// Left out, not refused, by a backend that has no such index.
    index_builder& where_supported();
    /// PostgreSQL: columns carried along, not searched by.
    index_builder& include(column_names columns);
    /// Name without one: `ix_<table>_<columns>`.
    index_builder& named(std::string name);

private:
    schema::index* index_;
};

/// Describes a table; see `operations::create_table`.
class ROWAN_EXPORT table_builder {
public:
    explicit table_builder(std::string name);

    column_builder boolean(std::string name);
    column_builder smallint(std::string name);
    column_builder integer(std::string name);
    column_builder bigint(std::string name);
    column_builder real(std::string name);
    column_builder double_precision(std::string name);
    column_builder numeric(std::string name, int precision = 0, int scale = 0);
    column_builder text(std::string name);
    /// `length` in characters.
    column_builder varchar(std::string name, int length);
    column_builder bytes(std::string name);
    column_builder uuid(std::string name);
    /// An instant, UTC, microseconds.
    column_builder timestamp(std::string name);
    column_builder date(std::string name);
    column_builder json(std::string name);
    /// A bigint that the database counts up.
    column_builder identity(std::string name);
    /// A column of the enum type that this or an earlier revision creates; `labels` for one created otherwise.
    column_builder enumeration(std::string name, std::string type, std::vector<std::string> labels = {});
    /// A column of the domain that this or an earlier revision creates; the definition for one created otherwise.
    column_builder domain(std::string name, std::string type);
    column_builder domain(std::string name, schema::domain definition);
    /// A column of any type, also of one that only the backend knows: `{.kind = type_kind::other, .name =
    /// "vector(1536)"}`.
    column_builder column(std::string name, sql_type type);

    /// Name without one: `<table>_pkey`.
    void primary_key(column_names columns, std::string name = {});
    /// Name without one: `<table>_<columns>_key`.
    void unique(column_names columns, std::string name = {});
    check_builder check(std::string name, schema::sql_text condition);
    foreign_key_builder foreign_key(column_names columns);
    index_builder index(index_keys keys);
    void comment(std::string text);
    /// Where the database is distributed (Citus): rows that are equal in the column lie together, beside those of
    /// `colocate_with`. Primary key and unique constraints have the column among theirs.
    void distributed_by(std::string column, std::string colocate_with = {});
    /// Where the database is distributed: each machine has all rows.
    void reference_table();

    const schema::table& table() const noexcept { return table_; }
    /// What was said and cannot be.
    const std::vector<std::string>& faults() const noexcept { return faults_; }

private:
    friend class column_builder;

    schema::table table_;
    std::vector<std::string> faults_;
};

}  // namespace rowan::migrate
