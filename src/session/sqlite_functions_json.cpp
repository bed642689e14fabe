#include "sqlite_functions.hpp"

#include <rowan/types/json_writer.hpp>

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

// SQLite's booleans are 0 and 1.
bool equals(const json_reader& one, const json_reader& wanted) {
    if (one.what() == json_reader::kind::boolean && wanted.what() == json_reader::kind::number)
        return wanted.number() == (one.boolean() ? "1" : "0");
    return one.equals(wanted);
}

// `element = any (array)`: where it is not found, a NULL among the elements leaves the answer open.
void array_contains(const sqlite_call& in) {
    if (in.is_null(0)) return;
    const auto all = json_query::elements(in.document(0));
    if (all.empty()) return in.answer_whether(false);
    if (in.is_null(1)) return;
    const auto wanted = element(in, 1);
    bool open = false;
    for (const auto& one : all) {
        if (equals(one, wanted)) return in.answer_whether(true);
        open |= one.is_null();
    }
    if (!open) in.answer_whether(false);
}

void array_contains_all(const sqlite_call& in) {
    const auto all = json_query::elements(in.document(0));
    for (const auto& wanted : json_query::elements(in.document(1))) {
        if (!json_query::has_element(all, wanted)) return in.answer_whether(false);
    }
    in.answer_whether(true);
}

void array_overlaps(const sqlite_call& in) {
    const auto all = json_query::elements(in.document(0));
    for (const auto& wanted : json_query::elements(in.document(1))) {
        if (json_query::has_element(all, wanted)) return in.answer_whether(true);
    }
    in.answer_whether(false);
}

constexpr std::array functions{
    sqlite_function{"rowan_json_contains", 2, json_contains},
    sqlite_function{"rowan_json_has_key", 2, json_has_key},
    sqlite_function{"rowan_json_path", 2, json_path},
    sqlite_function{"rowan_json_path_text", 2, json_path_text},
    sqlite_function{"rowan_array_contains", 2, array_contains, true},
    sqlite_function{"rowan_array_contains_all", 2, array_contains_all},
    sqlite_function{"rowan_array_overlaps", 2, array_overlaps},
};
}  // namespace

std::span<const sqlite_function> sqlite_json_functions() noexcept { return functions; }

}  // namespace rowan::detail
