#include "postgresql_script.hpp"

#include <algorithm>

// The words of PostgreSQL manual, 4.1, as far as they say where a statement ends.
namespace rowan::detail::postgresql {
namespace {
bool is_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool starts_word(char c) noexcept {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) noexcept { return starts_word(c) || (c >= '0' && c <= '9') || c == '$'; }

bool same_word(std::string_view left, std::string_view lower) noexcept {
    return std::equal(left.begin(), left.end(), lower.begin(), lower.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

class scanner {
public:
    explicit scanner(std::string_view sql) noexcept : sql_(sql) {}

    bool at_end() const noexcept { return at_ >= sql_.size(); }
    std::size_t at() const noexcept { return at_; }

    void skip_blanks() noexcept {
        while (!at_end()) {
            if (is_space(sql_[at_])) {
                ++at_;
            } else if (sees("--")) {
                skip_past("\n");
            } else if (sees("/*")) {
                skip_comment();
            } else {
                return;
            }
        }
    }

    bool take_semicolon() noexcept {
        if (at_end() || sql_[at_] != ';') return false;
        ++at_;
        return true;
    }

    /// A quoted piece, a word or a character; returns it where it is a word.
    std::string_view take() noexcept {
        const char c = sql_[at_];
        if (c == '\'') return skip_string(false), std::string_view();
        if (c == '"') return ++at_, skip_past("\""), std::string_view();
        if (c == '$') return skip_dollar(), std::string_view();
        if (!starts_word(c)) return ++at_, std::string_view();
        const std::size_t start = at_;
        while (!at_end() && continues_word(sql_[at_])) ++at_;
        const std::string_view word = sql_.substr(start, at_ - start);
        if (same_word(word, "e") && sees("'")) skip_string(true);
        return word;
    }

private:
    bool sees(std::string_view text) const noexcept { return sql_.substr(at_).starts_with(text); }

    void skip_past(std::string_view text) noexcept {
        const auto found = sql_.find(text, at_);
        at_ = found == std::string_view::npos ? sql_.size() : found + text.size();
    }

    void skip_comment() noexcept {
        int depth = 0;
        do {
            const int change = sees("/*") ? 1 : sees("*/") ? -1 : 0;
            depth += change;
            at_ += change != 0 ? 2u : 1u;
        } while (depth != 0 && !at_end());
    }

    // Without escapes, a doubled quote ends one string and starts the next, which comes to the same.
    void skip_string(bool has_escapes) noexcept {
        for (++at_; !at_end(); ++at_) {
            const bool escapes = has_escapes && (sql_[at_] == '\\' || sees("''"));
            if (sql_[at_] == '\'' && !escapes) break;
            if (escapes) ++at_;
        }
        ++at_;
    }

    void skip_dollar() noexcept {
        std::size_t end = at_ + 1;
        if (end < sql_.size() && starts_word(sql_[end])) {
            while (end < sql_.size() && sql_[end] != '$' && continues_word(sql_[end])) ++end;
        }
        if (end >= sql_.size() || sql_[end] != '$') {
            ++at_;  // a parameter
            return;
        }
        const std::string_view tag = sql_.substr(at_, end + 1 - at_);
        at_ = end + 1;
        skip_past(tag);
    }

    std::string_view sql_;
    std::size_t at_ = 0;
};

// How deep a statement is in `begin atomic … end`, whose semicolons do not end it.
class body_depth {
public:
    void see(std::string_view word) noexcept {
        if (word.empty()) return;
        const bool opens_body = same_word(last_, "begin") && same_word(word, "atomic");
        if (opens_body || (depth_ > 0 && same_word(word, "case"))) ++depth_;
        if (depth_ > 0 && same_word(word, "end")) --depth_;
        last_ = word;
    }
    bool inside() const noexcept { return depth_ > 0; }

private:
    std::string_view last_;
    int depth_ = 0;
};

std::size_t line_of(std::string_view script, std::size_t offset) noexcept {
    return 1 + static_cast<std::size_t>(
                   std::count(script.begin(), script.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

// The next statement without its semicolon; empty at the end of the script.
std::string_view next_statement(scanner& in, std::string_view script) noexcept {
    do { in.skip_blanks(); } while (in.take_semicolon());
    const std::size_t start = in.at();
    std::size_t end = start;
    for (body_depth depth; !in.at_end(); in.skip_blanks()) {
        if (!depth.inside() && in.take_semicolon()) break;
        depth.see(in.take());
        end = std::min(in.at(), script.size());
    }
    return script.substr(std::min(start, script.size()), end - start);
}

std::size_t offset_of(std::string_view script, std::size_t position) noexcept {
    std::size_t at = 0;
    for (std::size_t left = position; at < script.size(); ++at) {
        const bool starts_character = (static_cast<unsigned char>(script[at]) & 0xC0) != 0x80;
        if (starts_character && --left == 0) break;
    }
    return at;
}
}  // namespace

bool holds_statement(std::string_view sql) noexcept {
    scanner in(sql);
    return !next_statement(in, sql).empty();
}

script_part statement_at(std::string_view script, std::size_t index) noexcept {
    scanner in(script);
    std::string_view found = next_statement(in, script);
    for (; index != 0 && !found.empty(); --index) found = next_statement(in, script);
    if (found.empty()) return {};
    return {found, line_of(script, static_cast<std::size_t>(found.data() - script.data()))};
}

script_part statement_around(std::string_view script, std::size_t position) noexcept {
    const std::size_t offset = std::min(offset_of(script, std::max<std::size_t>(position, 1)), script.size());
    scanner in(script);
    std::string_view found = next_statement(in, script);
    while (in.at() <= offset && !in.at_end()) {
        const std::string_view next = next_statement(in, script);
        if (next.empty()) break;
        found = next;
    }
    return {found, line_of(script, offset)};
}

}  // namespace rowan::detail::postgresql
