#include "migrate/lint_tokens.hpp"

#include <algorithm>

namespace rowan::migrate::facts {

using detail::sql_token;

namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), detail::lower_case);
    return text;
}

}  // namespace

token_list::token_list(std::string_view text, const capabilities& of) : text_(text) {
    detail::sql_tokens in(text, of);
    std::vector<sql_token> all;
    for (sql_token each = in.next(); each.what != sql_token::kind::end; each = in.next()) all.push_back(each);
    end_ = all.size();
    tokens_ = std::make_shared<const std::vector<sql_token>>(std::move(all));
}

token_list token_list::part(std::size_t begin, std::size_t end) const {
    token_list result = *this;
    result.begin_ = result.at_ = begin;
    result.end_ = end;
    return result;
}

const sql_token& token_list::peek(std::size_t ahead) const noexcept {
    static const sql_token none{};
    return at_ + ahead < end_ ? (*tokens_)[at_ + ahead] : none;
}

sql_token token_list::take() noexcept {
    const sql_token result = peek();
    if (!at_end()) ++at_;
    return result;
}

bool token_list::sees_any(std::initializer_list<std::string_view> words) const noexcept {
    return std::any_of(words.begin(), words.end(), [&](auto word) { return sees(word); });
}

bool token_list::accept(std::string_view words) noexcept {
    std::size_t ahead = 0;
    while (!words.empty()) {
        const auto blank = words.find(' ');
        if (!sees(words.substr(0, blank), ahead++)) return false;
        words.remove_prefix(blank == std::string_view::npos ? words.size() : blank + 1);
    }
    at_ += ahead;
    return true;
}

bool token_list::accept(char symbol) noexcept {
    if (!peek().is(symbol)) return false;
    ++at_;
    return true;
}

std::string token_list::name() {
    std::string result;
    do {
        const sql_token each = take();
        result += each.what == sql_token::kind::word ? lower(each.name()) : each.name();
        if (!peek().is('.')) break;
        result += '.';
        ++at_;
    } while (!at_end());
    return result;
}

token_list token_list::parenthesized() {
    if (!peek().is('(')) return part(at_, at_);
    const std::size_t begin = at_ + 1;
    skip_one();
    const bool closed = at_ > begin && (*tokens_)[at_ - 1].is(')');
    return part(begin, closed ? at_ - 1 : at_);
}

token_list token_list::until_comma() {
    const std::size_t begin = at_;
    while (!at_end() && !peek().is(',')) skip_one();
    const std::size_t end = at_;
    if (!at_end()) ++at_;
    return part(begin, end);
}

bool token_list::find(std::string_view word) noexcept {
    for (const std::size_t begin = at_; !sees(word); skip_one()) {
        if (!at_end()) continue;
        at_ = begin;
        return false;
    }
    return true;
}

void token_list::skip_one() noexcept {
    int depth = 0;
    do {
        const sql_token each = take();
        if (each.is('(')) ++depth;
        if (each.is(')')) --depth;
    } while (depth > 0 && !at_end());
}

std::string_view token_list::text_since(std::size_t position) const noexcept {
    if (position >= at_) return {};
    const std::size_t begin = (*tokens_)[position].offset;
    return text_.substr(begin, (*tokens_)[at_ - 1].end() - begin);
}

std::string_view token_list::text() const noexcept {
    if (begin_ >= end_) return {};
    const std::size_t begin = (*tokens_)[begin_].offset;
    return text_.substr(begin, (*tokens_)[end_ - 1].end() - begin);
}

}  // namespace rowan::migrate::facts
