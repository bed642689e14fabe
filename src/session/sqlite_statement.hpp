#pragma once

#include "sqlite_connection.hpp"

#include <rowan/session/driver.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::detail {

struct close_sqlite_statement {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
struct free_sqlite_value {
    void operator()(sqlite3_value* value) const noexcept { sqlite3_value_free(value); }
};

/// Values SQLite has no type for are text: uuid, timestamp, date, decimal in their `to_string()`,
/// NaN as `NaN`, arrays as JSON.
class sqlite_statement final : public driver_statement {
public:
    /// Throws usage_error where `sql` holds no statement or more than one, or parameters that are neither `$n` nor `?`.
    sqlite_statement(sqlite_connection& in, std::string_view sql);

    std::size_t parameter_count() const override { return slots_.size(); }
    void execute() override;
    bool next() override;
    std::uint64_t affected_rows() const override { return changed_; }
    std::string plan(bool with_values) override;
    void reset() noexcept override;

    void set_null(std::size_t index) override;
    void set_bool(std::size_t index, bool to) override;
    void set_integer(std::size_t index, std::int64_t to) override;
    void set_double(std::size_t index, double to) override;
    void set_text(std::size_t index, std::string_view to, bool copy) override;
    void set_bytes(std::size_t index, std::span<const std::byte> to, bool copy) override;
    void set_uuid(std::size_t index, const uuid& to) override;
    void set_timestamp(std::size_t index, timestamp to) override;
    void set_date(std::size_t index, date to) override;
    void set_decimal(std::size_t index, const decimal& to) override;
    void set_array(std::size_t index, const value_array& to) override;

    std::size_t column_count() const override { return columns_; }
    std::string_view column_name(std::size_t index) const override;
    bool is_null(std::size_t index) const override;
    bool get_bool(std::size_t index) const override;
    std::int64_t get_integer(std::size_t index) const override;
    double get_double(std::size_t index) const override;
    std::string_view get_text(std::size_t index) const override;
    std::span<const std::byte> get_bytes(std::size_t index) const override;
    uuid get_uuid(std::size_t index) const override;
    timestamp get_timestamp(std::size_t index) const override;
    date get_date(std::size_t index) const override;
    decimal get_decimal(std::size_t index) const override;
    value_array get_array(std::size_t index) const override;

private:
    enum class state { idle, first_row, rows, kept_rows, done };
    using short_text = std::array<char, 40>;

    struct slot {
        int position = 0;          ///< SQLite's own number of the parameter
        std::uint64_t set_in = 0;  ///< the run that it was last set for
    };

    void map_parameters();
    slot& at(std::size_t index);
    void bound(slot& to, int code);
    [[noreturn]] void refuse_index(std::size_t index) const;
    [[noreturn]] void refuse_value(int code) const;
    short_text& scratch(std::size_t index);
    void set_short_text(slot& to, const short_text& from, std::size_t size);
    [[noreturn]] void throw_unset() const;
    void finish();
    void keep_rows();
    [[noreturn]] void fail();

    sqlite3_value* cell(std::size_t index) const;
    std::string_view text_of(sqlite3_value* cell, std::size_t index, std::string_view wanted) const;
    [[noreturn]] void mismatch(std::size_t index, std::string_view wanted) const;

    sqlite_connection* connection_;
    std::unique_ptr<sqlite3_stmt, close_sqlite_statement> statement_;
    std::size_t columns_ = 0;
    bool writes_ = false;
    bool holds_copies_ = false;  ///< a large parameter was copied, which a cached statement should not keep alive
    state state_ = state::idle;
    std::uint64_t changed_ = 0;
    std::vector<slot> slots_;
    std::uint64_t run_ = 1;
    std::size_t set_ = 0;  ///< parameters set for this run
    std::vector<short_text> scratch_;

    // The rows of a RETURNING clause.
    std::vector<std::unique_ptr<sqlite3_value, free_sqlite_value>> kept_;
    std::size_t kept_row_ = 0;
};

}  // namespace rowan::detail
