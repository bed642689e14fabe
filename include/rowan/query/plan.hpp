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
};

constexpr column_roles roles_of(std::span<const facet> facets) {
    column_roles result;
    for (const facet& one : facets) {
        if (one.what == facet::kind::identity) result.identity = one.members[0];
        if (one.what == facet::kind::created_at) result.created_at = one.members[0];
        if (one.what == facet::kind::updated_at) result.updated_at = one.members[0];
    }
    return result;
}

/// The statements of a table on one backend; their values are bound in the order of the table's columns, the key last.
struct table_statements {
    statement_text insert;              ///< every column
    statement_text insert_returning;    ///< every column but the identity, which comes back; empty without one
    statement_text update;              ///< every column but key and created_at, then the key
    statement_text remove;              ///< the key
    statement_text exists;              ///< the key
};

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
    const column_roles& roles() const noexcept { return roles_; }
    [[noreturn]] void throw_not_found() const;

private:
    struct cache;
    const schema::table* table_;
    column_roles roles_;
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
    /// Rows whose `column` is in a list, which is the only parameter; `column` comes last in each row. In the order of the key.
    statement_text by_list(const dialect& of, const std::string& column) const;
    std::vector<sql::expression> columns() const;

private:
    struct cache;
    const table_plan* of_;
    std::vector<std::size_t> columns_;
    cache* cache_;  // owned; a smart pointer here would cost every reader <memory>
};

/// Renders `what`, binds its values and runs it.
ROWAN_EXPORT statement run(session& in, const sql::select& what);
ROWAN_EXPORT std::uint64_t run(session& in, const sql::update& what);
ROWAN_EXPORT std::uint64_t run(session& in, const sql::erase& what);
/// An update of the rows that meet `where`, with the table's updated_at; without assignments where there is nothing to do.
ROWAN_EXPORT sql::update update_by(const table_plan& of, const std::vector<sql::assignment>& set, std::optional<sql::expression> where);
ROWAN_EXPORT sql::expression bound_key_condition(const table_plan& of, std::vector<value> key);
[[noreturn]] ROWAN_EXPORT void throw_identity_range();
/// New numbers for the identity column, taken before the rows are there; none where the backend cannot.
ROWAN_EXPORT std::vector<std::int64_t> take_identities(session& in, const table_plan& of, std::size_t count);
/// Throws mapping_error where the member is too narrow for the number.
template <class Member>
Member identity_of(std::int64_t number) {
    if (!std::in_range<Member>(number)) throw_identity_range();
    return static_cast<Member>(number);
}
ROWAN_EXPORT std::vector<std::string> column_names(const schema::table& of);
ROWAN_EXPORT std::uint64_t count(session& in, sql::select what);
ROWAN_EXPORT bool exists(session& in, sql::select what);

/// From this many rows on, a bulk insert is worth its set-up.
inline constexpr std::size_t bulk_threshold = 16;

[[noreturn]] ROWAN_EXPORT void throw_window_refused(const schema::table& in);
[[noreturn]] ROWAN_EXPORT void throw_more_than_one(const schema::table& in);
[[noreturn]] ROWAN_EXPORT void throw_too_deep(const schema::table& in);
[[noreturn]] ROWAN_EXPORT void throw_missing_related(const schema::table& in);

}  // namespace rowan::detail
