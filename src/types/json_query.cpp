#include "json_query.hpp"

#include <rowan/types/decimal.hpp>
#include <rowan/types/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace rowan::json_query {
namespace {
using kind = json_reader::kind;

bool is_scalar(const json_reader& one) noexcept { return one.what() != kind::array && one.what() != kind::object; }

bool has_equal(const json_reader& array, const json_reader& wanted) {
    for (std::size_t i = 0; i != array.size(); ++i) {
        if (array.at(i).equals(wanted)) return true;
    }
    return false;
}

bool holds_part(const json_reader& left, const json_reader& right) {
    return is_scalar(right) ? left.equals(right) : left.what() == right.what() && contains(left, right);
}

bool holds_members(const json_reader& left, const json_reader& right) {
    for (std::size_t i = 0; i != right.size(); ++i) {
        const auto name = right.at(i).name();
        const auto mine = left.member(name);
        if (!mine || !holds_part(*mine, *right.member(name))) return false;
    }
    return true;
}

bool holds_element(const json_reader& array, const json_reader& wanted) {
    if (is_scalar(wanted)) return has_equal(array, wanted);
    for (std::size_t i = 0; i != array.size(); ++i) {
        if (holds_part(array.at(i), wanted)) return true;
    }
    return false;
}

std::string_view key_of(const json_reader& step) { return step.what() == kind::number ? step.number() : step.text(); }

// As strtol reads it, which is PostgreSQL's own choice.
std::optional<json_reader> element_at(const json_reader& array, const std::string& position) {
    char* end = nullptr;
    errno = 0;
    const long number = std::strtol(position.c_str(), &end, 10);
    if (position.empty() || end != position.c_str() + position.size() || errno != 0) return std::nullopt;
    const auto size = static_cast<long>(array.size());
    if (number >= size || number < -size) return std::nullopt;
    return array.at(static_cast<std::size_t>(number < 0 ? number + size : number));
}

void append_quoted(std::string& to, std::string_view text) {
    to += '"';
    for (const char c : text) {
        switch (c) {
            case '"': to += "\\\""; break;
            case '\\': to += "\\\\"; break;
            case '\b': to += "\\b"; break;
            case '\f': to += "\\f"; break;
            case '\n': to += "\\n"; break;
            case '\r': to += "\\r"; break;
            case '\t': to += "\\t"; break;
            default:
                if (static_cast<unsigned char>(c) < ' ') {
                    to += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
                } else {
                    to += c;
                }
        }
    }
    to += '"';
}

std::string number_text(std::string_view number) {
    try {
        return decimal(number).to_string();
    } catch (const mapping_error&) {  // more digits than PostgreSQL could hold
        return std::string(number);
    }
}

// Of members of one name the last counts.
std::vector<json_reader> sorted_members(const json_reader& object) {
    std::vector<json_reader> result;
    result.reserve(object.size());
    for (std::size_t i = object.size(); i != 0; --i) result.push_back(object.at(i - 1));
    std::ranges::stable_sort(result, [](const json_reader& left, const json_reader& right) {
        const auto a = left.name();
        const auto b = right.name();
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    const auto same_name = [](const json_reader& left, const json_reader& right) {
        return left.name() == right.name();
    };
    result.erase(std::unique(result.begin(), result.end(), same_name), result.end());
    return result;
}

void append(std::string& to, const json_reader& from) {
    std::string_view between;
    switch (from.what()) {
        case kind::null: to += "null"; return;
        case kind::boolean: to += from.boolean() ? "true" : "false"; return;
        case kind::number: to += number_text(from.number()); return;
        case kind::text: append_quoted(to, from.text()); return;
        case kind::array:
            to += '[';
            for (std::size_t i = 0; i != from.size(); ++i) {
                to += std::exchange(between, ", ");
                append(to, from.at(i));
            }
            to += ']';
            return;
        case kind::object:
            to += '{';
            for (const auto& member : sorted_members(from)) {
                to += std::exchange(between, ", ");
                append_quoted(to, member.name());
                to += ": ";
                append(to, member);
            }
            to += '}';
    }
}

void collect(std::vector<json_reader>& to, const json_reader& array) {
    if (array.what() != kind::array) array.fail("expected an array");
    for (std::size_t i = 0; i != array.size(); ++i) {
        const auto one = array.at(i);
        if (one.what() == kind::array) {
            collect(to, one);
        } else {
            to.push_back(one);
        }
    }
}
}  // namespace

// Of the whole document an array contains one of its scalars, too.
bool contains(const json_reader& left, const json_reader& right) {
    if (is_scalar(right)) return left.what() == kind::array ? has_equal(left, right) : left.equals(right);
    if (left.what() != right.what()) return false;
    if (right.what() == kind::object) return holds_members(left, right);
    for (std::size_t i = 0; i != right.size(); ++i) {
        if (!holds_element(left, right.at(i))) return false;
    }
    return true;
}

bool has_key(const json_reader& document, std::string_view key) {
    if (document.what() == kind::object) return document.member(key).has_value();
    if (document.what() == kind::text) return document.text() == key;
    if (document.what() != kind::array) return false;
    for (std::size_t i = 0; i != document.size(); ++i) {
        const auto one = document.at(i);
        if (one.what() == kind::text && one.text() == key) return true;
    }
    return false;
}

std::optional<json_reader> at_path(const json_reader& document, const json_reader& path) {
    std::optional<json_reader> here = document;
    for (std::size_t i = 0; here && i != path.size(); ++i) {
        const auto step = path.at(i);
        if (step.is_null() || is_scalar(*here)) return std::nullopt;
        const auto key = key_of(step);
        here = here->what() == kind::object ? here->member(key) : element_at(*here, std::string(key));
    }
    return here;
}

std::string to_text(const json_reader& from) {
    std::string result;
    append(result, from);
    return result;
}

std::optional<std::string> to_plain_text(const json_reader& from) {
    if (from.is_null()) return std::nullopt;
    return from.what() == kind::text ? std::string(from.text()) : to_text(from);
}

std::vector<json_reader> elements(const json_reader& array) {
    std::vector<json_reader> result;
    collect(result, array);
    return result;
}

}  // namespace rowan::json_query
