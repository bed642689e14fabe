#pragma once

#include <rowan/meta/members.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/id.hpp>
#include <rowan/types/row.hpp>
#include <rowan/types/sql_type.hpp>

#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

/// How a C++ type is kept in a column: the one place where a type of your own is taught to rowan.
///
/// The short form stores it as a type that rowan knows:
///
///     template <>
///     struct rowan::codec<celsius> {
///         using stored = double;
///         static stored encode(const celsius& value) { return value.degrees; }
///         static celsius decode(stored value) { return {value}; }
///     };
///
/// The long form has `static constexpr column_type type`, `static void write(row_writer&, std::size_t index, const T&)`
/// and `static void read(const row_reader&, std::size_t index, T&)`.
template <class T>
struct codec;

/// A codec in the short form.
template <class T>
concept converted = requires(const T& value, typename codec<T>::stored stored) {
    { codec<T>::encode(value) } -> std::convertible_to<typename codec<T>::stored>;
    { codec<T>::decode(std::move(stored)) } -> std::convertible_to<T>;
};

/// `T` can be a column, a parameter, a value in a condition.
template <class T>
concept storable = converted<T> || requires {
    codec<T>::type;
};

namespace detail {
[[noreturn]] ROWAN_EXPORT void throw_null(const row_reader& row, std::size_t index);
[[noreturn]] ROWAN_EXPORT void throw_integer_range(const row_reader& row, std::size_t index, int bits, bool is_signed);
[[noreturn]] ROWAN_EXPORT void throw_unsigned_range(std::size_t index);
[[noreturn]] ROWAN_EXPORT void throw_real_range(const row_reader& row, std::size_t index);
/// Writes the label of `number`; throws mapping_error where the enum has no such enumerator.
ROWAN_EXPORT void write_label(row_writer& to, std::size_t index, const enumeration& labels, std::int64_t number);
/// Throws mapping_error naming column and enum, and listing the labels, where the column holds none of them.
ROWAN_EXPORT std::int64_t read_label(const row_reader& from, std::size_t index, const enumeration& labels);
}  // namespace detail

/// The column type of `T`.
template <storable T>
constexpr column_type column_type_of() {
    if constexpr (requires { codec<T>::type; }) {
        return codec<T>::type;
    } else {
        return column_type_of<typename codec<T>::stored>();
    }
}

template <storable T>
void write_value(row_writer& to, std::size_t index, const T& from) {
    if constexpr (requires { codec<T>::write(to, index, from); }) {
        codec<T>::write(to, index, from);
    } else {
        // The converted value dies here, so a driver may not borrow from it.
        copying_writer copier(to);
        write_value<typename codec<T>::stored>(copier, index, codec<T>::encode(from));
    }
}

template <storable T>
void read_value(const row_reader& from, std::size_t index, T& to) {
    if constexpr (requires { codec<T>::read(from, index, to); }) {
        codec<T>::read(from, index, to);
    } else {
        typename codec<T>::stored stored{};
        read_value(from, index, stored);
        to = codec<T>::decode(std::move(stored));
    }
}

/// `from` as a value that can outlive it.
template <storable T>
value to_value(const T& from) {
    std::vector<value> kept;
    value_writer keeper(kept);
    write_value(keeper, 0, from);
    return std::move(kept.front());
}

template <>
struct codec<bool> {
    static constexpr column_type type{type_kind::boolean};
    static void write(row_writer& to, std::size_t index, bool from) { to.set_bool(index, from); }
    static void read(const row_reader& from, std::size_t index, bool& to) { to = from.get_bool(index); }
};

namespace detail {
template <class T>
concept plain_integer =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
    !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

// The narrowest SQL integer that holds every value; a 64-bit unsigned one is checked on the way in.
template <class T>
constexpr type_kind integer_kind() {
    if constexpr (std::numeric_limits<T>::digits <= 15) {
        return type_kind::smallint;
    } else if constexpr (std::numeric_limits<T>::digits <= 31) {
        return type_kind::integer;
    } else {
        return type_kind::bigint;
    }
}
}  // namespace detail

template <detail::plain_integer T>
struct codec<T> {
    static constexpr column_type type{detail::integer_kind<T>()};
    static void write(row_writer& to, std::size_t index, T from) {
        if constexpr (std::numeric_limits<T>::digits > 63) {
            if (from > static_cast<T>(std::numeric_limits<std::int64_t>::max())) detail::throw_unsigned_range(index);
        }
        to.set_integer(index, static_cast<std::int64_t>(from));
    }
    static void read(const row_reader& from, std::size_t index, T& to) {
        const std::int64_t wide = from.get_integer(index);
        if (!std::in_range<T>(wide)) {
            detail::throw_integer_range(from, index, static_cast<int>(sizeof(T) * 8), std::is_signed_v<T>);
        }
        to = static_cast<T>(wide);
    }
};

template <>
struct codec<double> {
    static constexpr column_type type{type_kind::double_precision};
    static void write(row_writer& to, std::size_t index, double from) { to.set_double(index, from); }
    static void read(const row_reader& from, std::size_t index, double& to) { to = from.get_double(index); }
};

template <>
struct codec<float> {
    static constexpr column_type type{type_kind::real};
    static void write(row_writer& to, std::size_t index, float from) {
        to.set_double(index, static_cast<double>(from));
    }
    static void read(const row_reader& from, std::size_t index, float& to) {
        const double wide = from.get_double(index);
        constexpr double largest = std::numeric_limits<float>::max();
        constexpr double infinity = std::numeric_limits<double>::infinity();
        if ((wide > largest || wide < -largest) && wide != infinity && wide != -infinity) {
            detail::throw_real_range(from, index);
        }
        to = static_cast<float>(wide);
    }
};

template <>
struct codec<std::string> {
    static constexpr column_type type{type_kind::text};
    static void write(row_writer& to, std::size_t index, const std::string& from) { to.set_text(index, from, false); }
    static void read(const row_reader& from, std::size_t index, std::string& to) { to = from.get_text(index); }
};

// Parameters only, from here to the next codec: a row that was read owns its text.
template <>
struct codec<const char*> {
    static constexpr column_type type{type_kind::text};
    static void write(row_writer& to, std::size_t index, const char* from) { to.set_text(index, from, false); }
};

template <std::size_t N>
struct codec<char[N]> : codec<const char*> {};

template <>
struct codec<std::nullopt_t> {
    static constexpr column_type type{.kind = type_kind::text, .nullable = true};
    static void write(row_writer& to, std::size_t index, std::nullopt_t) { to.set_null(index); }
};

template <>
struct codec<std::string_view> {
    static constexpr column_type type{type_kind::text};
    static void write(row_writer& to, std::size_t index, std::string_view from) { to.set_text(index, from, false); }
};

template <>
struct codec<bytes> {
    static constexpr column_type type{type_kind::bytes};
    static void write(row_writer& to, std::size_t index, const bytes& from) { to.set_bytes(index, from, false); }
    ROWAN_EXPORT static void read(const row_reader& from, std::size_t index, bytes& to);
};

template <>
struct codec<uuid> {
    static constexpr column_type type{type_kind::uuid};
    static void write(row_writer& to, std::size_t index, const uuid& from) { to.set_uuid(index, from); }
    static void read(const row_reader& from, std::size_t index, uuid& to) { to = from.get_uuid(index); }
};

template <class T>
struct codec<id<T>> {
    static constexpr column_type type{type_kind::uuid};
    static void write(row_writer& to, std::size_t index, const id<T>& from) { to.set_uuid(index, from.value); }
    static void read(const row_reader& from, std::size_t index, id<T>& to) { to.value = from.get_uuid(index); }
};

template <>
struct codec<timestamp> {
    static constexpr column_type type{type_kind::timestamp};
    static void write(row_writer& to, std::size_t index, timestamp from) { to.set_timestamp(index, from); }
    static void read(const row_reader& from, std::size_t index, timestamp& to) { to = from.get_timestamp(index); }
};

template <>
struct codec<date> {
    static constexpr column_type type{type_kind::date};
    static void write(row_writer& to, std::size_t index, date from) { to.set_date(index, from); }
    static void read(const row_reader& from, std::size_t index, date& to) { to = from.get_date(index); }
};

template <>
struct codec<decimal> {
    static constexpr column_type type{type_kind::numeric};
    static void write(row_writer& to, std::size_t index, const decimal& from) { to.set_decimal(index, from); }
    static void read(const row_reader& from, std::size_t index, decimal& to) { to = from.get_decimal(index); }
};

template <described_enum E>
struct codec<E> {
    static constexpr column_type type{.kind = type_kind::enumeration, .labels = &enumeration_of<E>};
    static void write(row_writer& to, std::size_t index, E from) {
        detail::write_label(to, index, enumeration_of<E>, static_cast<std::int64_t>(from));
    }
    static void read(const row_reader& from, std::size_t index, E& to) {
        to = static_cast<E>(detail::read_label(from, index, enumeration_of<E>));
    }
};

template <storable T>
struct codec<std::optional<T>> {
    static_assert(!column_type_of<T>().nullable, "an optional of an optional has no meaning in SQL");
    static constexpr column_type type = [] {
        column_type result = column_type_of<T>();
        result.nullable = true;
        return result;
    }();
    static void write(row_writer& to, std::size_t index, const std::optional<T>& from) {
        if (from) {
            write_value(to, index, *from);
        } else {
            to.set_null(index);
        }
    }
    static void read(const row_reader& from, std::size_t index, std::optional<T>& to) {
        if (from.is_null(index)) {
            to.reset();
        } else {
            read_value(from, index, to ? *to : to.emplace());
        }
    }
};

/// An array on PostgreSQL, JSON text on SQLite. Elements may be `std::optional`.
template <storable T>
struct codec<std::vector<T>> {
    static_assert(!column_type_of<T>().array, "an array of arrays is not supported; use json<std::vector<…>>");
    static constexpr column_type type = [] {
        column_type result = column_type_of<T>();
        result.nullable = false;
        result.array = true;
        return result;
    }();
    static void write(row_writer& to, std::size_t index, const std::vector<T>& from) {
        value_array elements;
        elements.reserve(from.size());
        for (const auto& one : from) elements.push_back(to_value<T>(one));
        to.set_array(index, elements);
    }
    static void read(const row_reader& from, std::size_t index, std::vector<T>& to) {
        const value_array elements = from.get_array(index);
        const value_reader reader(elements, from.column_name(index));
        to.clear();
        to.reserve(elements.size());
        for (std::size_t i = 0; i != elements.size(); ++i) {
            T one{};
            read_value(reader, i, one);
            to.push_back(std::move(one));
        }
    }
};

}  // namespace rowan
