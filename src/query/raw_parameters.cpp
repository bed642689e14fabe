#include "query/raw_parameters.hpp"

#include <rowan/session/error.hpp>

#include <algorithm>

// The words of an SQL text as far as they say where a parameter is one: PostgreSQL manual, 4.1;
// sqlite.org/lang_expr.html, sqlite.org/lang_keywords.html.
namespace rowan::detail {

namespace {

bool is_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool starts_name(char c) noexcept {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool continues_name(char c) noexcept { return starts_name(c) || is_digit(c); }
bool continues_word(char c) noexcept { return continues_name(c) || c == '$'; }

struct token {
    enum class kind { end, word, operand, parameter, symbol };  // operand: a number, a string, a quoted name

    kind what = kind::end;
    std::size_t offset = 0;
    std::string_view text{};

    bool is(char symbol) const noexcept { return what == kind::symbol && text.size() == 1 && text.front() == symbol; }
    bool is_word(std::string_view lower) const noexcept {
        return what == kind::word &&
               std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
                   return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
               });
    }
    bool ends_operand() const noexcept { return what != kind::end && (what != kind::symbol || is(')') || is(']')); }
};

class lexer {
public:
    lexer(std::string_view sql, const dialect& of) : sql_(sql), can_(of.can()) {
        std::string first;
        of.append_parameter(first, 1);
        mark_ = first.front();
    }

    /// With `parts_slice`, a single colon does not start a parameter.
    token next(bool parts_slice) {
        using kind = token::kind;
        skip_blanks();
        const std::size_t start = at_;
        if (at_ == sql_.size()) return {kind::end, start};
        const kind what = take(parts_slice);
        return {what, start, sql_.substr(start, at_ - start)};
    }

private:
    token::kind take(bool parts_slice) {
        using kind = token::kind;
        const char c = sql_[at_];
        if (c == '\'' || c == '"' || (can_.bracket_names && c == '`')) return skip_quoted(c);
        if (can_.bracket_names && c == '[') return skip_past("]", 1), kind::operand;
        if (c == '$') return take_dollar();
        if (c == ':') return take_colon(parts_slice);
        if (c == mark_) refuse_number();
        if (!continues_name(c)) return ++at_, kind::symbol;
        if (is_digit(c)) return skip_while([](char one) { return continues_name(one) || one == '.'; }), kind::operand;
        const std::size_t start = at_;
        skip_while(continues_word);
        const bool has_escapes = can_.dollar_quotes && at_ - start == 1 && (c == 'e' || c == 'E') && sees("'");
        return has_escapes ? skip_escape_string() : kind::word;
    }

    bool sees(std::string_view text) const noexcept { return sql_.substr(at_).starts_with(text); }
    char peek(std::size_t ahead = 1) const noexcept { return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0'; }

    void skip_past(std::string_view text, std::size_t from) noexcept {
        const std::size_t found = sql_.find(text, std::min(at_ + from, sql_.size()));
        at_ = found == std::string_view::npos ? sql_.size() : found + text.size();
    }
    template <class Belongs>
    void skip_while(Belongs belongs) {
        while (at_ != sql_.size() && belongs(sql_[at_])) ++at_;
    }

    void skip_blanks() noexcept {
        for (;;) {
            skip_while(is_space);
            if (sees("--")) {
                at_ = std::min(sql_.find_first_of(can_.nested_comments ? "\r\n" : "\n", at_), sql_.size());
            } else if (sees("/*")) {
                can_.nested_comments ? skip_nested_comment() : skip_past("*/", 2);
            } else {
                return;
            }
        }
    }
    void skip_nested_comment() noexcept {
        std::size_t depth = 0;
        do {
            const bool opens = sees("/*");
            const bool closes = !opens && sees("*/");
            depth = depth + (opens ? 1 : 0) - (closes ? 1 : 0);
            at_ += opens || closes ? 2 : 1;
        } while (depth != 0 && at_ != sql_.size());
    }

    // A doubled quote ends one and starts the next, which comes to the same.
    token::kind skip_quoted(char quote) noexcept {
        skip_past(std::string_view(&quote, 1), 1);
        return token::kind::operand;
    }
    token::kind skip_escape_string() noexcept {
        for (++at_; at_ != sql_.size(); ++at_) {
            if (sql_[at_] == '\\') {
                if (++at_ == sql_.size()) break;
            } else if (sql_[at_] == '\'' && !continues_string()) {
                ++at_;
                break;
            }
        }
        return token::kind::operand;
    }
    // After its quote, a string goes on where a line's end lies before the next quote; at once where the quote is
    // doubled.
    bool continues_string() noexcept {
        std::size_t next = at_ + 1;
        while (next != sql_.size() && is_space(sql_[next])) ++next;
        const std::string_view between = sql_.substr(at_ + 1, next - at_ - 1);
        const bool goes_on = between.empty() || between.find_first_of("\r\n") != std::string_view::npos;
        if (next == sql_.size() || sql_[next] != '\'' || !goes_on) return false;
        at_ = next;
        return true;
    }

    token::kind take_dollar() {
        if (is_digit(peek())) refuse_number();
        std::size_t end = at_ + 1;
        if (starts_name(peek())) {
            while (end != sql_.size() && continues_name(sql_[end])) ++end;
        }
        if (!can_.dollar_quotes || end == sql_.size() || sql_[end] != '$') return ++at_, token::kind::symbol;
        const std::string_view tag = sql_.substr(at_, end + 1 - at_);
        skip_past(tag, tag.size());
        return token::kind::operand;
    }

    token::kind take_colon(bool parts_slice) {
        const char next = peek();
        if (next == ':' || next == '=') return at_ += 2, token::kind::symbol;
        ++at_;
        if (parts_slice || !starts_name(next)) return token::kind::symbol;
        skip_while(continues_name);
        return token::kind::parameter;
    }

    [[noreturn]] void refuse_number() const {
        std::size_t end = at_ + 1;
        while (end != sql_.size() && is_digit(sql_[end])) ++end;
        throw usage_error("rowan::raw takes parameters by name: write :name in place of " +
                          std::string(sql_.substr(at_, end - at_)));
    }

    std::string_view sql_;
    const capabilities& can_;
    char mark_;  // of a parameter in the backend's own words
    std::size_t at_ = 0;
};

/// Reads the tokens one by one, knowing the two last and the brackets that are open.
class place_finder {
public:
    bool at_bound_of_slice() const noexcept { return inside(bracket::kind::subscript) && last_.ends_operand(); }

    void see(token next) {
        using kind = bracket::kind;
        if (next.what == token::kind::word && last_.is('.'))
            next.what = token::kind::operand;  // any word may be a column's name
        if (last_.what == token::kind::parameter) settle(next);
        if (asks_is_) see_behind_is(next);
        if (next.what == token::kind::parameter)
            places_.push_back({.name = next.text.substr(1), .offset = next.offset});
        if (next.is('(')) open_.push_back(opened());
        if (next.is('[')) open_.push_back({.what = kind::subscript});
        if ((next.is(')') || next.is(']')) && !open_.empty()) open_.pop_back();
        before_last_ = std::exchange(last_, next);
    }

    std::vector<parameter_place> finish() && { return std::move(places_); }

private:
    struct bracket {
        enum class kind { plain, list, in_list, subscript };  // list: behind the word `in`
        kind what = kind::plain;
        std::size_t in_offset = parameter_place::nowhere;
        std::size_t not_offset = parameter_place::nowhere;
    };

    bool inside(bracket::kind what) const noexcept { return !open_.empty() && open_.back().what == what; }

    bracket opened() const noexcept {
        using kind = bracket::kind;
        if (last_.is_word("in")) {
            return {kind::list, last_.offset,
                    before_last_.is_word("not") ? before_last_.offset : parameter_place::nowhere};
        }
        return {.what = last_.is('(') && (inside(kind::list) || inside(kind::in_list)) ? kind::in_list : kind::plain};
    }

    // What the parameter that was read last is, now that it is known what follows it.
    void settle(const token& next) {
        using kind = bracket::kind;
        parameter_place& place = places_.back();
        const bool alone = before_last_.is('(') && next.is(')');
        const bool is_item = (before_last_.is('(') || before_last_.is(',')) && (next.is(')') || next.is(','));
        if (alone && inside(kind::list)) {
            place.in_offset = open_.back().in_offset;
            place.not_offset = open_.back().not_offset;
        } else {
            place.among_others = (is_item && inside(kind::list)) || (alone && inside(kind::in_list));
        }
        asks_is_ = next.is_word("is") && starts_condition(before_last_);
    }

    // Behind these, `:name is` speaks of the parameter and of nothing before it.
    static bool starts_condition(const token& before) noexcept {
        constexpr std::string_view words[] = {"and", "having", "not", "on", "or", "select", "when", "where"};
        return before.is('(') || before.is(',') ||
               std::any_of(std::begin(words), std::end(words),
                           [&](std::string_view one) { return before.is_word(one); });
    }
    void see_behind_is(const token& next) {
        places_.back().only_null = next.is_word("null");
        asks_is_ = next.is_word("is") || next.is_word("not");
    }

    std::vector<parameter_place> places_;
    std::vector<bracket> open_;
    token last_;
    token before_last_;
    bool asks_is_ = false;  // the last parameter, by `:name is`
};

}  // namespace

std::vector<parameter_place> parameters_in(std::string_view sql, const dialect& of) {
    lexer tokens(sql, of);
    place_finder places;
    for (;;) {
        const token next = tokens.next(places.at_bound_of_slice());
        if (next.what == token::kind::end) return std::move(places).finish();
        places.see(next);
    }
}

namespace {

// PostgreSQL wants to know a type even where none matters.
void append_parameter(std::string& to, const parameter_place& place, std::size_t number, const dialect& of) {
    if (place.only_null) to += "cast(";
    of.append_parameter(to, number);
    if (place.only_null) to += " as boolean)";
}

}  // namespace

std::string with_numbers(std::string_view sql, const std::vector<parameter_place>& places,
                         const std::vector<std::size_t>& numbers, const std::vector<bool>& is_list, const dialect& of) {
    std::string result;
    std::size_t done = 0;
    const auto replace = [&](std::size_t offset, std::size_t size, std::string_view by) {
        result.append(sql, done, offset - done).append(by);
        done = offset + size;
    };
    for (std::size_t i = 0; i != places.size(); ++i) {
        const parameter_place& place = places[i];
        const bool has_not = place.not_offset != parameter_place::nowhere;
        // operator(=) binds as tight as `in`; with `=`, `a = b in (:list)` would be another question (PostgreSQL
        // manual, 4.1.6).
        if (is_list[i] && of.can().arrays) {
            if (has_not) replace(place.not_offset, 3, "operator(<>)");
            replace(place.in_offset, 2, has_not ? "all" : "operator(=) any");
        }
        const bool as_rows = is_list[i] && !of.can().arrays;
        replace(place.offset, 1 + place.name.size(), as_rows ? "select value from json_each(" : "");
        if (!result.empty() && continues_word(result.back())) result += ' ';  // select:name
        append_parameter(result, place, numbers[i], of);
        if (as_rows) result += ')';
    }
    return result.append(sql, done);
}

}  // namespace rowan::detail
