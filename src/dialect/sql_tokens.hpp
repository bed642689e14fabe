#pragma once

#include <rowan/dialect/capabilities.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include <rowan/export.hpp>

/// Reading SQL as a backend reads it: PostgreSQL manual, 4.1; sqlite.org/lang_keywords.html, lang_comment.html,
/// lang_expr.html.
namespace rowan::detail {

/// ASCII letters in lower case.
inline char lower_case(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
/// Blanks and ends of lines.
inline bool is_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
inline bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
inline bool starts_name(char c) noexcept {
    return c == '_' || (lower_case(c) >= 'a' && lower_case(c) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
inline bool continues_name(char c) noexcept { return starts_name(c) || is_digit(c); }

struct sql_token {
    enum class kind {
        end,
        word,
        identifier,
        string,
        number,
        symbol,
        comment
    };  // identifier: quoted; symbol: one character

    kind what = kind::end;
    std::string_view text{};  ///< as written, with its quotes
    std::size_t offset = 0;
    bool closed = true;  ///< false where its closing quote is missing and it reaches to the end of the text

    /// Whether it is the keyword `lower`.
    ROWAN_EXPORT bool is(std::string_view lower) const noexcept;
    bool is(char symbol) const noexcept { return what == kind::symbol && text.front() == symbol; }
    std::size_t end() const noexcept { return offset + text.size(); }
    /// The name that a word, a quoted identifier or a string in a name's place stands for.
    ROWAN_EXPORT std::string name() const;
};

/// The tokens of an SQL text without blanks and comments. Takes time in proportion to the text. Lifetime: that of the
/// text and of `of`, a dialect's `can()`.
class ROWAN_EXPORT sql_tokens {
public:
    sql_tokens(std::string_view text, const capabilities& of) noexcept : text_(text), can_(&of) {}

    /// `end` after the last one, again and again.
    sql_token next() noexcept;
    /// Goes on behind the `)` to the `(` that was read last; returns the text between.
    std::string_view skip_parentheses() noexcept;
    /// The next token or comment, a line comment without its line's end.
    sql_token next_or_comment() noexcept;
    /// Behind what was read last.
    std::size_t position() const noexcept { return at_; }
    /// Goes on at `offset`, from which the text is read as from its beginning.
    void go_on_at(std::size_t offset) noexcept { at_ = offset; }
    /// Where the comment begins that is never closed, once `end` was reached; npos where there is none.
    std::size_t open_comment() const noexcept { return open_comment_; }

private:
    bool sees(std::string_view what) const noexcept { return text_.substr(at_).starts_with(what); }
    void skip_space() noexcept;
    bool skip_a_comment() noexcept;
    sql_token take_next() noexcept;
    void skip_line_comment() noexcept;
    void skip_comment() noexcept;
    sql_token take(sql_token::kind what, std::size_t end, bool closed = true) noexcept;
    sql_token take_quoted(sql_token::kind what, char closing) noexcept;
    sql_token take_escape_string(std::size_t start) noexcept;
    sql_token take_dollar() noexcept;
    bool continues_string() noexcept;

    std::string_view text_;
    const capabilities* can_;
    std::size_t at_ = 0;
    std::size_t open_comment_ = std::string_view::npos;
};

}  // namespace rowan::detail
