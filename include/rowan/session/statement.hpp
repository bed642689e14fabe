#pragma once

#include <rowan/session/driver_statement.hpp>
#include <rowan/session/error.hpp>
#include <rowan/types/codec.hpp>

#include <cstdint>
#include <string_view>
#include <utility>

#include <rowan/export.hpp>

namespace rowan {

class session;
namespace detail {
struct session_core;
struct cached_statement;
class active_limit;
class pool_core;
}  // namespace detail

/// A prepared statement on loan from its session's cache, ready for one run after the other. Give it back by leaving
/// its scope; it must not outlive the session.
class ROWAN_EXPORT statement {
public:
    statement(statement&& from) noexcept
        : core_(from.core_), entry_(std::exchange(from.entry_, nullptr)), handle_(from.handle_) {}
    statement& operator=(statement&&) = delete;
    ~statement() {
        if (entry_ != nullptr) give_back();
    }

    /// Binds `values` to the parameters in order, as many as the statement has.
    template <storable... T>
    statement& bind(const T&... values) {
        copying_writer copier(*handle_);
        return write_all(copier, values...);
    }
    /// As `bind`, but text and bytes are borrowed: they must live until the last row was read.
    template <storable... T>
    statement& bind_borrowed(const T&... values) {
        return write_all(*handle_, values...);
    }
    /// The parameters one by one; what is written here is borrowed, too.
    row_writer& parameters() noexcept { return *handle_; }

    /// The next run, of a query, keeps at most so many of its rows in memory. On PostgreSQL they come through a cursor on the server, in the
    /// open transaction or else in one that only reads and ends with the run: see `projection::stream`.
    void read_in_parts(std::size_t rows) { handle_->read_in_parts(rows); }
    void execute();
    bool next();
    const row_reader& row() const noexcept { return *handle_; }
    std::uint64_t affected_rows() const { return handle_->affected_rows(); }
    /// Ends the run, so that the parameters can be set anew.
    void reset() noexcept;

    /// Column `index` of the current row.
    template <storable T>
    T get(std::size_t index) const {
        check_column(index);
        T result{};
        read_value(*handle_, index, result);
        return result;
    }
    /// Column `name` of the current row. Throws usage_error where the result has none of that name.
    template <storable T>
    T get(std::string_view name) const {
        return get<T>(column_index(name));
    }

private:
    friend class session;
    statement(detail::session_core& core, detail::cached_statement& entry, driver_statement& handle) noexcept
        : core_(&core), entry_(&entry), handle_(&handle) {}

    template <class... T>
    statement& write_all(row_writer& to, const T&... values) {
        check_parameter_count(sizeof...(T));
        std::size_t index = 0;
        (write_value(to, index++, values), ...);
        return *this;
    }
    void give_back() noexcept;
    void check_parameter_count(std::size_t given) const;
    void check_column(std::size_t index) const;
    std::size_t column_index(std::string_view name) const;

    detail::session_core* core_;
    detail::cached_statement* entry_;
    driver_statement* handle_;
};

}  // namespace rowan
