#include "migrate/cpp_words.hpp"

#include <array>

namespace rowan::migrate {

namespace {

/// A delimiter with which a raw literal does not end within the text.
std::string delimiter_for(std::string_view text) {
    std::string result;
    for (int number = 0; text.find(')' + result + '"') != std::string_view::npos; ++number)
        result = "sql" + (number == 0 ? std::string() : std::to_string(number));
    return result;
}

std::string escaped(std::string_view text) {
    constexpr std::string_view digits = "01234567";
    std::string result = "\"";
    for (const char each : text) {
        const auto code = static_cast<unsigned char>(each);
        if (each == '"' || each == '\\') {
            (result += '\\') += each;
        } else if (each == '\n') {
            result += "\\n";
        } else if (code < 0x20 || code == 0x7f) {
            ((result += '\\') += digits[code >> 6]) += digits[(code >> 3) & 7];
            result += digits[code & 7];
        } else {
            result += each;
        }
    }
    return result + '"';
}

}  // namespace

std::string cpp_words(std::string_view text) {
    const bool is_long = text.find('\n') != std::string_view::npos;
    const bool is_quoted = text.find('"') != std::string_view::npos || text.find('\\') != std::string_view::npos;
    const bool is_printable = text.find('\r') == std::string_view::npos && text.find('\0') == std::string_view::npos;
    if ((!is_long && !is_quoted) || !is_printable) return escaped(text);
    const std::string mark = delimiter_for(text);
    return "R\"" + mark + '(' + std::string(text) + ')' + mark + '"';
}

std::string cpp_words(const schema::sql_text& text) {
    if (text == schema::now()) return "rowan::schema::now()";
    if (text == schema::random_uuid()) return "rowan::schema::random_uuid()";
    if (text.others().empty()) return cpp_words(std::string_view(text.text()));
    std::string result = "rowan::schema::sql_text(" + cpp_words(std::string_view(text.text())) + ')';
    for (const auto& [dialect, words] : text.others())
        result += ".on(" + cpp_words(std::string_view(dialect)) + ", " + cpp_words(std::string_view(words)) + ')';
    return result;
}

}  // namespace rowan::migrate
