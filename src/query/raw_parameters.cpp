#include "query/raw_parameters.hpp"

#include <rowan/session/error.hpp>

#include <algorithm>
#include <utility>

#include "dialect/sql_tokens.hpp"

namespace rowan::detail {

namespace {

struct token : sql_token {
    bool is_parameter = false;  // of rowan's: `:name`

    bool ends_operand() const noexcept {
        return is_parameter || (what != kind::end && (what != kind::symbol || is(')') || is(']')));
    }
};

/// The tokens of SQL in which `:name` is one.
class lexer {
public:
    lexer(std::string_view sql, const dialect& of) : sql_(sql), tokens_(sql, of.can()) {
        std::string first;
        of.append_parameter(first, 1);
        mark_ = first.front();
    }

    /// With `parts_slice`, a single colon does not start a parameter.
    token next(bool parts_slice) {
        token result{tokens_.next()};
        if (result.is(':')) return take_colon(result, parts_slice);
        const bool has_number = result.is('$') && is_digit(at(result.end()));
        if (has_number || result.is(mark_)) refuse_number(result);
        return result;
    }

private:
    char at(std::size_t offset) const noexcept { return offset < sql_.size() ? sql_[offset] : '\0'; }

    token take_colon(token colon, bool parts_slice) {
        std::size_t end = colon.end();
        if (at(end) == ':' || at(end) == '=') {
            ++end;
        } else if (!parts_slice && starts_name(at(end))) {
            while (continues_name(at(end))) ++end;
            colon.is_parameter = true;
        }
        colon.text = sql_.substr(colon.offset, end - colon.offset);
        tokens_.go_on_at(end);
        return colon;
    }

    [[noreturn]] void refuse_number(const token& mark) const {
        std::size_t end = mark.end();
        while (is_digit(at(end))) ++end;
        throw usage_error("rowan::raw takes parameters by name: write :name in place of " +
                          std::string(sql_.substr(mark.offset, end - mark.offset)));
    }

    std::string_view sql_;
    sql_tokens tokens_;
    char mark_;  // of a parameter in the backend's own words
};

/// Reads the tokens one by one, knowing the two last and the brackets that are open.
class place_finder {
public:
    bool at_bound_of_slice() const noexcept { return inside(bracket::kind::subscript) && last_.ends_operand(); }

    void see(token next) {
        using kind = bracket::kind;
        if (next.what == token::kind::word && last_.is('.'))
            next.what = token::kind::identifier;  // any word may be a column's name
        if (last_.is_parameter) settle(next);
        if (asks_is_) see_behind_is(next);
        if (next.is_parameter) places_.push_back({.name = next.text.substr(1), .offset = next.offset});
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
        if (last_.is("in")) {
            return {kind::list, last_.offset, before_last_.is("not") ? before_last_.offset : parameter_place::nowhere};
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
        asks_is_ = next.is("is") && starts_condition(before_last_);
    }

    // Behind these, `:name is` speaks of the parameter and of nothing before it.
    static bool starts_condition(const token& before) noexcept {
        constexpr std::string_view words[] = {"and", "having", "not", "on", "or", "select", "when", "where"};
        return before.is('(') || before.is(',') ||
               std::any_of(std::begin(words), std::end(words), [&](std::string_view one) { return before.is(one); });
    }
    void see_behind_is(const token& next) {
        places_.back().only_null = next.is("null");
        asks_is_ = next.is("is") || next.is("not");
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
        if (!result.empty() && (continues_name(result.back()) || result.back() == '$')) result += ' ';  // select:name
        append_parameter(result, place, numbers[i], of);
        if (as_rows) result += ')';
    }
    return result.append(sql, done);
}

}  // namespace rowan::detail
