#pragma once

#include <rowan/types/value.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <rowan/export.hpp>

#include "postgresql_types.hpp"

/// PostgreSQL's binary form of values (PostgreSQL manual, 55.7 and the `…send` functions of its sources). Pure: buffers
/// and values.
namespace rowan::detail::postgresql {

template <std::unsigned_integral T>
constexpr T network_order(T number) noexcept {
    if constexpr (std::endian::native == std::endian::big || sizeof(T) == 1) {
        return number;
    } else if constexpr (sizeof(T) == 2) {
        return __builtin_bswap16(number);
    } else if constexpr (sizeof(T) == 4) {
        return __builtin_bswap32(number);
    } else {
        return __builtin_bswap64(number);
    }
}

template <std::unsigned_integral T>
void store(char* to, T number) noexcept {
    number = network_order(number);
    std::memcpy(to, &number, sizeof number);
}

template <std::unsigned_integral T>
T load(const char* from) noexcept {
    T number;
    std::memcpy(&number, from, sizeof number);
    return network_order(number);
}

/// Bytes on their way to the server. Keeps its memory when it is cleared, unless that is a lot.
class ROWAN_EXPORT wire_buffer {
public:
    const char* data() const noexcept { return data_.get(); }
    std::size_t size() const noexcept { return size_; }
    std::string_view view(std::size_t from = 0) const noexcept { return {data_.get() + from, size_ - from}; }
    void truncate(std::size_t size) noexcept { size_ = size; }
    void clear() noexcept;

    /// `count` more bytes, to be written at once. Lifetime: until the buffer grows again.
    char* grow(std::size_t count) {
        if (capacity_ - size_ < count) reserve(count);
        char* const result = data_.get() + size_;
        size_ += count;
        return result;
    }
    void append(std::string_view bytes) {
        if (!bytes.empty()) std::memcpy(grow(bytes.size()), bytes.data(), bytes.size());
    }
    template <std::unsigned_integral T>
    void append_number(T number) {
        store(grow(sizeof number), number);
    }
    template <std::unsigned_integral T>
    void overwrite(std::size_t at, T number) noexcept {
        store(data_.get() + at, number);
    }

private:
    void reserve(std::size_t more);

    std::unique_ptr<char[]> data_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

enum class outcome {
    done,
    other_kind,  ///< the type and the value are of different kinds
    out_of_range,
    nul_character,    ///< in text
    many_dimensions,  ///< of an array
    malformed,        ///< bytes that no server sends
};

/// Each writes a value in the binary form of `as`, behind what `to` holds. Where the outcome is not `done`, `to` may
/// hold a part.
ROWAN_EXPORT outcome encode_bool(wire_buffer& to, const wire_type& as, bool from);
ROWAN_EXPORT outcome encode_integer(wire_buffer& to, const wire_type& as, std::int64_t from);
ROWAN_EXPORT outcome encode_double(wire_buffer& to, const wire_type& as, double from);
ROWAN_EXPORT outcome encode_text(wire_buffer& to, const wire_type& as, std::string_view from);
ROWAN_EXPORT outcome encode_bytes(wire_buffer& to, const wire_type& as, std::span<const std::byte> from);
ROWAN_EXPORT outcome encode_uuid(wire_buffer& to, const wire_type& as, const uuid& from);
ROWAN_EXPORT outcome encode_timestamp(wire_buffer& to, const wire_type& as, timestamp from);
ROWAN_EXPORT outcome encode_date(wire_buffer& to, const wire_type& as, date from);
ROWAN_EXPORT outcome encode_decimal(wire_buffer& to, const wire_type& as, const decimal& from);
ROWAN_EXPORT outcome encode_array(wire_buffer& to, const wire_type& as, const value_array& from);
/// NULL is not for it: it has no bytes.
ROWAN_EXPORT outcome encode_value(wire_buffer& to, const wire_type& as, const value& from);

/// Writes the text that the input function of any fitting type reads, arrays as `{…}`.
ROWAN_EXPORT outcome write_text(wire_buffer& to, const value& from);
ROWAN_EXPORT outcome write_text(wire_buffer& to, const value_array& from);

/// Each reads the binary form of `as`; no byte outside `from` is looked at, whatever it holds.
ROWAN_EXPORT outcome decode_bool(std::string_view from, const wire_type& as, bool& to);
ROWAN_EXPORT outcome decode_integer(std::string_view from, const wire_type& as, std::int64_t& to);
ROWAN_EXPORT outcome decode_double(std::string_view from, const wire_type& as, double& to);
ROWAN_EXPORT outcome decode_text(std::string_view from, const wire_type& as, std::string_view& to);
ROWAN_EXPORT outcome decode_bytes(std::string_view from, const wire_type& as, std::span<const std::byte>& to);
ROWAN_EXPORT outcome decode_uuid(std::string_view from, const wire_type& as, uuid& to);
ROWAN_EXPORT outcome decode_timestamp(std::string_view from, const wire_type& as, timestamp& to);
ROWAN_EXPORT outcome decode_date(std::string_view from, const wire_type& as, date& to);
ROWAN_EXPORT outcome decode_decimal(std::string_view from, const wire_type& as, decimal& to);
ROWAN_EXPORT outcome decode_array(std::string_view from, const wire_type& as, value_array& to);
ROWAN_EXPORT outcome decode_value(std::string_view from, const wire_type& as, value& to);

// numeric is long enough for a file of its own.
ROWAN_EXPORT void encode_numeric(wire_buffer& to, std::string_view canonical);
ROWAN_EXPORT outcome decode_numeric(std::string_view from, std::string& canonical);
ROWAN_EXPORT outcome decode_numeric(std::string_view from, std::int64_t& to);

/// What one field can hold (PostgreSQL manual, appendix K).
inline constexpr std::size_t longest_value = (std::size_t{1} << 30) - 1;

/// PostgreSQL counts time from 2000-01-01; rowan's types hold the years 1 to 9999 (`types/timestamp.hpp`).
inline constexpr std::int64_t microseconds_to_2000 = 946'684'800'000'000;
inline constexpr std::int32_t days_to_2000 = 10'957;
constexpr bool in_years(timestamp at) noexcept {
    return at.microseconds_since_epoch >= -62'135'596'800'000'000 &&
           at.microseconds_since_epoch <= 253'402'300'799'999'999;
}
constexpr bool in_years(date at) noexcept {
    return at.days_since_epoch >= -719'162 && at.days_since_epoch <= 2'932'896;
}

}  // namespace rowan::detail::postgresql
