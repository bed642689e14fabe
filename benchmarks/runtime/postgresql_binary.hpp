#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

/// PostgreSQL's binary form of values: big-endian; instants in microseconds since 2000-01-01.
namespace postgresql_binary {

inline constexpr std::int64_t epoch = 946'684'800'000'000;  // 2000-01-01 in Unix microseconds

template <std::integral T>
T swapped(T number) noexcept {
    if constexpr (sizeof(T) == 2) {
        return static_cast<T>(__builtin_bswap16(static_cast<std::uint16_t>(number)));
    } else if constexpr (sizeof(T) == 4) {
        return static_cast<T>(__builtin_bswap32(static_cast<std::uint32_t>(number)));
    } else {
        return static_cast<T>(__builtin_bswap64(static_cast<std::uint64_t>(number)));
    }
}

inline std::int64_t swapped_double(double number) noexcept {
    return swapped(std::bit_cast<std::int64_t>(number));
}

template <std::integral T>
T get(const char* from) noexcept {
    T raw;
    std::memcpy(&raw, from, sizeof raw);
    return swapped(raw);
}

template <std::integral T>
void append(std::string& to, T number) {
    const T raw = swapped(number);
    to.append(reinterpret_cast<const char*>(&raw), sizeof raw);
}

/// A value with its length before it, as in rows of COPY and elements of arrays.
template <std::integral T>
void append_field(std::string& to, T number) {
    append(to, static_cast<std::int32_t>(sizeof number));
    append(to, number);
}
inline void append_field(std::string& to, std::string_view text) {
    append(to, static_cast<std::int32_t>(text.size()));
    to.append(text);
}
inline void append_null(std::string& to) {
    append(to, std::int32_t{-1});
}

/// Starts an array of one dimension; its elements are appended as fields.
inline void append_array_header(std::string& to, std::uint32_t element_type, std::size_t count, bool has_null = false) {
    append(to, std::int32_t{1});
    append(to, std::int32_t{has_null});
    append(to, static_cast<std::int32_t>(element_type));
    append(to, static_cast<std::int32_t>(count));
    append(to, std::int32_t{1});
}

}  // namespace postgresql_binary
