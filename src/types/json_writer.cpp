#include <rowan/types/json_writer.hpp>

#include <rowan/types/error.hpp>

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "utf8.hpp"

namespace rowan {
namespace {
// ASCII but for control characters, quote and backslash stands in a JSON text as it is.
constexpr auto is_plain = [] {
    std::array<bool, 256> result{};
    for (unsigned c = 0x20; c != 0x80; ++c) result[c] = c != '"' && c != '\\';
    return result;
}();

std::size_t plain_size(std::string_view text) noexcept {
    std::size_t size = 0;
    while (size != text.size() && is_plain[static_cast<unsigned char>(text[size])]) ++size;
    return size;
}

void append_escaped(std::string& to, char c) {
    switch (c) {
        case '"': to += "\\\""; return;
        case '\\': to += "\\\\"; return;
        case '\n': to += "\\n"; return;
        case '\r': to += "\\r"; return;
        case '\t': to += "\\t"; return;
        default: to += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    }
}

void append_quoted(std::string& to, std::string_view text) {
    to += '"';
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t plain = plain_size(rest);
        to += rest.substr(0, plain);
        rest.remove_prefix(plain);
        if (rest.empty()) break;
        const std::size_t size = utf8::front_size(rest);
        if (size == 0) {
            throw mapping_error(
                fmt::format("text is not UTF-8 at its octet {}, so it has no JSON form", text.size() - rest.size()));
        }
        if (size == 1) {
            append_escaped(to, rest[0]);
        } else {
            to += rest.substr(0, size);
        }
        rest.remove_prefix(size);
    }
    to += '"';
}
}  // namespace

void json_writer::separate() {
    if (needs_comma_) out_ += ',';
    needs_comma_ = true;
}

void json_writer::begin_object() {
    separate();
    out_ += '{';
    needs_comma_ = false;
}

void json_writer::end_object() {
    out_ += '}';
    needs_comma_ = true;
}

void json_writer::begin_array() {
    separate();
    out_ += '[';
    needs_comma_ = false;
}

void json_writer::end_array() {
    out_ += ']';
    needs_comma_ = true;
}

void json_writer::key(std::string_view name) {
    separate();
    append_quoted(out_, name);
    out_ += ':';
    needs_comma_ = false;
}

void json_writer::null() { raw("null"); }
void json_writer::boolean(bool value) { raw(value ? "true" : "false"); }

void json_writer::integer(std::int64_t value) {
    const fmt::format_int text(value);
    raw({text.data(), text.size()});
}

void json_writer::unsigned_integer(std::uint64_t value) {
    const fmt::format_int text(value);
    raw({text.data(), text.size()});
}

void json_writer::real(double value) { write_shortest(value); }
void json_writer::real(float value) { write_shortest(value); }

template <class T>
void json_writer::write_shortest(T value) {
    if (!std::isfinite(value)) {
        throw mapping_error("NaN and the infinities have no JSON form: use std::optional, or text");
    }
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    const std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
    raw(text);
    // A number that has neither would come back as an integer.
    if (text.find_first_of(".e") == std::string_view::npos) out_ += ".0";
}

void json_writer::text(std::string_view value) {
    separate();
    append_quoted(out_, value);
}

void json_writer::raw(std::string_view json) {
    separate();
    out_ += json;
}

}  // namespace rowan
