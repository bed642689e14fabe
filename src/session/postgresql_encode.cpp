#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "postgresql_codec.hpp"

namespace rowan::detail::postgresql {
namespace {
outcome done(wire_buffer& to, std::string_view bytes) {
    to.append(bytes);
    return outcome::done;
}

template <std::signed_integral T>
outcome write_integer(wire_buffer& to, std::int64_t from) {
    if (!std::in_range<T>(from)) return outcome::out_of_range;
    to.append_number(static_cast<std::make_unsigned_t<T>>(from));
    return outcome::done;
}

// Beyond these, neighbouring integers become one and the same floating-point number.
constexpr std::int64_t exact_in_float4 = std::int64_t{1} << std::numeric_limits<float>::digits;
constexpr std::int64_t exact_in_float8 = std::int64_t{1} << std::numeric_limits<double>::digits;

outcome write_float4(wire_buffer& to, double from) {
    if (std::isfinite(from) && std::abs(from) > double{std::numeric_limits<float>::max()}) return outcome::out_of_range;
    to.append_number(std::bit_cast<std::uint32_t>(static_cast<float>(from)));
    return outcome::done;
}

outcome write_float8(wire_buffer& to, double from) {
    to.append_number(std::bit_cast<std::uint64_t>(from));
    return outcome::done;
}

void append_double(wire_buffer& to, double from) {
    if (std::isnan(from)) return to.append("NaN");
    if (std::isinf(from)) return to.append(from < 0 ? "-Infinity" : "Infinity");
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, from).ptr;
    to.append({text, end});
}

void append_uuid(wire_buffer& to, const uuid& from) { from.to_chars(to.grow(36)); }

outcome append_timestamp(wire_buffer& to, timestamp from) {
    if (from.is_finite() && !in_years(from)) return outcome::out_of_range;
    char text[timestamp::max_text];
    return done(to, {text, from.to_chars(text)});
}

outcome append_date(wire_buffer& to, date from) {
    return in_years(from) ? done(to, from.to_string()) : outcome::out_of_range;
}

void append_hexadecimal(wire_buffer& to, std::span<const std::byte> from) {
    constexpr std::string_view digits = "0123456789abcdef";
    to.append("\\x");
    char* at = to.grow(2 * from.size());
    for (const std::byte one : from) {
        *at++ = digits[std::to_integer<std::size_t>(one >> 4)];
        *at++ = digits[std::to_integer<std::size_t>(one & std::byte{15})];
    }
}

struct text_writer {
    wire_buffer& to;

    outcome operator()(null_value) const { return outcome::other_kind; }
    outcome operator()(bool from) const { return done(to, from ? "true" : "false"); }
    outcome operator()(std::int64_t from) const {
        const fmt::format_int text(from);
        return done(to, {text.data(), text.size()});
    }
    outcome operator()(double from) const { return append_double(to, from), outcome::done; }
    outcome operator()(const std::string& from) const {
        return from.find('\0') != std::string::npos ? outcome::nul_character : done(to, from);
    }
    outcome operator()(const bytes& from) const { return append_hexadecimal(to, from), outcome::done; }
    outcome operator()(const uuid& from) const { return append_uuid(to, from), outcome::done; }
    outcome operator()(timestamp from) const { return append_timestamp(to, from); }
    outcome operator()(date from) const { return append_date(to, from); }
    outcome operator()(const decimal& from) const { return done(to, from.to_string()); }
    outcome operator()(const value_array& from) const { return write_text(to, from); }
};

// An element between quotes, with a backslash before each quote and backslash (PostgreSQL manual, 8.15.2).
outcome append_element(wire_buffer& to, const value& from) {
    if (from.is_null()) return done(to, "NULL");
    if (std::holds_alternative<value_array>(from.get())) return outcome::many_dimensions;
    wire_buffer plain;
    const outcome result = write_text(plain, from);
    to.append("\"");
    for (const char c : plain.view()) {
        if (c == '"' || c == '\\') to.append("\\");
        to.append({&c, 1});
    }
    to.append("\"");
    return result;
}

struct value_encoder {
    wire_buffer& to;
    const wire_type& as;

    outcome operator()(null_value) const { return outcome::other_kind; }
    outcome operator()(bool from) const { return encode_bool(to, as, from); }
    outcome operator()(std::int64_t from) const { return encode_integer(to, as, from); }
    outcome operator()(double from) const { return encode_double(to, as, from); }
    outcome operator()(const std::string& from) const { return encode_text(to, as, from); }
    outcome operator()(const bytes& from) const { return encode_bytes(to, as, from); }
    outcome operator()(const uuid& from) const { return encode_uuid(to, as, from); }
    outcome operator()(timestamp from) const { return encode_timestamp(to, as, from); }
    outcome operator()(date from) const { return encode_date(to, as, from); }
    outcome operator()(const decimal& from) const { return encode_decimal(to, as, from); }
    outcome operator()(const value_array& from) const { return encode_array(to, as, from); }
};
}  // namespace

void wire_buffer::clear() noexcept {
    constexpr std::size_t largest_kept = std::size_t{1024} * 1024;
    size_ = 0;
    if (capacity_ <= largest_kept) return;
    data_.reset();
    capacity_ = 0;
}

void wire_buffer::reserve(std::size_t more) {
    const std::size_t capacity = std::max({std::size_t{256}, capacity_ * 2, size_ + more});
    auto grown = std::make_unique_for_overwrite<char[]>(capacity);
    if (size_ != 0) std::memcpy(grown.get(), data_.get(), size_);
    data_ = std::move(grown);
    capacity_ = capacity;
}

outcome encode_bool(wire_buffer& to, const wire_type& as, bool from) {
    if (as.kind == wire_kind::text) return done(to, from ? "true" : "false");
    if (as.kind != wire_kind::boolean) return outcome::other_kind;
    *to.grow(1) = from ? 1 : 0;
    return outcome::done;
}

outcome encode_integer(wire_buffer& to, const wire_type& as, std::int64_t from) {
    switch (as.kind) {
        case wire_kind::int8: return write_integer<std::int64_t>(to, from);
        case wire_kind::int4: return write_integer<std::int32_t>(to, from);
        case wire_kind::int2: return write_integer<std::int16_t>(to, from);
        case wire_kind::oid:
            if (!std::in_range<std::uint32_t>(from)) return outcome::out_of_range;
            to.append_number(static_cast<std::uint32_t>(from));
            return outcome::done;
        case wire_kind::float4:
            if (from > exact_in_float4 || from < -exact_in_float4) return outcome::out_of_range;
            return write_float4(to, static_cast<double>(from));
        case wire_kind::float8:
            if (from > exact_in_float8 || from < -exact_in_float8) return outcome::out_of_range;
            return write_float8(to, static_cast<double>(from));
        case wire_kind::numeric: {
            const fmt::format_int text(from);
            encode_numeric(to, {text.data(), text.size()});
            return outcome::done;
        }
        case wire_kind::text: return text_writer{to}(from);
        default: return outcome::other_kind;
    }
}

outcome encode_double(wire_buffer& to, const wire_type& as, double from) {
    switch (as.kind) {
        case wire_kind::float8: return write_float8(to, from);
        case wire_kind::float4: return write_float4(to, from);
        case wire_kind::numeric: {
            wire_buffer text;
            append_double(text, from);
            encode_numeric(to, decimal(text.view()).to_string());
            return outcome::done;
        }
        case wire_kind::text: return text_writer{to}(from);
        default: return outcome::other_kind;
    }
}

outcome encode_text(wire_buffer& to, const wire_type& as, std::string_view from) {
    if (as.kind != wire_kind::text && as.kind != wire_kind::jsonb) return outcome::other_kind;
    if (from.size() > longest_value) return outcome::out_of_range;
    if (!from.empty() && std::memchr(from.data(), '\0', from.size()) != nullptr) return outcome::nul_character;
    if (as.kind == wire_kind::jsonb) *to.grow(1) = 1;  // the version of the format (jsonb_recv)
    return done(to, from);
}

outcome encode_bytes(wire_buffer& to, const wire_type& as, std::span<const std::byte> from) {
    if (as.kind != wire_kind::bytea) return outcome::other_kind;
    if (from.size() > longest_value) return outcome::out_of_range;
    if (!from.empty()) std::memcpy(to.grow(from.size()), from.data(), from.size());
    return outcome::done;
}

outcome encode_uuid(wire_buffer& to, const wire_type& as, const uuid& from) {
    if (as.kind == wire_kind::uuid) {
        std::memcpy(to.grow(from.octets.size()), from.octets.data(), from.octets.size());
        return outcome::done;
    }
    return as.kind == wire_kind::text ? text_writer{to}(from) : outcome::other_kind;
}

outcome encode_timestamp(wire_buffer& to, const wire_type& as, timestamp from) {
    if (as.kind == wire_kind::text) return append_timestamp(to, from);
    if (as.kind != wire_kind::timestamp) return outcome::other_kind;
    std::int64_t since_2000 = from.microseconds_since_epoch;  // the infinities are the same numbers on both sides
    if (from.is_finite()) {
        if (!in_years(from)) return outcome::out_of_range;
        since_2000 -= microseconds_to_2000;
    }
    to.append_number(static_cast<std::uint64_t>(since_2000));
    return outcome::done;
}

outcome encode_date(wire_buffer& to, const wire_type& as, date from) {
    if (as.kind == wire_kind::text) return append_date(to, from);
    if (as.kind != wire_kind::date) return outcome::other_kind;
    if (!in_years(from)) return outcome::out_of_range;
    to.append_number(static_cast<std::uint32_t>(from.days_since_epoch - days_to_2000));
    return outcome::done;
}

outcome encode_decimal(wire_buffer& to, const wire_type& as, const decimal& from) {
    switch (as.kind) {
        case wire_kind::numeric: return encode_numeric(to, from.to_string()), outcome::done;
        case wire_kind::float8: return write_float8(to, from.to_double());
        case wire_kind::float4: return write_float4(to, from.to_double());
        case wire_kind::text: return done(to, from.to_string());
        default: return outcome::other_kind;
    }
}

outcome encode_array(wire_buffer& to, const wire_type& as, const value_array& from) {
    if (as.kind != wire_kind::array || as.element->kind == wire_kind::opaque) return outcome::other_kind;
    const bool has_null = std::any_of(from.begin(), from.end(), [](const value& one) { return one.is_null(); });
    to.append_number(std::uint32_t{from.empty() ? 0u : 1u});  // dimensions
    to.append_number(std::uint32_t{has_null ? 1u : 0u});
    to.append_number(as.element->oid);
    if (from.empty()) return outcome::done;
    to.append_number(static_cast<std::uint32_t>(from.size()));
    to.append_number(std::uint32_t{1});  // the index of the first element
    for (const value& one : from) {
        const std::size_t size = to.size();
        to.append_number(~std::uint32_t{0});  // -1: NULL
        if (one.is_null()) continue;
        if (std::holds_alternative<value_array>(one.get())) return outcome::many_dimensions;
        if (const outcome fault = encode_value(to, *as.element, one); fault != outcome::done) return fault;
        to.overwrite(size, static_cast<std::uint32_t>(to.size() - size - sizeof(std::uint32_t)));
    }
    return outcome::done;
}

outcome encode_value(wire_buffer& to, const wire_type& as, const value& from) {
    return std::visit(value_encoder{to, as}, from.get());
}

outcome write_text(wire_buffer& to, const value& from) { return std::visit(text_writer{to}, from.get()); }

outcome write_text(wire_buffer& to, const value_array& from) {
    to.append("{");
    for (const value& one : from) {
        if (&one != &from.front()) to.append(",");
        if (const outcome fault = append_element(to, one); fault != outcome::done) return fault;
    }
    to.append("}");
    return outcome::done;
}

}  // namespace rowan::detail::postgresql
