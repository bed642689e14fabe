#pragma once

#include <rowan/session/driver.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "postgresql_codec.hpp"
#include "postgresql_connection.hpp"

namespace rowan::detail::postgresql {

/// `COPY … FROM STDIN (FORMAT binary)` (PostgreSQL manual, COPY, "Binary Format").
class binary_copy final : public driver_bulk_insert {
public:
    /// Throws usage_error where a column is of a type whose binary form is not known.
    binary_copy(connection& on, const dialect& words, const sql::table_name& into,
                std::span<const std::string> columns);
    ~binary_copy() override;

    void end_row() override;
    std::uint64_t finish() override;

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

private:
    struct column {
        const wire_type* type = nullptr;
        std::string name;
        std::size_t offset = 0;  ///< of its cell, size first
        std::size_t size = 0;
        std::uint64_t row = 0;  ///< that it was set for last, from 1
    };

    void describe_columns(const dialect& words, const sql::table_name& into, std::span<const std::string> names);
    void start();
    column& cell(std::size_t index);
    void end_cell(column& of, std::size_t start) noexcept;
    template <auto Encode, class T>
    void put(std::size_t index, std::string_view what, const T& from);
    template <class Parse>
    auto parsed(std::size_t index, std::string_view text, Parse parse) const;
    [[noreturn]] void refuse(outcome fault, const column& in, std::string_view what) const;
    std::string place(const column& of) const;
    void put_in_order();
    void send();
    void check_open() const;
    [[noreturn]] void fail();

    connection& on_;
    std::string sql_;
    std::vector<column> columns_;
    wire_buffer buffer_;
    wire_buffer sorted_;
    std::size_t row_start_ = 0;
    std::size_t set_count_ = 0;
    std::uint64_t rows_ = 0;
    bool in_order_ = true;
    bool open_ = false;
};

}  // namespace rowan::detail::postgresql
