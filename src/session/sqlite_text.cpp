#include "sqlite_text.hpp"

#include <algorithm>

namespace rowan::detail {
bool same_name(std::string_view left, std::string_view right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower_case(a) == lower_case(b); });
}

bool is_blank(std::string_view sql) noexcept {
    sql_tokens tokens = sqlite_tokens(sql);
    for (;;) {
        const auto token = tokens.next();
        if (token.what == sql_token::kind::end) return true;
        if (!token.is(';')) return false;
    }
}

std::string first_word(std::string_view sql) {
    const auto token = sqlite_tokens(sql).next();
    if (token.what != sql_token::kind::word) return {};
    std::string result(token.text);
    std::transform(result.begin(), result.end(), result.begin(), lower_case);
    return result;
}

std::string quoted(std::string_view name) {
    std::string result = "\"";
    for (const char c : name) result.append(c == '"' ? 2 : 1, c);
    return result + '"';
}

}  // namespace rowan::detail
