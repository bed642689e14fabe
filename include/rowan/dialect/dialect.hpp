#pragma once

#include <rowan/dialect/capabilities.hpp>
#include <rowan/dialect/statement_traits.hpp>
#include <rowan/schema/operation.hpp>
#include <rowan/sql/statement.hpp>
#include <rowan/types/error.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

class client;

/// The schema model asks for something that the backend cannot do.
class ROWAN_EXPORT dialect_error : public error {
public:
    using error::error;
};

/// SQL text with the values that it binds, in the order of its parameters. A placeholder has no value here.
struct rendered {
    std::string sql;
    std::vector<value> parameters;

    friend bool operator==(const rendered&, const rendered&) = default;
};

/// Turns statements and operations into the SQL of one backend. Stateless; safe from any thread.
///
/// SQLite has fewer types than the model. A column's type is told by its affinity and a check: numbers with a fixed
/// point, uuid, timestamp, date, json, enums and arrays are text; the checks `<table>_<column>_enum`, `_length`,
/// `_json` and `_array` stand for labels, lengths and form, and those of a domain keep their names.
/// `identity_kind::always` is as `by_default` there.
class ROWAN_EXPORT dialect {
public:
    virtual ~dialect() = default;

    /// "postgresql", "sqlite": the name that `schema::sql_text::on` takes.
    virtual std::string_view name() const noexcept = 0;
    virtual const capabilities& can() const noexcept = 0;
    /// How this backend says `text`: the words under its name or, where there are none, the plain ones. A backend that
    /// rowan's own queries have no words for (`$1 ilike $2`, `now()`) says here what it calls them. Lifetime: that of
    /// `text` and of the dialect.
    virtual const std::string& words(const schema::sql_text& text) const noexcept { return text.for_dialect(name()); }
    /// The program that people run scripts with.
    virtual const rowan::client& client() const noexcept = 0;

    rendered render(const sql::select& statement) const;
    rendered render(const sql::insert& statement) const;
    rendered render(const sql::update& statement) const;
    rendered render(const sql::erase& statement) const;

    /// The statements that carry `operation` out, in order; none where this backend needs nothing done (an enum type on
    /// SQLite). Throws dialect_error where it cannot be done.
    std::vector<std::string> render(const schema::operation& operation) const;

    /// Whether `operation` cannot be rendered without a look at what is there: `session::apply` carries it out.
    bool needs_database(const schema::operation& operation) const;
    /// Whether the backend refuses `operation` within a transaction.
    bool runs_outside_transaction(const schema::operation& operation) const;
    /// Of one statement. What is not known by its words is taken for one that runs in a transaction.
    virtual statement_traits traits_of(std::string_view statement) const = 0;
    /// Whether `change` takes a new table, into which the rows are copied. That cannot be rendered without a look at
    /// the table that is there: `session::apply` does it.
    virtual bool needs_new_table(const schema::table_change& change) const;

    /// The value that a column of the enum has after `by`, in terms of its value before.
    virtual std::string converted(const schema::alter_enum& by, const schema::column& of) const = 0;

    /// As `create table` has it.
    std::string definition(const schema::table& in, const schema::column& what) const;
    std::string definition(const schema::table& in, const schema::constraint& what) const;

    /// The name of `type` in a column definition.
    virtual std::string type_name(const sql_type& type) const = 0;
    /// Whether a column of the one type keeps what a column of the other would: of SQLite's types only the affinity
    /// counts.
    virtual bool stores_alike(const sql_type& left, const sql_type& right) const = 0;
    /// Throws mapping_error where `name` is empty, holds a NUL or is longer than the backend keeps.
    void append_identifier(std::string& to, std::string_view name) const;
    void append_table(std::string& to, const sql::table_name& name) const;
    /// Throws mapping_error where `text` holds a NUL.
    virtual void append_literal(std::string& to, std::string_view text) const;
    /// A query that takes new numbers for an identity column ahead of the rows: its parameters are the quoted table,
    /// the column and how many. Empty where the backend gives numbers out with the rows only.
    virtual std::string_view take_identities() const noexcept { return {}; }
    /// The words before a query that make its plan of it.
    virtual std::string_view explain() const noexcept = 0;
    /// `number` counts from 1.
    virtual void append_parameter(std::string& to, std::size_t number) const = 0;

protected:
    class writer;  // a statement on its way: text and parameters

    /// The limit that must stand before an offset where the statement has none.
    virtual std::string_view no_limit() const noexcept { return {}; }

    // What differs in DDL where no capability says it.
    virtual std::string column_type(const schema::column& column) const { return type_name(column.type); }
    /// The primary key of `table` is written with its column.
    virtual bool has_inline_key(const schema::table&) const noexcept { return false; }
    virtual void append_identity(std::string& to, const schema::table& in, const schema::column& column) const = 0;
    /// What stands behind the parentheses of `create table`.
    virtual void append_table_options(std::string& to, const schema::table& of) const = 0;
    virtual void append_default(std::string& to, const std::string& expression) const;
    /// What the type says elsewhere (labels, length, domain), as checks of the column.
    virtual std::vector<schema::check> type_checks(const std::string& table, const schema::column& column) const;

private:
    void append_on_conflict(writer& to, const sql::insert& statement) const;
    class ddl;  // operations to statements
};

ROWAN_EXPORT const dialect& sqlite_dialect();
ROWAN_EXPORT const dialect& postgresql_dialect();

}  // namespace rowan
