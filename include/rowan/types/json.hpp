#pragma once

#include <rowan/meta/members.hpp>
#include <rowan/types/codec.hpp>
#include <rowan/types/json_reader.hpp>
#include <rowan/types/json_writer.hpp>

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

/// `json<>` is a free document, kept as text; `json<T>` is one whose form is the described struct `T` (or a vector of
/// such). `jsonb` on PostgreSQL, checked text on SQLite.
template <class T = void>
class json;

/// A free JSON document. Two are equal when they mean the same: see json_reader::equals.
template <>
class ROWAN_EXPORT json<void> {
public:
    json() : text_("null") {}
    /// Throws mapping_error where `text` is no JSON.
    explicit json(std::string text);

    const std::string& text() const noexcept { return text_; }
    json_reader read() const { return json_reader::parse(text_); }

    friend ROWAN_EXPORT bool operator==(const json& left, const json& right);

private:
    friend struct codec<json<void>>;
    std::string text_;
};

template <class T>
class json {
public:
    json() = default;
    json(T from) : value(std::move(from)) {}

    T& operator*() noexcept { return value; }
    const T& operator*() const noexcept { return value; }
    T* operator->() noexcept { return &value; }
    const T* operator->() const noexcept { return &value; }

    friend bool operator==(const json&, const json&) = default;

    T value{};
};

/// How a `T` is written as JSON. Known are: bool, numbers, text, described enums (their labels) and structs,
/// `std::optional` (null or a member that is not there), `std::vector`, uuid, id, timestamp, date, decimal (text, so
/// that no reader rounds it), bytes (base64), json, and every type that has a codec in the short form. Specialise it
/// for others:
///
///     template <>
///     struct rowan::json_form<point> {
///         static void write(json_writer& to, const point& from);
///         static void read(const json_reader& from, point& to);
///     };
///
/// Two more functions are for types that a member may leave out: `static bool omitted(const T&)` says that it is not
/// written, and `static void absent(T&)` is called where an object does not have it.
template <class T>
struct json_form;

template <class T>
void write_json(json_writer& to, const T& from) {
    static_assert(
        requires { json_form<T>::write(to, from); },
        "rowan does not know how this type is written as JSON: describe it, or specialise rowan::json_form for it");
    json_form<T>::write(to, from);
}

/// Throws mapping_error with the path of what is wrong.
template <class T>
void read_json(const json_reader& from, T& to) {
    static_assert(
        requires { json_form<T>::read(from, to); },
        "rowan does not know how this type is read from JSON: describe it, or specialise rowan::json_form for it");
    json_form<T>::read(from, to);
}

/// The JSON text of `from`.
template <class T>
std::string to_json(const T& from) {
    json_writer writer;
    write_json(writer, from);
    return std::move(writer).result();
}

/// Reads a `T` from JSON text. Throws mapping_error with the path of what is wrong.
template <class T>
T from_json(std::string_view text) {
    T result{};
    read_json(json_reader::parse(text), result);
    return result;
}

namespace detail {
// A codec that stores a type as a document of itself says nothing of how the document looks.
template <class T>
concept written_as_stored = converted<T> && !std::is_same_v<typename codec<T>::stored, json<T>>;
template <class E>
concept written_as_label = described_enum<E> && !written_as_stored<E>;
template <class T>
concept written_as_object = meta::described<T> && !written_as_stored<T>;

/// `min` and `max` are the limits of the member's type.
ROWAN_EXPORT std::int64_t json_integer(const json_reader& from, std::int64_t min, std::int64_t max);
ROWAN_EXPORT std::uint64_t json_unsigned(const json_reader& from, std::uint64_t max);
ROWAN_EXPORT void write_json_label(json_writer& to, const enumeration& labels, std::int64_t number);
ROWAN_EXPORT std::int64_t read_json_label(const json_reader& from, const enumeration& labels);
[[noreturn]] ROWAN_EXPORT void throw_json_missing(const json_reader& object, std::string_view name);
/// The document in a column; its paths start with the column's name.
ROWAN_EXPORT json_reader json_column(const row_reader& row, std::size_t index);
}  // namespace detail

template <>
struct ROWAN_EXPORT json_form<bool> {
    static void write(json_writer& to, bool from);
    static void read(const json_reader& from, bool& to);
};

template <>
struct ROWAN_EXPORT json_form<float> {
    static void write(json_writer& to, float from);
    static void read(const json_reader& from, float& to);
};

template <>
struct ROWAN_EXPORT json_form<double> {
    static void write(json_writer& to, double from);
    static void read(const json_reader& from, double& to);
};

template <>
struct ROWAN_EXPORT json_form<std::string> {
    static void write(json_writer& to, const std::string& from);
    static void read(const json_reader& from, std::string& to);
};

template <>
struct ROWAN_EXPORT json_form<bytes> {
    static void write(json_writer& to, const bytes& from);
    static void read(const json_reader& from, bytes& to);
};

template <>
struct ROWAN_EXPORT json_form<uuid> {
    static void write(json_writer& to, const uuid& from);
    static void read(const json_reader& from, uuid& to);
};

template <>
struct ROWAN_EXPORT json_form<timestamp> {
    static void write(json_writer& to, timestamp from);
    static void read(const json_reader& from, timestamp& to);
};

template <>
struct ROWAN_EXPORT json_form<date> {
    static void write(json_writer& to, date from);
    static void read(const json_reader& from, date& to);
};

template <>
struct ROWAN_EXPORT json_form<decimal> {
    static void write(json_writer& to, const decimal& from);
    static void read(const json_reader& from, decimal& to);
};

template <>
struct ROWAN_EXPORT json_form<json<void>> {
    static void write(json_writer& to, const json<void>& from);
    static void read(const json_reader& from, json<void>& to);
};

template <class T>
struct json_form<json<T>> {
    static void write(json_writer& to, const json<T>& from) { write_json(to, *from); }
    static void read(const json_reader& from, json<T>& to) { read_json(from, *to); }
};

template <class T>
struct json_form<id<T>> {
    static void write(json_writer& to, const id<T>& from) { json_form<uuid>::write(to, from.value); }
    static void read(const json_reader& from, id<T>& to) { json_form<uuid>::read(from, to.value); }
};

template <detail::plain_integer T>
struct json_form<T> {
    using limits = std::numeric_limits<T>;
    static void write(json_writer& to, T from) {
        if constexpr (std::is_signed_v<T>) {
            to.integer(from);
        } else {
            to.unsigned_integer(from);
        }
    }
    static void read(const json_reader& from, T& to) {
        if constexpr (std::is_signed_v<T>) {
            to = static_cast<T>(detail::json_integer(from, limits::min(), limits::max()));
        } else {
            to = static_cast<T>(detail::json_unsigned(from, limits::max()));
        }
    }
};

template <detail::written_as_stored T>
struct json_form<T> {
    static void write(json_writer& to, const T& from) {
        write_json<typename codec<T>::stored>(to, codec<T>::encode(from));
    }
    static void read(const json_reader& from, T& to) {
        typename codec<T>::stored stored{};
        read_json(from, stored);
        to = codec<T>::decode(std::move(stored));
    }
};

template <detail::written_as_label E>
struct json_form<E> {
    static void write(json_writer& to, E from) {
        detail::write_json_label(to, enumeration_of<E>, static_cast<std::int64_t>(from));
    }
    static void read(const json_reader& from, E& to) {
        to = static_cast<E>(detail::read_json_label(from, enumeration_of<E>));
    }
};

template <class T>
struct json_form<std::optional<T>> {
    static void write(json_writer& to, const std::optional<T>& from) {
        if (from) {
            write_json(to, *from);
        } else {
            to.null();
        }
    }
    static void read(const json_reader& from, std::optional<T>& to) {
        if (from.is_null()) {
            to.reset();
        } else {
            read_json(from, to ? *to : to.emplace());
        }
    }
    static void absent(std::optional<T>& to) { to.reset(); }
};

template <class T>
struct json_form<std::vector<T>> {
    static void write(json_writer& to, const std::vector<T>& from) {
        to.begin_array();
        for (const auto& one : from) write_json<T>(to, one);
        to.end_array();
    }
    static void read(const json_reader& from, std::vector<T>& to) {
        if (from.what() != json_reader::kind::array) from.fail("expected an array");
        to.clear();
        to.reserve(from.size());
        for (std::size_t i = 0; i != from.size(); ++i) {
            T one{};
            read_json(from.at(i), one);
            to.push_back(std::move(one));
        }
    }
};

namespace detail {
template <class M>
void write_json_member(json_writer& to, std::string_view name, const M& from) {
    if constexpr (requires { json_form<M>::omitted(from); }) {
        if (json_form<M>::omitted(from)) return;
    }
    to.key(name);
    write_json(to, from);
}

template <class M>
void read_json_member(const json_reader& from, std::string_view name, M& to) {
    if (const auto place = from.member(name)) {
        read_json(*place, to);
    } else if constexpr (requires { json_form<M>::absent(to); }) {
        json_form<M>::absent(to);
    } else {
        throw_json_missing(from, name);
    }
}

template <class List>
struct json_members;
template <template <class...> class L, class... D>
struct json_members<L<D...>> {
    template <class T>
    static void write(json_writer& to, const T& from) {
        (write_json_member(to, D::name, from.*D::pointer), ...);
    }
    template <class T>
    static void read(const json_reader& from, T& to) {
        (read_json_member(from, D::name, to.*D::pointer), ...);
    }
};
}  // namespace detail

/// Members that the struct does not have are ignored.
template <detail::written_as_object T>
struct json_form<T> {
    using members = detail::json_members<meta::detail::all_members<T>>;
    static void write(json_writer& to, const T& from) {
        to.begin_object();
        members::write(to, from);
        to.end_object();
    }
    static void read(const json_reader& from, T& to) {
        if (from.what() != json_reader::kind::object) from.fail("expected an object");
        members::read(from, to);
    }
};

template <>
struct ROWAN_EXPORT codec<json<void>> {
    static constexpr column_type type{type_kind::json};
    static void write(row_writer& to, std::size_t index, const json<void>& from) {
        to.set_text(index, from.text(), false);
    }
    static void read(const row_reader& from, std::size_t index, json<void>& to);
};

template <class T>
struct codec<json<T>> {
    static constexpr column_type type{type_kind::json};
    static void write(row_writer& to, std::size_t index, const json<T>& from) {
        to.set_text(index, to_json(*from), true);
    }
    static void read(const row_reader& from, std::size_t index, json<T>& to) {
        read_json(detail::json_column(from, index), *to);
    }
};

}  // namespace rowan
