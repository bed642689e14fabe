#include "observer_line.hpp"

#include <rowan/types/json_writer.hpp>

#include "types/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rowan::detail {
namespace {
std::string quoted(std::string_view text) {
    json_writer writer;
    writer.text(text);
    return std::move(writer).result();
}

bool is_bare(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' ||
               c == '-';
    });
}
}  // namespace

std::string valid_text(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const std::size_t size = utf8::front_size(text);
        result += size == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(0, size);
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return result;
}

observer_line::observer_line(line_format format, std::string_view event)
    : format_(format), out_(format == line_format::json ? "{\"event\":\"" : "event=") {
    out_ += event;
    if (format == line_format::json) out_ += '"';
}

void observer_line::raw(std::string_view name, std::string_view value) {
    const bool is_json = format_ == line_format::json;
    out_ += is_json ? ",\"" : " ";
    out_ += name;
    out_ += is_json ? "\":" : "=";
    out_ += value;
}

observer_line& observer_line::text(std::string_view name, std::string_view value) {
    const std::string valid = valid_text(value);
    return raw(name, format_ == line_format::key_value && is_bare(valid) ? valid : quoted(valid)), *this;
}

observer_line& observer_line::text(std::string_view name, std::string_view value, std::size_t longest) {
    if (value.size() <= longest) return text(name, value);
    std::size_t end = longest;
    while (end != 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) --end;
    return text(name, std::string(value.substr(0, end)) + "…");
}

observer_line& observer_line::number(std::string_view name, std::uint64_t value) {
    return raw(name, fmt::format("{}", value)), *this;
}

observer_line& observer_line::milliseconds(std::string_view name, std::int64_t nanoseconds) {
    return raw(name, fmt::format("{:.3f}", static_cast<double>(nanoseconds) / 1e6)), *this;
}

observer_line& observer_line::failure(const failure_event& what, std::string_view message) {
    if (what.kind.empty()) return *this;
    text("kind", what.kind);
    if (!what.sqlstate.empty()) text("sqlstate", what.sqlstate);
    if (!message.empty()) text("error", message);
    return *this;
}

std::string observer_line::finish() && {
    if (format_ == line_format::json) out_ += '}';
    return std::move(out_);
}

}  // namespace rowan::detail
