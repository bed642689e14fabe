#pragma once

#include <rowan/schema/table_of.hpp>
#include <rowan/session/session.hpp>
#include <rowan/sql/statement.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

/// The half of a repository that has lost its type: what is compiled once, whatever the number of entities.
namespace rowan::detail {

/// Which columns of a table have a role in writing it; positions are those in `schema::table::columns`.
struct column_roles {
    std::size_t identity = no_member;
    std::size_t created_at = no_member;
    std::size_t updated_at = no_member;
    std::size_t version = no_member;
    std::size_t deleted_at = no_member;
    bool generated = false;  ///< some column is computed by the database
};

constexpr column_roles roles_of(std::span<const facet> facets) {
    column_roles result;
    for (const facet& one : facets) {
        if (one.what == facet::kind::identity) result.identity = one.members[0];
        if (one.what == facet::kind::created_at) result.created_at = one.members[0];
        if (one.what == facet::kind::updated_at) result.updated_at = one.members[0];
        if (one.what == facet::kind::version) result.version = one.members[0];
        if (one.what == facet::kind::soft_delete) result.deleted_at = one.members[0];
        if (one.what == facet::kind::generated) result.generated = true;
    }
    return result;
}

/// A statement with the columns whose values it takes, parameter by parameter, and those that it returns.
struct row_statement {
    statement_text text;
    std::vector<std::size_t> columns;
    std::vector<std::size_t> returned;
};

/// The statements of a table on one backend. Those that find a row by its key pass over one that was deleted softly.
struct table_statements {
    row_statement insert;           ///< every column that is not generated
    row_statement insert_numbered;  ///< without the identity, which comes back; empty without one
    row_statement update;           ///< what an update changes, then the key, then the version
    row_statement find_version;     ///< the key; empty without a version
    row_statement remove;           ///< softly: the time for deleted_at, that for updated_at; then the key
    row_statement remove_version;   ///< as remove, the version last
    row_statement restore;          ///< the time for updated_at, then the key; empty without soft delete
    row_statement purge;            ///< the key
    row_statement exists;           ///< the key
};

class upsert_cache;

/// A table with its statements, rendered once per backend. Safe from any thread.
class ROWAN_EXPORT table_plan {
public:
    table_plan(const schema::table& of, const column_roles& roles);
    table_plan(const table_plan&) = delete;
    table_plan& operator=(const table_plan&) = delete;
    ~table_plan();

    const schema::table& table() const noexcept { return *table_; }
    sql::table_name name() const { return {table_->schema_name, table_->name}; }
    const table_statements& statements(const dialect& of) const;
    /// "primary key = placeholder", one for each column of the key.
    sql::expression key_condition() const;
    std::vector<sql::order_term> key_order() const;
    /// Empty without a primary key.
    const std::vector<std::string>& key_columns() const noexcept;
    /// Their positions.
    const std::vector<std::size_t>& key_positions() const noexcept { return key_; }
    bool is_key(std::size_t column) const noexcept;
    const column_roles& roles() const noexcept { return roles_; }
    /// The condition that a row was not deleted softly; none where rows cannot be.
    std::optional<sql::expression> live_rows(std::string qualifier = {}) const;
    const std::string& column_name(std::size_t column) const noexcept { return table_->columns[column].name; }
    /// What `column` keeps of `given`, a placeholder unless it is said: `numeric(8, 2)` two digits after the point,
    /// which not every backend sees to itself.
    sql::expression kept(std::size_t column, sql::expression given = sql::placeholder()) const;
    std::vector<sql::expression> kept(std::span<const std::size_t> columns) const;
    sql::assignment kept(sql::assignment change) const;
    upsert_cache& upserts() const noexcept;
    [[noreturn]] void throw_not_found() const;

private:
    struct cache;
    const schema::table* table_;
    column_roles roles_;
    std::vector<std::size_t> key_;
    cache* cache_;  // owned; a smart pointer here would cost every reader <memory>
};

/// The columns of a table that a shape reads, with the statements that read them.
class ROWAN_EXPORT shape_plan {
public:
    shape_plan(const table_plan& of, std::span<const std::size_t> columns);
    shape_plan(const shape_plan&) = delete;
    shape_plan& operator=(const shape_plan&) = delete;
    ~shape_plan();

    const table_plan& of() const noexcept { return *of_; }
    const statement_text& by_key(const dialect& of) const;
    const statement_text& everything(const dialect& of) const;
    /// Rows whose `column` is in a list, which is the only parameter; `column` comes last in each row. In the order of
    /// the key.
    statement_text by_list(const dialect& of, const std::string& column) const;
    std::vector<sql::expression> columns(const std::string& qualifier = {}) const;

private:
    struct cache;
    const table_plan* of_;
    std::vector<std::size_t> columns_;
    cache* cache_;  // owned; a smart pointer here would cost every reader <memory>
};

/// Binds the values of `text` and runs it.
ROWAN_EXPORT statement run(session& in, const rendered& text);
ROWAN_EXPORT statement run(session& in, const sql::select& what);
ROWAN_EXPORT statement run(session& in, const sql::update& what);
ROWAN_EXPORT statement run(session& in, const sql::erase& what);
/// Runs an update, which may have nothing to do, and returns how many rows it changed.
ROWAN_EXPORT std::uint64_t update_rows(session& in, const sql::update& what);
/// An update of the rows that meet `where`, with the table's updated_at and version; without assignments where there is
/// nothing to do.
ROWAN_EXPORT sql::update update_by(const table_plan& of, const std::vector<sql::assignment>& set,
                                   std::optional<sql::expression> where);
/// The update that stands for deleting the rows that meet `where`; empty where the table's rows are really deleted.
ROWAN_EXPORT std::optional<sql::update> soft_removal(const table_plan& of, std::optional<sql::expression> where);
/// Deletes the rows that meet `where`, softly where the table says so; returns how many.
ROWAN_EXPORT std::uint64_t remove_rows(session& in, const table_plan& of, std::optional<sql::expression> where);
ROWAN_EXPORT sql::expression bound_key_condition(const table_plan& of, std::vector<value> key);

[[noreturn]] ROWAN_EXPORT void throw_window_refused(const schema::table& in);
[[noreturn]] ROWAN_EXPORT void throw_too_deep(const schema::table& in);
[[noreturn]] ROWAN_EXPORT void throw_missing_related(const schema::table& in);

}  // namespace rowan::detail
