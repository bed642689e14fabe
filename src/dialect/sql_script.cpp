#include "sql_script.hpp"

#include <algorithm>

namespace rowan::detail {
namespace {

/// Knows of a statement whose tokens it sees whether a semicolon would end it.
class statement_shape {
public:
    void see(const sql_token& token) noexcept {
        if (number_ < 6) see_beginning(token);
        if (is_trigger_) see_in_trigger(token);
        if (is_copy_ && last_.is("from") && token.is("stdin") && depth_ == 0) takes_rows_ = true;
        see_body(token);
        if (token.is('(')) ++depth_;
        if (token.is(')') && depth_ > 0) --depth_;
        ++number_;
        last_ = token;
    }

    bool is_open() const noexcept { return in_trigger_ || body_depth_ > 0 || (is_rule_ && depth_ > 0); }
    bool takes_rows() const noexcept { return takes_rows_; }

private:
    // create [or replace] [temp | temporary | constraint] trigger; create [or replace] rule
    void see_beginning(const sql_token& token) noexcept {
        if (number_ == 0) {
            is_create_ = token.is("create");
            is_copy_ = token.is("copy");
        }
        if (!is_create_ || named_) return;
        is_trigger_ = token.is("trigger");
        is_rule_ = token.is("rule");
        constexpr std::string_view before[] = {"create", "or", "replace", "temp", "temporary", "constraint"};
        named_ = std::none_of(std::begin(before), std::end(before), [&](auto word) { return token.is(word); });
    }

    // The rule of sqlite.org/c3ref/complete.html: only an `end` behind a semicolon ends it, and no `case … end` is one.
    void see_in_trigger(const sql_token& token) noexcept {
        if (token.is("begin") && !last_.is('.')) in_trigger_ = true;
        if (token.is("end") && last_.is(';')) in_trigger_ = false;
    }

    // PostgreSQL manual, CREATE FUNCTION, sql_body.
    void see_body(const sql_token& token) noexcept {
        if (last_.is('.') || last_.is("as")) return;  // a column may be called so
        const bool opens = last_.is("begin") && token.is("atomic");
        if (opens || (body_depth_ > 0 && token.is("case"))) ++body_depth_;
        if (body_depth_ > 0 && token.is("end")) --body_depth_;
    }

    sql_token last_{};
    std::size_t number_ = 0;  // of the next token, from 0
    std::size_t depth_ = 0;   // of parentheses
    std::size_t body_depth_ = 0;
    bool is_create_ = false;
    bool named_ = false;  // what it creates
    bool is_trigger_ = false;
    bool in_trigger_ = false;
    bool is_rule_ = false;
    bool is_copy_ = false;
    bool takes_rows_ = false;
};

void set_fault(script_piece& in, script_fault what, std::size_t offset) noexcept {
    if (in.fault != script_fault::none) return;
    in.fault = what;
    in.fault_offset = offset;
}

bool is_line_end(char c) noexcept { return c == '\n' || c == '\r'; }

}  // namespace

void script_reader::check(const sql_token& token, script_piece& in) const noexcept {
    if (!token.closed) set_fault(in, script_fault::open_quote, token.offset);
    const bool begins_line = token.offset == 0 || is_line_end(script_[token.offset - 1]);
    const bool begins_statement = token.offset == in.offset;
    if (token.is('\\') || (token.is('.') && begins_line && begins_statement))
        set_fault(in, script_fault::client_command, token.offset);
}

// psql: from the next line on, up to a line that is `\.`.
void script_reader::take_rows(script_piece& to) noexcept {
    const auto line_end = [&](std::size_t from) { return std::min(script_.find('\n', from), script_.size()); };
    std::size_t end = line_end(at_);
    const std::string_view rest = script_.substr(at_, end - at_);
    if (!std::all_of(rest.begin(), rest.end(), is_space)) set_fault(to, script_fault::text_before_rows, at_);
    to.has_rows = true;
    const std::size_t first = std::min(end + 1, script_.size());
    for (std::size_t at = first; at < script_.size(); at = end + 1) {
        end = line_end(at);
        std::string_view line = script_.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line != "\\.") continue;
        to.rows = script_.substr(first, at - first);
        at_ = std::min(end + 1, script_.size());
        return;
    }
    set_fault(to, script_fault::open_rows, to.offset);
    to.rows = script_.substr(first);
    at_ = script_.size();
}

script_piece script_reader::next() noexcept {
    using kind = sql_token::kind;
    script_piece result;
    const std::size_t start = at_;
    sql_token token = tokens_.next();
    while (token.is(';')) token = tokens_.next();
    result.offset = token.offset;
    std::size_t end = token.offset;
    statement_shape shape;
    for (; token.what != kind::end && (!token.is(';') || shape.is_open()); token = tokens_.next()) {
        check(token, result);
        shape.see(token);
        end = token.end();
    }
    at_ = token.end();
    if (tokens_.open_comment() != std::string_view::npos)
        set_fault(result, script_fault::open_comment, tokens_.open_comment());
    if (shape.is_open()) set_fault(result, script_fault::open_body, result.offset);
    result.statement = script_.substr(result.offset, end - result.offset);
    if (shape.takes_rows()) {
        take_rows(result);
        tokens_.go_on_at(at_);
    }
    result.all = script_.substr(start, at_ - start);
    return result;
}

}  // namespace rowan::detail
