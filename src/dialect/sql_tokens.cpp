#include "sql_tokens.hpp"

#include <algorithm>

namespace rowan::detail {
namespace {
bool continues_word(char c) noexcept { return continues_name(c) || c == '$'; }

template <class Belongs>
std::size_t end_of(std::string_view text, std::size_t at, Belongs belongs) noexcept {
    while (at < text.size() && belongs(text[at])) ++at;
    return at;
}
}  // namespace

bool sql_token::is(std::string_view lower) const noexcept {
    return what == kind::word && std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                                            [](char a, char b) { return lower_case(a) == b; });
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

void sql_tokens::skip_space() noexcept { at_ = end_of(text_, at_, is_space); }

void sql_tokens::skip_line_comment() noexcept {
    at_ = std::min(text_.find_first_of(can_->nested_comments ? "\r\n" : "\n", at_), text_.size());
}

void sql_tokens::skip_comment() noexcept {
    const std::size_t start = at_;
    std::size_t depth = 0;
    do {
        const bool opens = sees("/*") && (depth == 0 || can_->nested_comments);
        const bool closes = sees("*/");
        depth = depth + (opens ? 1 : 0) - (closes ? 1 : 0);
        at_ += opens || closes ? 2 : 1;
    } while (depth != 0 && at_ < text_.size());
    if (depth != 0) open_comment_ = start;
    at_ = std::min(at_, text_.size());
}

bool sql_tokens::skip_a_comment() noexcept {
    const bool is_line = sees("--");
    if (!is_line && !sees("/*")) return false;
    is_line ? skip_line_comment() : skip_comment();
    return true;
}

sql_token sql_tokens::take(sql_token::kind what, std::size_t end, bool closed) noexcept {
    const sql_token result{what, text_.substr(at_, end - at_), at_, closed};
    at_ = end;
    return result;
}

sql_token sql_tokens::take_quoted(sql_token::kind what, char closing) noexcept {
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
        if (text_[i] != closing) continue;
        if (closing == ']' || i + 1 == text_.size() || text_[i + 1] != closing) return take(what, i + 1);
        ++i;
    }
    return take(what, text_.size(), false);
}

// After its quote, a string goes on where a line's end lies before the next quote, and still escapes; at once where the
// quote is doubled. Stands on the quote, and on the next one where it goes on.
bool sql_tokens::continues_string() noexcept {
    const std::size_t quote = at_++;
    if (!sees("'")) {
        skip_space();
        while (sees("--")) {
            skip_line_comment();
            skip_space();
        }
        const std::string_view between = text_.substr(quote + 1, at_ - quote - 1);
        if (!sees("'") || between.find_first_of("\r\n") == std::string_view::npos) {
            at_ = quote;
            return false;
        }
    }
    return true;
}

sql_token sql_tokens::take_escape_string(std::size_t start) noexcept {
    const auto whole = [&](std::size_t end, bool closed) {
        at_ = start;
        return take(sql_token::kind::string, end, closed);
    };
    for (++at_; at_ < text_.size(); ++at_) {
        if (text_[at_] == '\\') {
            ++at_;
        } else if (text_[at_] == '\'' && !continues_string()) {
            return whole(at_ + 1, true);
        }
    }
    return whole(text_.size(), false);
}

sql_token sql_tokens::take_dollar() noexcept {
    const std::size_t tag = at_ + 1;
    const bool has_tag = tag < text_.size() && starts_name(text_[tag]);
    const std::size_t end = has_tag ? end_of(text_, tag, continues_name) : tag;
    if (!can_->dollar_quotes || end >= text_.size() || text_[end] != '$')
        return take(sql_token::kind::symbol, tag);  // of a parameter
    const std::string_view quote = text_.substr(at_, end + 1 - at_);
    const std::size_t closing = text_.find(quote, end + 1);
    if (closing == std::string_view::npos) return take(sql_token::kind::string, text_.size(), false);
    return take(sql_token::kind::string, closing + quote.size());
}

sql_token sql_tokens::next() noexcept {
    do { skip_space(); } while (skip_a_comment());
    return take_next();
}

sql_token sql_tokens::next_or_comment() noexcept {
    skip_space();
    const std::size_t start = at_;
    if (!skip_a_comment()) return take_next();
    return {sql_token::kind::comment, text_.substr(start, at_ - start), start};
}

sql_token sql_tokens::take_next() noexcept {
    using kind = sql_token::kind;
    if (at_ >= text_.size()) return {kind::end, {}, text_.size()};
    const char first = text_[at_];
    if (first == '\'') return take_quoted(kind::string, first);
    if (first == '"' || (can_->bracket_names && first == '`')) return take_quoted(kind::identifier, first);
    if (can_->bracket_names && first == '[') return take_quoted(kind::identifier, ']');
    if (first == '$') return take_dollar();
    if (is_digit(first))
        return take(kind::number, end_of(text_, at_, [](char c) { return continues_name(c) || c == '.'; }));
    if (!starts_name(first)) return take(kind::symbol, at_ + 1);
    const std::size_t end = end_of(text_, at_, continues_word);
    const bool escapes = can_->dollar_quotes && end == at_ + 1 && lower_case(first) == 'e';
    if (!escapes || !text_.substr(end).starts_with('\'')) return take(kind::word, end);
    const std::size_t start = at_;
    at_ = end;
    return take_escape_string(start);
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

}  // namespace rowan::detail
