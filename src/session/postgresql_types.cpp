#include "postgresql_types.hpp"

#include <algorithm>
#include <array>

namespace rowan::detail::postgresql {
namespace {
// The numbers are fixed for good: pg_type.dat in PostgreSQL's sources. Sorted by them.
constexpr std::array scalars{
    wire_type{16, wire_kind::boolean, "boolean"},
    wire_type{17, wire_kind::bytea, "bytea"},
    wire_type{18, wire_kind::text, "\"char\""},
    wire_type{19, wire_kind::text, "name"},
    wire_type{20, wire_kind::int8, "bigint"},
    wire_type{21, wire_kind::int2, "smallint"},
    wire_type{23, wire_kind::int4, "integer"},
    wire_type{24, wire_kind::oid, "regproc"},
    wire_type{25, wire_kind::text, "text"},
    wire_type{26, wire_kind::oid, "oid"},
    wire_type{28, wire_kind::oid, "xid"},
    wire_type{114, wire_kind::text, "json"},
    wire_type{142, wire_kind::text, "xml"},
    wire_type{700, wire_kind::float4, "real"},
    wire_type{701, wire_kind::float8, "double precision"},
    wire_type{705, wire_kind::text, "unknown"},
    wire_type{790, wire_kind::opaque, "money"},
    wire_type{869, wire_kind::opaque, "inet"},
    wire_type{1042, wire_kind::text, "character"},
    wire_type{1043, wire_kind::text, "character varying"},
    wire_type{1082, wire_kind::date, "date"},
    wire_type{1083, wire_kind::opaque, "time without time zone"},
    wire_type{1114, wire_kind::timestamp, "timestamp without time zone"},
    wire_type{1184, wire_kind::timestamp, "timestamp with time zone"},
    wire_type{1186, wire_kind::opaque, "interval"},
    wire_type{1266, wire_kind::opaque, "time with time zone"},
    wire_type{1700, wire_kind::numeric, "numeric"},
    wire_type{1790, wire_kind::text, "refcursor"},
    wire_type{2205, wire_kind::oid, "regclass"},
    wire_type{2206, wire_kind::oid, "regtype"},
    wire_type{2249, wire_kind::opaque, "record"},
    wire_type{2278, wire_kind::opaque, "void"},
    wire_type{2950, wire_kind::uuid, "uuid"},
    wire_type{3614, wire_kind::opaque, "tsvector"},
    wire_type{3802, wire_kind::jsonb, "jsonb"},
};

constexpr const wire_type* find(const auto& among, std::uint32_t oid) noexcept {
    const auto at = std::lower_bound(among.begin(), among.end(), oid,
                                     [](const wire_type& one, std::uint32_t wanted) { return one.oid < wanted; });
    return at != among.end() && at->oid == oid ? &*at : nullptr;
}

constexpr wire_type array_of(std::uint32_t oid, std::uint32_t element, std::string_view name) {
    return {oid, wire_kind::array, name, find(scalars, element)};
}

constexpr std::array arrays{
    array_of(22, 21, "int2vector"),
    array_of(30, 26, "oidvector"),
    array_of(143, 142, "xml[]"),
    array_of(199, 114, "json[]"),
    array_of(1000, 16, "boolean[]"),
    array_of(1001, 17, "bytea[]"),
    array_of(1002, 18, "\"char\"[]"),
    array_of(1003, 19, "name[]"),
    array_of(1005, 21, "smallint[]"),
    array_of(1007, 23, "integer[]"),
    array_of(1009, 25, "text[]"),
    array_of(1014, 1042, "character[]"),
    array_of(1015, 1043, "character varying[]"),
    array_of(1016, 20, "bigint[]"),
    array_of(1021, 700, "real[]"),
    array_of(1022, 701, "double precision[]"),
    array_of(1028, 26, "oid[]"),
    array_of(1115, 1114, "timestamp without time zone[]"),
    array_of(1182, 1082, "date[]"),
    array_of(1185, 1184, "timestamp with time zone[]"),
    array_of(1231, 1700, "numeric[]"),
    array_of(2951, 2950, "uuid[]"),
    array_of(3807, 3802, "jsonb[]"),
};

constexpr bool sorted(const auto& list) {
    return std::is_sorted(list.begin(), list.end(),
                          [](const wire_type& a, const wire_type& b) { return a.oid < b.oid; });
}
static_assert(sorted(scalars) && sorted(arrays));
static_assert(std::all_of(arrays.begin(), arrays.end(), [](const wire_type& one) { return one.element != nullptr; }));
}  // namespace

const wire_type* builtin_type(std::uint32_t oid) noexcept {
    const wire_type* scalar = find(scalars, oid);
    return scalar != nullptr ? scalar : find(arrays, oid);
}

}  // namespace rowan::detail::postgresql
