#include "dialect/statement_pattern.hpp"

#include "dialect/sql_tokens.hpp"

namespace rowan {

namespace {

using detail::sql_token;
using detail::sql_tokens;

std::string_view take_word(std::string_view& from) noexcept {
    const auto end = from.find(' ');
    const std::string_view result = from.substr(0, end);
    from.remove_prefix(end == std::string_view::npos ? from.size() : end + 1);
    return result;
}

bool is(const sql_token& token, std::string_view word) noexcept {
    if (word == "$") return token.what == sql_token::kind::end || token.is(';');
    return word.size() == 1 && token.what == sql_token::kind::symbol ? token.is(word.front()) : token.is(word);
}

bool fits(sql_tokens tokens, sql_token first, std::string_view words) {
    bool gap = false;
    while (!words.empty()) {
        std::string_view word = take_word(words);
        if (word == "*") {
            gap = true;
            continue;
        }
        const bool optional = word.size() > 1 && word.ends_with('?');
        if (optional) word.remove_suffix(1);
        while (gap && !is(first, word) && first.what != sql_token::kind::end) first = tokens.next();
        gap = false;
        if (is(first, word)) {
            first = tokens.next();
        } else if (!optional) {
            return false;
        }
    }
    return true;
}

}  // namespace

statement_traits find_traits(std::string_view statement, const capabilities& of,
                             std::span<const known_statement> known) {
    sql_tokens tokens(statement, of);
    const sql_token first = tokens.next();
    for (const known_statement& each : known) {
        if (!first.is(each.words.substr(0, each.words.find(' ')))) continue;  // most statements are none of these
        if (fits(tokens, first, each.words)) return each.traits;
        if (!first.is("pragma")) continue;
        sql_tokens behind = tokens;
        behind.next();
        if (!behind.next().is('.')) continue;
        if (fits(behind, first, each.words)) return each.traits;
    }
    return {};
}

}  // namespace rowan
