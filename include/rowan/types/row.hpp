#pragma once

#include <rowan/types/value.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan {

/// Takes the values of one row or of a statement's parameters, by position from 0. Every driver has one.
///
/// Errors: each setter throws mapping_error where the target's type cannot hold the value (`set_text` with a NUL
/// character, an integer beyond the column's range); the message names the position and the type, never the value.
class ROWAN_EXPORT row_writer {
public:
    virtual void set_null(std::size_t index) = 0;
    virtual void set_bool(std::size_t index, bool to) = 0;
    virtual void set_integer(std::size_t index, std::int64_t to) = 0;
    virtual void set_double(std::size_t index, double to) = 0;
    /// UTF-8; enum labels and JSON too. Lifetime: `to` must live until the statement has run, unless `copy` is true.
    virtual void set_text(std::size_t index, std::string_view to, bool copy) = 0;
    /// Lifetime: as `set_text`.
    virtual void set_bytes(std::size_t index, std::span<const std::byte> to, bool copy) = 0;
    virtual void set_uuid(std::size_t index, const uuid& to) = 0;
    virtual void set_timestamp(std::size_t index, timestamp to) = 0;
    virtual void set_date(std::size_t index, date to) = 0;
    virtual void set_decimal(std::size_t index, const decimal& to) = 0;
    virtual void set_array(std::size_t index, const value_array& to) = 0;

protected:
    ~row_writer() = default;
};

/// Reads the current row of a result, by position from 0. Every driver has one.
///
/// Errors: each getter throws mapping_error where the column holds something else or NULL; the message names the
/// column.
class ROWAN_EXPORT row_reader {
public:
    virtual std::size_t column_count() const = 0;
    /// Empty where `index` is beyond the last column.
    virtual std::string_view column_name(std::size_t index) const = 0;

    virtual bool is_null(std::size_t index) const = 0;
    virtual bool get_bool(std::size_t index) const = 0;
    virtual std::int64_t get_integer(std::size_t index) const = 0;
    virtual double get_double(std::size_t index) const = 0;
    /// Lifetime: until the next row is asked for.
    virtual std::string_view get_text(std::size_t index) const = 0;
    /// Lifetime: until the next row is asked for.
    virtual std::span<const std::byte> get_bytes(std::size_t index) const = 0;
    virtual uuid get_uuid(std::size_t index) const = 0;
    virtual timestamp get_timestamp(std::size_t index) const = 0;
    virtual date get_date(std::size_t index) const = 0;
    virtual decimal get_decimal(std::size_t index) const = 0;
    virtual value_array get_array(std::size_t index) const = 0;

protected:
    ~row_reader() = default;
};

/// A row_writer that keeps what it is given, each value in the slot that its position has.
class ROWAN_EXPORT keeping_writer : public row_writer {
public:
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

protected:
    ~keeping_writer() = default;
    virtual value& slot(std::size_t index) = 0;
};

/// Keeps the values of one row: parameters that are bound later.
class ROWAN_EXPORT value_writer final : public keeping_writer {
public:
    explicit value_writer(std::vector<value>& to) : to_(&to) {}

private:
    value& slot(std::size_t index) override;
    std::vector<value>* to_;
};

/// A row_writer before another one that lets it borrow nothing: for values that die before the statement runs.
class ROWAN_EXPORT copying_writer final : public row_writer {
public:
    explicit copying_writer(row_writer& to) : to_(&to) {}
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
    row_writer* to_;
};

/// A row_reader over values at hand: the elements of an array.
///
/// Arrays come as JSON text on SQLite, so an integer also reads as a double or a decimal (0 and 1 as a bool), and text
/// as every type that has a text form: bytes in base64, a double that is `NaN`, `Infinity` or `-Infinity`.
class ROWAN_EXPORT value_reader final : public row_reader {
public:
    /// Errors name `context`, the column that the values came from.
    value_reader(const value_array& from, std::string_view context) : from_(&from), context_(context) {}
    std::size_t column_count() const override;
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
    const value_array* from_;
    std::string_view context_;
    mutable std::vector<bytes> decoded_{};
};

}  // namespace rowan
