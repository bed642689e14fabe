#include "sqlite_functions.hpp"

#include <rowan/types/decimal.hpp>
#include <rowan/types/json_writer.hpp>

#include <algorithm>
#include <array>
#include <cmath>

#include "../types/base64.hpp"
#include "../types/json_query.hpp"

namespace rowan::detail {
namespace {
void json_contains(const sqlite_call& in) { in.answer_whether(json_query::contains(in.document(0), in.document(1))); }

void json_has_key(const sqlite_call& in) { in.answer_whether(json_query::has_key(in.document(0), in.text(1))); }

void json_path(const sqlite_call& in) {
    if (const auto found = json_query::at_path(in.document(0), in.document(1))) in.answer(json_query::to_text(*found));
}

void json_path_text(const sqlite_call& in) {
    const auto found = json_query::at_path(in.document(0), in.document(1));
    if (!found) return;
    if (const auto text = json_query::to_plain_text(*found)) in.answer(*text);
}

// As the elements of arrays are kept: see sqlite_array.cpp.
json_reader element(const sqlite_call& in, std::size_t index) {
    json_writer writer;
    const int type = in.type(index);
    if (type == SQLITE_INTEGER) {
        writer.integer(in.integer(index));
    } else if (type == SQLITE_FLOAT && std::isfinite(in.real(index))) {
        writer.real(in.real(index));
    } else if (type == SQLITE_FLOAT) {
        writer.text(in.real(index) < 0 ? "-Infinity" : "Infinity");
    } else if (type == SQLITE_BLOB) {
        const auto text = in.text(index);
        const auto* const data = reinterpret_cast<const std::byte*>(text.data());
        writer.text(base64::encode(bytes(data, data + text.size())));
    } else {
        writer.text(in.text(index));
    }
    return json_reader::parse(writer.result());
}

using kind = json_reader::kind;
using equality = bool(const json_reader& one, const json_reader& wanted);

// SQLite's booleans are 0 and 1.
bool same_value(const json_reader& one, const json_reader& wanted) {
    if (one.what() == kind::boolean && wanted.what() == kind::number)
        return wanted.number() == (one.boolean() ? "1" : "0");
    return one.equals(wanted);
}

decimal to_decimal(const json_reader& from) {
    return decimal(from.what() == kind::number ? from.number() : from.text());
}
bool same_decimal(const json_reader& one, const json_reader& wanted) {
    return !one.is_null() && to_decimal(one) == to_decimal(wanted);
}

// A null equals nothing.
template <equality Equal>
bool holds(const std::vector<json_reader>& all, const json_reader& wanted) {
    if (wanted.is_null()) return false;
    return std::ranges::any_of(all, [&](const json_reader& one) { return Equal(one, wanted); });
}

// `element = any (array)`: where it is not found, a NULL among the elements leaves the answer open.
template <equality Equal>
void array_contains(const sqlite_call& in) {
    if (in.is_null(0)) return;
    const auto all = json_query::elements(in.document(0));
    if (all.empty()) return in.answer_whether(false);
    if (in.is_null(1)) return;
    const bool found = holds<Equal>(all, element(in, 1));
    if (found || std::ranges::none_of(all, &json_reader::is_null)) in.answer_whether(found);
}

template <equality Equal>
void array_contains_all(const sqlite_call& in) {
    const auto all = json_query::elements(in.document(0));
    const auto wanted = json_query::elements(in.document(1));
    in.answer_whether(std::ranges::all_of(wanted, [&](const json_reader& one) { return holds<Equal>(all, one); }));
}

template <equality Equal>
void array_overlaps(const sqlite_call& in) {
    const auto all = json_query::elements(in.document(0));
    const auto wanted = json_query::elements(in.document(1));
    in.answer_whether(std::ranges::any_of(wanted, [&](const json_reader& one) { return holds<Equal>(all, one); }));
}

constexpr std::array functions{
    sqlite_function{"rowan_json_contains", 2, json_contains},
    sqlite_function{"rowan_json_has_key", 2, json_has_key},
    sqlite_function{"rowan_json_path", 2, json_path},
    sqlite_function{"rowan_json_path_text", 2, json_path_text},
    sqlite_function{"rowan_array_contains", 2, array_contains<same_value>, true},
    sqlite_function{"rowan_array_contains_all", 2, array_contains_all<same_value>},
    sqlite_function{"rowan_array_overlaps", 2, array_overlaps<same_value>},
    sqlite_function{"rowan_decimal_array_contains", 2, array_contains<same_decimal>, true},
    sqlite_function{"rowan_decimal_array_contains_all", 2, array_contains_all<same_decimal>},
    sqlite_function{"rowan_decimal_array_overlaps", 2, array_overlaps<same_decimal>},
};
}  // namespace

std::span<const sqlite_function> sqlite_json_functions() noexcept { return functions; }

}  // namespace rowan::detail
