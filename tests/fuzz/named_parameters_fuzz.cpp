// Whatever an SQL text holds, only its parameters change, and strings, quoted names and comments reach the database as
// they were written. The first octet chooses the backend, and whether the others are the text or pick its pieces.

#include <rowan/session/error.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "query/raw_parameters.hpp"

using namespace rowan;
using namespace rowan::detail;

namespace {

constexpr std::array<std::string_view, 48> pieces{
    ":a", ":bc", ":",  "::",  ":=",   "'",    "''", "\"",    "`",        "[",      "]",          "(",
    ")",  ",",   "$$", "$t$", "$",    "$1",   "?",  "--",    "\n",       "\r",     "/*",         "*/",
    "E'", "e",   "\\", "in ", "not ", "x",    "1",  " ",     "in(",      " is",    "/",          "*",
    ".",  ";",   "{",  "ä",   "(:a)", "and ", "or", " null", "in (:bc)", "array[", ":a is null", "not in (:a)"};

std::string text_of(const std::uint8_t* data, std::size_t size, bool of_pieces) {
    if (!of_pieces) return {reinterpret_cast<const char*>(data), size};
    std::string text;
    for (std::size_t i = 0; i != size; ++i) text += pieces[data[i] % pieces.size()];
    return text;
}

void must(bool holds) {
    if (!holds) std::abort();
}

bool is_name(std::string_view text) {
    return !text.empty() && (text[0] < '0' || text[0] > '9') &&
           text.find_first_of(" '\"$:()[]-/*\\\n,;") == std::string_view::npos;
}

void check_places(const std::string& text, const std::vector<parameter_place>& places) {
    std::size_t end = 0;
    for (const auto& place : places) {
        must(is_name(place.name));
        must(place.offset >= end && text[place.offset] == ':');
        must(text.compare(place.offset + 1, place.name.size(), place.name) == 0);
        if (place.in_offset != parameter_place::nowhere) {
            must(place.in_offset >= end && place.in_offset < place.offset && (text[place.in_offset] | 0x20) == 'i');
            if (place.not_offset != parameter_place::nowhere)
                must(place.not_offset >= end && place.not_offset < place.in_offset);
        }
        end = place.offset + 1 + place.name.size();
    }
}

// With each parameter's number taken out again, what is left is the text without its parameters.
void check_rest(const std::string& text, const std::vector<parameter_place>& places, const dialect& of) {
    std::vector<std::size_t> numbers;
    std::string rest;
    std::size_t done = 0;
    for (const auto& place : places) {
        numbers.push_back(numbers.size() + 1);
        rest.append(text, done, place.offset - done).append("\x01");
        done = place.offset + 1 + place.name.size();
    }
    rest.append(text, done);

    std::string sql = with_numbers(text, places, numbers, std::vector<bool>(places.size()), of);
    std::size_t from = 0;
    for (std::size_t i = 0; i != places.size(); ++i) {
        std::string written;
        of.append_parameter(written, numbers[i]);
        if (places[i].only_null) written = "cast(" + written + " as boolean)";
        from = rest.find('\x01', from);
        if (sql.compare(from, 1, " ") == 0) sql.erase(from, 1);  // after a word
        must(sql.compare(from, written.size(), written) == 0);
        sql.replace(from++, written.size(), "\x01");
    }
    must(sql == rest);
}

// What is quoted or a comment holds no parameter, whatever stands in it.
void check_quoted(const std::string& text, const dialect& of) {
    std::string quoted = "'";
    for (const char c : text) quoted.append(c == '\'' ? 2 : 1, c);
    must(parameters_in(quoted + "'", of).empty());
    for (const char c : {'\n', '\r'}) {
        if (text.find(c) != std::string::npos) return;
    }
    must(parameters_in("--" + text, of).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const dialect& of = data[0] % 2 == 0 ? postgresql_dialect() : sqlite_dialect();
    const std::string text = text_of(data + 1, size - 1, data[0] % 4 < 2);
    if (text.find('\x01') != std::string::npos) return 0;
    check_quoted(text, of);
    try {
        const auto places = parameters_in(text, of);
        check_places(text, places);
        check_rest(text, places, of);
        const auto once_more = parameters_in("select " + text + " ", of);
        must(once_more.size() == places.size());
        with_numbers(text, places, std::vector<std::size_t>(places.size(), 1), std::vector<bool>(places.size(), false),
                     of);
        std::vector<bool> lists;
        for (const auto& place : places) lists.push_back(place.in_offset != parameter_place::nowhere);
        with_numbers(text, places, std::vector<std::size_t>(places.size(), 1), lists, of);
    } catch (const usage_error&) {}  // a parameter by number
    return 0;
}
