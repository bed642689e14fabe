#include "sqlite_text.hpp"

#include <algorithm>

namespace rowan::detail {
namespace {
char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_blank_character(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_word_character(char c) noexcept {
    return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}
}  // namespace

bool same_name(std::string_view left, std::string_view right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

bool sql_token::is(std::string_view lower_case) const noexcept {
    return what == kind::word && same_name(text, lower_case);
}

std::string sql_token::name() const {
    if (what != kind::identifier && what != kind::string) return std::string(text);
    const char closing = text.front() == '[' ? ']' : text.front();
    std::string result;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        result += text[i];
        if (text[i] == closing && closing != ']') ++i;  // doubled
    }
    return result;
}

void sql_tokens::skip_blanks() noexcept {
    while (at_ < text_.size()) {
        const auto rest = text_.substr(at_);
        if (is_blank_character(rest.front())) {
            ++at_;
        } else if (rest.starts_with("--")) {
            at_ = std::min(text_.find('\n', at_), text_.size());
        } else if (rest.starts_with("/*")) {
            const auto end = text_.find("*/", at_ + 2);
            at_ = end == std::string_view::npos ? text_.size() : end + 2;
        } else {
            return;
        }
    }
}

std::size_t sql_tokens::end_of_quoted(char closing) const noexcept {
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
        if (text_[i] != closing) continue;
        if (closing == ']' || i + 1 == text_.size() || text_[i + 1] != closing) return i + 1;
        ++i;
    }
    return text_.size();
}

sql_token sql_tokens::take(sql_token::kind what, std::size_t end) noexcept {
    const sql_token result{what, text_.substr(at_, end - at_), at_};
    at_ = end;
    return result;
}

sql_token sql_tokens::next() noexcept {
    using kind = sql_token::kind;
    skip_blanks();
    if (at_ == text_.size()) return {kind::end, {}, at_};
    const char first = text_[at_];
    if (first == '\'') return take(kind::string, end_of_quoted('\''));
    if (first == '"' || first == '`') return take(kind::identifier, end_of_quoted(first));
    if (first == '[') return take(kind::identifier, end_of_quoted(']'));
    if (!is_word_character(first)) return take(kind::symbol, at_ + 1);
    std::size_t end = at_;
    while (end < text_.size() && (is_word_character(text_[end]) || (is_digit(first) && text_[end] == '.'))) ++end;
    return take(is_digit(first) ? kind::number : kind::word, end);
}

std::string_view sql_tokens::skip_parentheses() noexcept {
    const std::size_t begin = at_;
    for (int depth = 1;;) {
        const auto token = next();
        if (token.what == sql_token::kind::end) return text_.substr(begin);
        if (token.is('(')) ++depth;
        if (token.is(')') && --depth == 0) return text_.substr(begin, token.offset - begin);
    }
}

bool is_blank(std::string_view sql) noexcept {
    sql_tokens tokens(sql);
    for (;;) {
        const auto token = tokens.next();
        if (token.what == sql_token::kind::end) return true;
        if (!token.is(';')) return false;
    }
}

std::string first_word(std::string_view sql) {
    const auto token = sql_tokens(sql).next();
    if (token.what != sql_token::kind::word) return {};
    std::string result(token.text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

std::string quoted(std::string_view name) {
    std::string result = "\"";
    for (const char c : name) result.append(c == '"' ? 2 : 1, c);
    return result + '"';
}

}  // namespace rowan::detail
