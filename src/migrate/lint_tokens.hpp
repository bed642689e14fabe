#pragma once

#include "dialect/sql_tokens.hpp"

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::migrate::facts {

/// The tokens of one statement, or of a part of it, to go forth in. Behind the end there is `end`.
class token_list {
public:
    token_list(std::string_view text, const capabilities& of);

    const detail::sql_token& peek(std::size_t ahead = 0) const noexcept;
    detail::sql_token take() noexcept;
    bool at_end() const noexcept { return at_ >= end_; }
    bool sees(std::string_view word, std::size_t ahead = 0) const noexcept { return peek(ahead).is(word); }
    bool sees_any(std::initializer_list<std::string_view> words) const noexcept;
    /// Goes on behind these words, `if not exists`, where they are next.
    bool accept(std::string_view words) noexcept;
    bool accept(char symbol) noexcept;
    /// A name with those before its points; words in lower case.
    std::string name();
    /// What stands in the parentheses that begin here; empty where none do.
    token_list parenthesized();
    /// Up to the next comma outside of parentheses, and behind it.
    token_list until_comma();
    /// Goes on at the next of these words outside of parentheses; false where there is none, and stays.
    bool find(std::string_view word) noexcept;
    void skip_one() noexcept;  ///< a token, or all in parentheses
    std::size_t position() const noexcept { return at_; }
    /// As written, from a position up to here.
    std::string_view text_since(std::size_t position) const noexcept;
    std::string_view text() const noexcept;  ///< all of it

private:
    std::string_view text_;
    std::shared_ptr<const std::vector<detail::sql_token>> tokens_;  // shared with the parts
    std::size_t begin_ = 0;
    std::size_t at_ = 0;
    std::size_t end_ = 0;
    token_list part(std::size_t begin, std::size_t end) const;
};

}  // namespace rowan::migrate::facts
