#pragma once

#include <rowan/types/row.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include <rowan/export.hpp>

/// What a driver runs: the part of it that every statement goes through.
namespace rowan {

/// A prepared statement on the native handle: its parameters (row_writer), its run, its current row (row_reader).
///
/// Life: set every parameter, `execute`, `next` until false or `reset`; then again from the start. A parameter that was
/// not set since the last `reset` is an error, never NULL.
class ROWAN_EXPORT driver_statement : public row_writer, public row_reader {
public:
    virtual ~driver_statement() = default;

    virtual std::size_t parameter_count() const = 0;
    /// The next run keeps at most so many rows in memory at a time. A backend that reads row by row needs nothing for it.
    virtual void read_in_parts(std::size_t rows) { static_cast<void>(rows); }
    /// Throws database_error (constraint_error, connection_error, …).
    virtual void execute() = 0;
    /// Moves to the next row; false after the last one.
    virtual bool next() = 0;
    /// Rows that an insert, update or delete changed.
    virtual std::uint64_t affected_rows() const = 0;
    /// How the database goes about it, as it explains without running it: with the values of the run, or for any. Leaves
    /// an open transaction as it is. Empty where there is nothing to explain; throws where it fails.
    virtual std::string plan(bool with_values) { return static_cast<void>(with_values), std::string(); }
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

/// A bulk insert under way: `rows->set_integer(…)`, `rows->end_row()`, `rows->finish()`. Given up where it is not finished.
class ROWAN_EXPORT bulk_rows {
public:
    /// Owns `run`. Not a std::unique_ptr: <memory> would cost every reader of a session more than all the rest of it.
    explicit bulk_rows(driver_bulk_insert* run) noexcept : run_(run) {}
    bulk_rows(bulk_rows&& from) noexcept : run_(std::exchange(from.run_, nullptr)) {}
    bulk_rows& operator=(bulk_rows&& from) noexcept {
        std::swap(run_, from.run_);
        return *this;
    }
    ~bulk_rows() { delete run_; }

    driver_bulk_insert& operator*() const noexcept { return *run_; }
    driver_bulk_insert* operator->() const noexcept { return run_; }

private:
    driver_bulk_insert* run_;
};

}  // namespace rowan
