#include "query/stored_value.hpp"

#include <string>

namespace rowan::detail {

value stored_value(type_kind kind, const row_reader& from, std::size_t index) {
    if (from.is_null(index)) return {};
    switch (kind) {
        case type_kind::boolean: return value(from.get_bool(index));
        case type_kind::smallint:
        case type_kind::integer:
        case type_kind::bigint: return value(from.get_integer(index));
        case type_kind::real:
        case type_kind::double_precision: return value(from.get_double(index));
        case type_kind::numeric: return value(from.get_decimal(index));
        case type_kind::uuid: return value(from.get_uuid(index));
        case type_kind::timestamp: return value(from.get_timestamp(index));
        case type_kind::date: return value(from.get_date(index));
        case type_kind::bytes: {
            const auto octets = from.get_bytes(index);
            return value(bytes(octets.begin(), octets.end()));
        }
        default: return value(std::string(from.get_text(index)));
    }
}

}  // namespace rowan::detail
