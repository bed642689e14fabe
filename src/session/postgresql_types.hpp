#pragma once

#include <cstdint>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan::detail::postgresql {

/// How the values of a type travel in binary. Values of an opaque type are sent as text and not read.
enum class wire_kind : std::uint8_t {
    opaque,
    boolean,
    int2,
    int4,
    int8,
    oid,
    float4,
    float8,
    numeric,
    text,
    jsonb,
    bytea,
    uuid,
    timestamp,  // with time zone or without, which is taken for UTC
    date,
    array,
};

struct wire_type {
    std::uint32_t oid = 0;
    wire_kind kind = wire_kind::opaque;
    std::string_view name;
    const wire_type* element = nullptr;  ///< array
};

/// Null for types that only the catalog knows: enums, domains, those of extensions.
ROWAN_EXPORT const wire_type* builtin_type(std::uint32_t oid) noexcept;

}  // namespace rowan::detail::postgresql
