#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/types/row.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include <rowan/export.hpp>

/// What a backend has to implement: a driver, its statements, a dialect. Everything above speaks to these only.
namespace rowan {

/// A prepared statement on the native handle: its parameters (row_writer), its run, its current row (row_reader).
///
/// Life: set every parameter, `execute`, `next` until false or `reset`; then again from the start. A parameter that was
/// not set since the last `reset` is an error, never NULL.
class ROWAN_EXPORT driver_statement : public row_writer, public row_reader {
public:
    virtual ~driver_statement() = default;

    virtual std::size_t parameter_count() const = 0;
    /// Throws database_error (constraint_error, connection_error, …).
    virtual void execute() = 0;
    /// Moves to the next row; false after the last one.
    virtual bool next() = 0;
    /// Rows that an insert, update or delete changed.
    virtual std::uint64_t affected_rows() const = 0;
    /// Ends the run: frees rows and locks, forgets parameters. Never throws.
    virtual void reset() noexcept = 0;
};

/// Rows on their way into a table by the fastest road that the backend has (COPY).
/// Row by row: set every column, `end_row`.
class ROWAN_EXPORT driver_bulk_insert : public row_writer {
public:
    virtual ~driver_bulk_insert() = default;
    virtual void end_row() = 0;
    /// Sends the rest and waits; nothing is stored if it throws or is not called. Returns the number of rows.
    virtual std::uint64_t finish() = 0;
};

/// A connection's native handle. Not thread-safe, as the handles themselves.
class ROWAN_EXPORT driver {
public:
    virtual ~driver() = default;

    virtual const rowan::dialect& dialect() const noexcept = 0;
    /// One statement. Parameters are `$1`… or `?1`… by number, or `?` in order, as the backend writes them; `$n` works
    /// everywhere. Throws usage_error where `sql` holds no statement or more than one.
    virtual std::unique_ptr<driver_statement> prepare(std::string_view sql) = 0;
    /// Any number of statements without parameters; rows are dropped. Throws database_error with the failing statement.
    virtual void execute_script(std::string_view sql) = 0;
    /// Only where `dialect().can().bulk_copy`.
    virtual std::unique_ptr<driver_bulk_insert> bulk_insert(const sql::table_name& into,
                                                            std::span<const std::string> columns) = 0;

    virtual bool in_transaction() const noexcept = 0;
    /// A statement failed in the open transaction, so that it can only be rolled back (PostgreSQL).
    virtual bool transaction_aborted() const noexcept = 0;
    struct transaction_mode {
        bool read_only = false;
    };
    virtual void begin(const transaction_mode& mode) = 0;
    /// Throws transaction_error where the backend rolled back instead.
    virtual void commit() = 0;
    virtual void rollback() = 0;

    /// All statements that are left end next, and the driver after them: one farewell will do.
    virtual void closing() noexcept {}
};

}  // namespace rowan
