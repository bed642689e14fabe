#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Reading SQL as SQLite writes it (lang_keywords.html, lang_comment.html).
namespace rowan::detail {

struct sql_token {
    enum class kind { end, word, identifier, string, number, symbol };

    kind what = kind::end;
    std::string_view text;  ///< as written, with its quotes
    std::size_t offset = 0;

    /// Whether it is the keyword `lower_case`.
    bool is(std::string_view lower_case) const noexcept;
    bool is(char symbol) const noexcept { return what == kind::symbol && text.front() == symbol; }
    /// The name that a word, a quoted identifier or a string in a name's place stands for.
    std::string name() const;
};

/// The tokens of an SQL text without blanks and comments. Lifetime: that of the text.
class sql_tokens {
public:
    explicit sql_tokens(std::string_view text) : text_(text) {}
    /// `end` after the last one, again and again.
    sql_token next() noexcept;
    /// Goes on behind the `)` to the `(` that was read last; returns the text between.
    std::string_view skip_parentheses() noexcept;
    /// Behind what was read last.
    std::size_t position() const noexcept { return at_; }

private:
    void skip_blanks() noexcept;
    std::size_t end_of_quoted(char closing) const noexcept;
    sql_token take(sql_token::kind what, std::size_t end) noexcept;

    std::string_view text_;
    std::size_t at_ = 0;
};

/// Blanks, comments and semicolons only.
bool is_blank(std::string_view sql) noexcept;
/// In lower case; empty where it begins with something else.
std::string first_word(std::string_view sql);
/// As SQLite compares names: without regard to the case of ASCII letters.
bool same_name(std::string_view left, std::string_view right) noexcept;
/// As an identifier in SQL.
std::string quoted(std::string_view name);

}  // namespace rowan::detail
