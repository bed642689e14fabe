#pragma once

#include <rowan/session/driver.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "postgresql_codec.hpp"
#include "postgresql_connection.hpp"
#include "postgresql_cursor.hpp"

namespace rowan::detail::postgresql {

/// A named statement on the server, parameters and rows in binary. Where a pooler lends the connection, only what it takes
/// and returns is kept, here, and its text goes with each run.
class prepared_statement final : public driver_statement {
public:
    prepared_statement(connection& on, std::string sql);
    ~prepared_statement() override;

    std::size_t parameter_count() const override { return slots_.size(); }
    void read_in_parts(std::size_t rows) override { part_ = rows; }
    void execute() override;
    bool next() override;
    std::uint64_t affected_rows() const override;
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

    std::size_t column_count() const override { return columns_.size(); }
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
    struct slot {
        const wire_type* type = nullptr;
        const char* borrowed = nullptr;  ///< null: in the buffer at `offset`
        std::size_t offset = 0;
        std::size_t size = 0;
        bool is_set = false;
        bool is_null = false;
        bool is_text = false;  ///< in text instead of binary form
    };

    void prepare();
    void retire() noexcept;
    bool prepare_again();
    result_pointer run_anew(result_pointer failed);
    bool has_other_type_now(std::size_t index);
    result_pointer run();
    result_pointer run_once();
    std::vector<std::uint32_t> parameter_types() const;
    void check_parameters() const;
    void open_cursor();
    bool fetch();
    void keep(result_pointer result);
    void follow_columns();
    void fill_arguments();
    void forget_parameters() noexcept;

    slot& parameter(std::size_t index);
    void accept(slot& into, const slot& what) noexcept;
    template <auto Encode, class T>
    void put(std::size_t index, std::string_view what, const T& from);
    void put_as_text(std::size_t index, std::string_view what, const value& from);
    [[noreturn]] void refuse(outcome fault, std::size_t index, std::string_view what);

    /// A value of the current row, in the memory of the result.
    struct cell {
        const char* data = nullptr;
        int size = 0;  ///< -1 is NULL
        wire_kind kind{};

        std::string_view bytes() const noexcept { return {data, static_cast<std::size_t>(size)}; }
        bool holds(wire_kind wanted, std::size_t wanted_size) const noexcept {
            return kind == wanted && size == static_cast<int>(wanted_size);
        }
    };
    cell at(std::size_t index) const;
    [[noreturn]] void refuse_cell(std::size_t index) const;
    template <auto Decode, class T>
    T read(std::size_t index, std::string_view what) const;
    [[noreturn]] void fail_to_read(outcome fault, std::size_t index, std::string_view what) const;
    void forget_result() noexcept;

    connection& on_;
    std::string sql_;
    std::string name_;
    result_pointer description_;
    std::vector<slot> slots_;
    std::vector<const wire_type*> columns_;

    wire_buffer buffer_;
    std::size_t set_count_ = 0;
    std::vector<const char*> values_;
    std::vector<int> sizes_;
    std::vector<int> formats_;

    std::size_t part_ = 0;  ///< rows to read at a time; 0: all
    std::unique_ptr<server_cursor> cursor_;
    result_pointer result_;
    int row_ = -1;
    int rows_ = 0;
    std::size_t readable_ = 0;  ///< columns: all, or none where there is no current row
    bool stale_ = false;        ///< the tables have changed since it was prepared
    bool used_ = false;         ///< it has run since it was prepared, so that it was right then
};

}  // namespace rowan::detail::postgresql
