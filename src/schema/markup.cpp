#include "schema/markup.hpp"

#include <algorithm>
#include <cstdint>

#include "schema/renames.hpp"
#include "types/utf8.hpp"

namespace rowan::schema {

namespace {

std::uint32_t code_point(std::string_view one) {
    const auto octet = [&](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(one[i])}; };
    if (one.size() == 1) return octet(0);
    std::uint32_t result = octet(0) & (0xFFu >> (one.size() + 1));
    for (std::size_t i = 1; i != one.size(); ++i) result = result << 6 | (octet(i) & 0x3F);
    return result;
}

/// Controls, and the marks that turn the direction of the text behind them.
bool is_printable(std::uint32_t point) {
    const bool control = point < 0x20 || (point >= 0x7F && point < 0xA0);
    const bool turns = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    return !control && !turns && point != 0xFFFE && point != 0xFFFF;
}

bool is_wide(std::uint32_t point) {
    return (point >= 0x1100 && point <= 0x115F) || (point >= 0x2E80 && point <= 0xA4CF) ||
           (point >= 0xAC00 && point <= 0xD7A3) || (point >= 0xF900 && point <= 0xFAFF) ||
           (point >= 0xFE30 && point <= 0xFE6F) || (point >= 0xFF00 && point <= 0xFF60) || point >= 0x1F000;
}

template <class Take>
void for_each_character(std::string_view text, Take take) {
    while (!text.empty()) {
        const std::size_t size = utf8::front_size(text);
        take(text.substr(0, std::max<std::size_t>(size, 1)), size != 0);
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
}

std::string words_for_kind(const sql_type& type) {
    switch (type.kind) {
        case type_kind::boolean: return "boolean";
        case type_kind::smallint: return "smallint";
        case type_kind::integer: return "integer";
        case type_kind::bigint: return "bigint";
        case type_kind::real: return "real";
        case type_kind::double_precision: return "double precision";
        case type_kind::numeric:
            if (type.precision == 0) return "numeric";
            return "numeric(" + std::to_string(type.precision) + ", " + std::to_string(type.scale) + ')';
        case type_kind::text: return "text";
        case type_kind::varchar: return type.length == 0 ? "varchar" : "varchar(" + std::to_string(type.length) + ')';
        case type_kind::bytes: return "bytes";
        case type_kind::uuid: return "uuid";
        case type_kind::timestamp: return "timestamp";
        case type_kind::date: return "date";
        case type_kind::json: return "json";
        case type_kind::enumeration:
        case type_kind::domain:
        case type_kind::other: break;
    }
    return full_name(type.schema_name, type.name);
}

std::string_view words_for(referential_action what) {
    switch (what) {
        case referential_action::no_action: break;
        case referential_action::restrict: return "restrict";
        case referential_action::cascade: return "cascade";
        case referential_action::set_null: return "set null";
        case referential_action::set_default: return "set default";
    }
    return {};
}

}  // namespace

std::string printable(std::string_view text) {
    std::string result;
    for_each_character(text, [&](std::string_view one, bool valid) {
        if (!valid)
            result += "\xEF\xBF\xBD";  // U+FFFD
        else if (is_printable(code_point(one)))
            result += one;
        else
            result += ' ';
    });
    return result;
}

std::string escaped_xml(std::string_view text) {
    std::string result;
    for (const char c : printable(text)) {
        switch (c) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '"': result += "&quot;"; break;
            case '\'': result += "&#39;"; break;
            default: result += c;
        }
    }
    return result;
}

std::size_t columns_of_text(std::string_view text) {
    std::size_t result = 0;
    for_each_character(text,
                       [&](std::string_view one, bool valid) { result += valid && is_wide(code_point(one)) ? 2 : 1; });
    return result;
}

std::string shortened(std::string_view text, std::size_t columns) {
    if (columns_of_text(text) <= columns) return std::string(text);
    std::string result;
    std::size_t width = 1;
    bool full = false;
    for_each_character(text, [&](std::string_view one, bool) {
        width += columns_of_text(one);
        full = full || width > columns;
        if (!full) result += one;
    });
    return result + "…";
}

std::string type_words(const column& of) {
    if (of.declared_type) return of.declared_type->empty() ? std::string("any") : *of.declared_type;
    return words_for_kind(of.type) + (of.type.array ? "[]" : "");
}

std::string joined(const std::vector<std::string>& names) {
    std::string result;
    for (const std::string& each : names) result += (result.empty() ? "" : ", ") + each;
    return result;
}

std::string action_words(const foreign_key& of) {
    std::string result;
    if (const auto words = words_for(of.on_delete); !words.empty()) result += ", on delete " + std::string(words);
    if (const auto words = words_for(of.on_update); !words.empty()) result += ", on update " + std::string(words);
    return result;
}

bool fits_pattern(std::string_view name, std::string_view pattern) noexcept {
    std::size_t at = 0;
    std::size_t in_pattern = 0;
    std::size_t star = std::string_view::npos;  // the last one seen, and what it has taken up to
    std::size_t taken = 0;
    while (at != name.size()) {
        if (in_pattern != pattern.size() && pattern[in_pattern] == '*') {
            star = in_pattern++;
            taken = at;
        } else if (in_pattern != pattern.size() && pattern[in_pattern] == name[at]) {
            ++in_pattern;
            ++at;
        } else if (star != std::string_view::npos) {
            in_pattern = star + 1;
            at = ++taken;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

}  // namespace rowan::schema
