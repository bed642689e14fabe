#include "migrate/generate_names.hpp"

#include <algorithm>
#include <array>

namespace rowan::migrate {

namespace {

// Keywords, what headers of C make macros of, and the namespaces that the text speaks of.
constexpr std::array reserved{
    "alignas",     "alignof",
    "and",         "and_eq",
    "asm",         "assert",
    "auto",        "bitand",
    "bitor",       "bool",
    "boost",       "break",
    "case",        "catch",
    "char",        "char16_t",
    "char32_t",    "char8_t",
    "class",       "co_await",
    "co_return",   "co_yield",
    "compl",       "concept",
    "const",       "const_cast",
    "consteval",   "constexpr",
    "constinit",   "continue",
    "decltype",    "default",
    "delete",      "do",
    "double",      "dynamic_cast",
    "else",        "enum",
    "errno",       "explicit",
    "export",      "extern",
    "false",       "float",
    "for",         "friend",
    "goto",        "if",
    "inline",      "int",
    "linux",       "long",
    "major",       "makedev",
    "minor",       "mutable",
    "namespace",   "new",
    "noexcept",    "not",
    "not_eq",      "nullptr",
    "operator",    "or",
    "or_eq",       "private",
    "protected",   "public",
    "register",    "reinterpret_cast",
    "requires",    "return",
    "rowan",       "short",
    "signed",      "sizeof",
    "static",      "static_assert",
    "static_cast", "std",
    "stderr",      "stdin",
    "stdout",      "struct",
    "switch",      "template",
    "this",        "thread_local",
    "throw",       "true",
    "try",         "typedef",
    "typeid",      "typename",
    "union",       "unix",
    "unsigned",    "using",
    "virtual",     "void",
    "volatile",    "wchar_t",
    "while",       "xor",
    "xor_eq",
};

bool is_reserved(std::string_view name) { return std::find(reserved.begin(), reserved.end(), name) != reserved.end(); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || is_capital(c); }

struct ending {
    std::string_view plural;
    std::string_view singular;
};
// The first that fits.
constexpr std::array endings{
    ending{"people", "person"},  ending{"children", "child"}, ending{"series", "series"}, ending{"movies", "movie"},
    ending{"cookies", "cookie"}, ending{"ies", "y"},          ending{"sses", "ss"},       ending{"uses", "us"},
    ending{"xes", "x"},          ending{"ches", "ch"},        ending{"shes", "sh"},       ending{"ss", "ss"},
    ending{"us", "us"},          ending{"is", "is"},          ending{"oes", "oes"},       ending{"s", ""},
};

}  // namespace

std::string cpp_name(std::string_view name, std::string_view before) {
    std::string result;
    for (std::size_t i = 0; i != name.size(); ++i) {
        const char c = name[i];
        const bool begins_word = is_capital(c) && i != 0 && !is_capital(name[i - 1]);
        if ((begins_word || (!is_letter(c) && !is_digit(c))) && !result.empty() && result.back() != '_') result += '_';
        if (is_letter(c) || is_digit(c)) result += is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
    // One trailing _ is a name of its own; two, or one at the beginning, are the compiler's.
    if (result.ends_with('_') && !name.ends_with('_')) result.pop_back();
    if (result.empty()) return std::string(before);
    if (is_digit(result.front())) result.insert(0, std::string(before) + '_');
    return is_reserved(result) ? result + '_' : result;
}

std::string singular(std::string name) {
    for (const ending& each : endings) {
        if (!name.ends_with(each.plural)) continue;
        const std::size_t stem = name.size() - each.plural.size();
        if (stem + each.singular.size() < 2) return name;
        return name.substr(0, stem).append(each.singular);
    }
    return name;
}

bool is_namespace(std::string_view text) {
    for (;;) {
        const std::size_t end = text.find("::");
        const std::string_view part = text.substr(0, end);
        const bool odd =
            std::any_of(part.begin(), part.end(), [](char c) { return !is_letter(c) && !is_digit(c) && c != '_'; });
        if (part.empty() || odd || is_digit(part.front()) || part.front() == '_' || is_reserved(part) ||
            part.find("__") != std::string_view::npos)
            return false;
        if (end == std::string_view::npos) return true;
        text.remove_prefix(end + 2);
    }
}

std::string name_scope::take(const std::string& name) {
    std::string result = name;
    const std::string stem = name.ends_with('_') ? name : name + '_';
    for (int number = 2; !taken_.insert(result).second; ++number) result = stem + std::to_string(number);
    return result;
}

}  // namespace rowan::migrate
