#include <bit>

#include "postgresql_codec.hpp"

namespace rowan::detail::postgresql {
namespace {
// Reads a number of T's size as the signed integer that it is.
template <class T, class To>
outcome read_number(std::string_view from, To& to) {
    if (from.size() != sizeof(T)) return outcome::malformed;
    to = static_cast<To>(static_cast<T>(load<std::make_unsigned_t<T>>(from.data())));
    return outcome::done;
}

// Whatever has a text form is read from text columns as well, as on SQLite. `parse` throws mapping_error.
template <class T, class Parse>
outcome read_text(std::string_view from, T& to, Parse parse) {
    to = parse(from);
    return outcome::done;
}

struct array_header {
    std::uint32_t dimensions;
    std::uint32_t element;
    std::uint32_t size;
};

outcome read_header(std::string_view& from, array_header& to) {
    if (from.size() < 12) return outcome::malformed;
    to = {load<std::uint32_t>(from.data()), load<std::uint32_t>(from.data() + 8), 0};
    from.remove_prefix(12);
    if (to.dimensions == 0) return from.empty() ? outcome::done : outcome::malformed;
    if (to.dimensions != 1) return outcome::many_dimensions;
    if (from.size() < 8) return outcome::malformed;
    to.size = load<std::uint32_t>(from.data());
    from.remove_prefix(8);
    return to.size > from.size() / 4 ? outcome::malformed : outcome::done;
}

outcome read_element(std::string_view& from, const wire_type& as, value& to) {
    if (from.size() < 4) return outcome::malformed;
    const auto size = load<std::uint32_t>(from.data());
    from.remove_prefix(4);
    if (size == ~std::uint32_t{0}) return outcome::done;
    if (size > from.size()) return outcome::malformed;
    const outcome result = decode_value(from.substr(0, size), as, to);
    from.remove_prefix(size);
    return result;
}

// Decodes a T on the stack and hands it on.
template <class T>
outcome as_value(outcome (*decode)(std::string_view, const wire_type&, T&), std::string_view from, const wire_type& as,
                 value& to) {
    T result{};
    const outcome fault = decode(from, as, result);
    if (fault == outcome::done) to = value(std::move(result));
    return fault;
}
}  // namespace

outcome decode_bool(std::string_view from, const wire_type& as, bool& to) {
    if (as.kind != wire_kind::boolean) return outcome::other_kind;
    if (from.size() != 1) return outcome::malformed;
    to = from[0] != 0;
    return outcome::done;
}

outcome decode_integer(std::string_view from, const wire_type& as, std::int64_t& to) {
    switch (as.kind) {
        case wire_kind::int8: return read_number<std::int64_t>(from, to);
        case wire_kind::int4: return read_number<std::int32_t>(from, to);
        case wire_kind::int2: return read_number<std::int16_t>(from, to);
        case wire_kind::oid: return read_number<std::uint32_t>(from, to);
        case wire_kind::numeric: return decode_numeric(from, to);  // sum() of bigint is one
        default: return outcome::other_kind;
    }
}

outcome decode_double(std::string_view from, const wire_type& as, double& to) {
    switch (as.kind) {
        case wire_kind::float8: {
            if (from.size() != sizeof to) return outcome::malformed;
            to = std::bit_cast<double>(load<std::uint64_t>(from.data()));
            return outcome::done;
        }
        case wire_kind::float4: {
            if (from.size() != sizeof(float)) return outcome::malformed;
            to = double{std::bit_cast<float>(load<std::uint32_t>(from.data()))};
            return outcome::done;
        }
        case wire_kind::int8: return read_number<std::int64_t>(from, to);
        case wire_kind::int4: return read_number<std::int32_t>(from, to);
        case wire_kind::int2: return read_number<std::int16_t>(from, to);
        case wire_kind::numeric: {
            decimal exact;
            const outcome fault = decode_decimal(from, as, exact);
            if (fault == outcome::done) to = exact.to_double();
            return fault;
        }
        default: return outcome::other_kind;
    }
}

outcome decode_text(std::string_view from, const wire_type& as, std::string_view& to) {
    if (as.kind == wire_kind::jsonb) {
        if (from.empty() || from[0] != 1) return outcome::malformed;
        from.remove_prefix(1);
    } else if (as.kind != wire_kind::text) {
        return outcome::other_kind;
    }
    to = from;
    return outcome::done;
}

outcome decode_bytes(std::string_view from, const wire_type& as, std::span<const std::byte>& to) {
    if (as.kind != wire_kind::bytea) return outcome::other_kind;
    to = std::as_bytes(std::span(from));
    return outcome::done;
}

outcome decode_uuid(std::string_view from, const wire_type& as, uuid& to) {
    if (as.kind == wire_kind::text) return read_text(from, to, uuid::parse);
    if (as.kind != wire_kind::uuid) return outcome::other_kind;
    if (from.size() != to.octets.size()) return outcome::malformed;
    std::memcpy(to.octets.data(), from.data(), from.size());
    return outcome::done;
}

outcome decode_timestamp(std::string_view from, const wire_type& as, timestamp& to) {
    if (as.kind == wire_kind::text) return read_text(from, to, timestamp::parse);
    if (as.kind != wire_kind::timestamp) return outcome::other_kind;
    timestamp read;
    if (const outcome fault = read_number<std::int64_t>(from, read.microseconds_since_epoch); fault != outcome::done)
        return fault;
    if (read.is_finite()) {
        auto& count = read.microseconds_since_epoch;
        if (__builtin_add_overflow(count, microseconds_to_2000, &count) || !in_years(read))
            return outcome::out_of_range;
    }
    to = read;
    return outcome::done;
}

outcome decode_date(std::string_view from, const wire_type& as, date& to) {
    if (as.kind == wire_kind::text) return read_text(from, to, date::parse);
    if (as.kind != wire_kind::date) return outcome::other_kind;
    date read;
    if (const outcome fault = read_number<std::int32_t>(from, read.days_since_epoch); fault != outcome::done)
        return fault;
    auto& count = read.days_since_epoch;
    if (__builtin_add_overflow(count, days_to_2000, &count) || !in_years(read)) return outcome::out_of_range;
    to = read;
    return outcome::done;
}

outcome decode_decimal(std::string_view from, const wire_type& as, decimal& to) {
    switch (as.kind) {
        case wire_kind::numeric: {
            std::string canonical;
            const outcome fault = decode_numeric(from, canonical);
            if (fault == outcome::done) to = decimal(canonical);
            return fault;
        }
        case wire_kind::int8:
        case wire_kind::int4:
        case wire_kind::int2: {
            std::int64_t whole = 0;
            const outcome fault = decode_integer(from, as, whole);
            if (fault == outcome::done) to = decimal(whole);
            return fault;
        }
        case wire_kind::text: return read_text(from, to, [](std::string_view text) { return decimal(text); });
        default: return outcome::other_kind;
    }
}

outcome decode_array(std::string_view from, const wire_type& as, value_array& to) {
    if (as.kind != wire_kind::array || as.element->kind == wire_kind::opaque) return outcome::other_kind;
    array_header header{};
    if (const outcome fault = read_header(from, header); fault != outcome::done) return fault;
    if (header.element != as.element->oid) return outcome::malformed;
    to.clear();
    to.resize(header.size);
    for (value& one : to) {
        if (const outcome fault = read_element(from, *as.element, one); fault != outcome::done) return fault;
    }
    return from.empty() ? outcome::done : outcome::malformed;
}

outcome decode_value(std::string_view from, const wire_type& as, value& to) {
    switch (as.kind) {
        case wire_kind::boolean: return as_value(decode_bool, from, as, to);
        case wire_kind::int2:
        case wire_kind::int4:
        case wire_kind::int8:
        case wire_kind::oid: return as_value(decode_integer, from, as, to);
        case wire_kind::float4:
        case wire_kind::float8: return as_value(decode_double, from, as, to);
        case wire_kind::numeric: return as_value(decode_decimal, from, as, to);
        case wire_kind::uuid: return as_value(decode_uuid, from, as, to);
        case wire_kind::timestamp: return as_value(decode_timestamp, from, as, to);
        case wire_kind::date: return as_value(decode_date, from, as, to);
        case wire_kind::text:
        case wire_kind::jsonb: {
            std::string_view text;
            const outcome fault = decode_text(from, as, text);
            if (fault == outcome::done) to = value(std::string(text));
            return fault;
        }
        case wire_kind::bytea: {
            const auto all = std::as_bytes(std::span(from));
            to = value(bytes(all.begin(), all.end()));
            return outcome::done;
        }
        case wire_kind::opaque:
        case wire_kind::array: break;
    }
    return outcome::other_kind;
}

}  // namespace rowan::detail::postgresql
