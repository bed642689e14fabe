#include "sqlite_table_text.hpp"

#include <rowan/session/error.hpp>

#include <algorithm>
#include <array>

namespace rowan::detail {

class sqlite_table_text::reader {
public:
    explicit reader(sqlite_table_text& to) : to_(to), tokens_(sqlite_tokens(to.text_)) { advance(); }
    /// False where the text is something else.
    bool read();

private:
    void advance() noexcept {
        end_ = token_.offset + token_.text.size();
        token_ = tokens_.next();
    }
    bool at_end() const noexcept { return token_.what == sql_token::kind::end; }
    bool take(std::string_view word) {
        if (!token_.is(word)) return false;
        advance();
        return true;
    }
    void skip_group() {
        if (!token_.is('(')) return;
        tokens_.skip_parentheses();
        advance_past_group();
    }
    // The token at hand is still the `(`; the stream stands behind its `)`.
    void advance_past_group() noexcept {
        end_ = tokens_.position();
        token_ = tokens_.next();
    }
    std::vector<std::string> take_columns();
    bool is_clause() const noexcept;
    bool is_table_constraint() const noexcept;

    void read_definition();
    void read_type(definition& of);
    void read_clause(definition& in);
    void read_rule(clause& of, const definition& in);
    void read_references(clause& of);
    void skip_conflict();

    sqlite_table_text& to_;
    sql_tokens tokens_;
    sql_token token_;
    std::size_t end_ = 0;  // of the token before
};

namespace {
template <std::size_t N>
bool any_of(const sql_token& token, const std::array<std::string_view, N>& words) noexcept {
    return std::any_of(words.begin(), words.end(), [&](auto word) { return token.is(word); });
}
}  // namespace

bool sqlite_table_text::reader::is_clause() const noexcept {
    constexpr std::array<std::string_view, 11> words{"constraint", "primary",   "unique",  "not",
                                                     "null",       "check",     "default", "collate",
                                                     "references", "generated", "as"};
    return any_of(token_, words);
}

bool sqlite_table_text::reader::is_table_constraint() const noexcept {
    constexpr std::array<std::string_view, 5> words{"constraint", "primary", "unique", "check", "foreign"};
    return any_of(token_, words);
}

bool sqlite_table_text::reader::read() {
    if (!take("create")) return false;
    if (!take("temp")) take("temporary");
    if (!take("table")) return false;
    if (take("if")) take("not"), take("exists");
    to_.name_ = token_.name();
    to_.name_begin_ = token_.offset;
    advance();
    to_.name_end_ = end_;
    if (!token_.is('(')) return false;
    advance();
    while (!at_end() && !token_.is(')')) {
        read_definition();
        if (token_.is(',')) advance();
    }
    return !at_end() && !to_.definitions_.empty();
}

void sqlite_table_text::reader::read_definition() {
    definition& added = to_.definitions_.emplace_back();
    added.begin = token_.offset;
    const bool column = !is_table_constraint();
    if (column) {
        added.column = token_.name();
        advance();
        read_type(added);
    }
    while (!at_end() && !token_.is(',') && !token_.is(')')) read_clause(added);
    added.end = end_;
}

void sqlite_table_text::reader::read_type(definition& of) {
    of.type_begin = of.type_end = end_;
    if (at_end() || token_.is(',') || token_.is(')') || is_clause()) return;
    of.type_begin = token_.offset;
    while (!at_end() && !token_.is(',') && !token_.is(')') && !is_clause()) {
        if (token_.is('(')) {
            skip_group();
        } else {
            advance();
        }
    }
    of.type_end = end_;
}

void sqlite_table_text::reader::read_clause(definition& in) {
    clause added;
    added.begin = token_.offset;
    if (take("constraint")) {
        added.name = token_.name();
        added.name_begin = token_.offset;
        advance();
        added.name_end = end_;
    }
    added.body = token_.offset;
    read_rule(added, in);
    added.end = end_;
    in.clauses.push_back(std::move(added));
}

void sqlite_table_text::reader::read_rule(clause& of, const definition& in) {
    if (!in.column.empty()) of.columns = {in.column};
    const auto key = [&](rule what) {
        of.what = what;
        if (in.column.empty()) of.columns = take_columns();
        if (!take("asc")) take("desc");
        skip_conflict();
        take("autoincrement");
    };
    if (take("primary")) {
        take("key");
        key(rule::primary_key);
    } else if (take("unique")) {
        key(rule::unique);
    } else if (take("not")) {
        of.what = rule::not_null;
        take("null");
        skip_conflict();
    } else if (take("null")) {
        of.what = rule::null;
        skip_conflict();
    } else if (take("check")) {
        of.what = rule::check;
        skip_group();
        skip_conflict();
    } else if (take("default")) {
        of.what = rule::fallback;
        if (token_.is('+') || token_.is('-')) advance();
        if (token_.is('(')) {
            skip_group();
        } else {
            const bool blob = take("x");  // x'00ff'
            if (!blob || token_.what == sql_token::kind::string) advance();
        }
    } else if (take("collate")) {
        of.what = rule::collate;
        advance();
    } else if (take("foreign")) {
        take("key");
        of.columns = take_columns();
        take("references");
        read_references(of);
    } else if (take("references")) {
        read_references(of);
    } else if (take("generated") || token_.is("as")) {
        of.what = rule::generated;
        take("always");
        take("as");
        skip_group();
        if (!take("stored")) take("virtual");
    } else if (token_.is('(')) {
        skip_group();
    } else {
        advance();  // what SQLite took and this does not know stays where it is
    }
}

void sqlite_table_text::reader::read_references(clause& of) {
    of.what = rule::foreign_key;
    of.parent = token_.name();
    advance();
    skip_group();
    for (;;) {
        if (take("on")) {  // delete | update
            advance();
            if (take("set") || take("no")) {
                advance();
            } else {
                advance();
            }
        } else if (take("match")) {
            advance();
        } else if (token_.is("deferrable") || token_.is("not")) {
            sql_tokens rest = tokens_;
            if (token_.is("not") && !rest.next().is("deferrable")) return;
            take("not");
            advance();
            if (take("initially")) advance();
        } else {
            return;
        }
    }
}

void sqlite_table_text::reader::skip_conflict() {
    if (!token_.is("on")) return;
    advance();  // on
    advance();  // conflict
    advance();
}

std::vector<std::string> sqlite_table_text::reader::take_columns() {
    std::vector<std::string> result;
    if (!token_.is('(')) return result;
    sql_tokens list = sqlite_tokens(tokens_.skip_parentheses());
    for (bool first = true;; first = false) {
        auto token = list.next();
        if (token.what == sql_token::kind::end) break;
        if (token.is('(')) list.skip_parentheses();
        if (!first && !token.is(',')) continue;
        if (!first) token = list.next();
        result.push_back(token.name());
    }
    advance_past_group();
    return result;
}

sqlite_table_text::sqlite_table_text(std::string text) : text_(std::move(text)) {
    if (!reader(*this).read()) throw usage_error("this is no table that can be made anew: " + text_);
}

std::string sqlite_table_text::words(const clause& of) const {
    return normalised(std::string_view(text_).substr(of.body, of.end - of.body));
}

auto sqlite_table_text::find_column(std::string_view name) const noexcept -> const definition* {
    for (const definition& each : definitions_) {
        if (!each.column.empty() && same_name(each.column, name)) return &each;
    }
    return nullptr;
}

auto sqlite_table_text::places() const -> std::vector<place> {
    std::vector<place> result;
    for (std::size_t i = 0; i != definitions_.size(); ++i) {
        for (std::size_t j = 0; j != definitions_[i].clauses.size(); ++j) result.push_back({i, j});
    }
    return result;
}

bool sqlite_table_text::mentions(const clause& in, std::string_view name) const {
    if (in.what == rule::check || in.what == rule::generated)
        return has_name(std::string_view(text_).substr(in.body, in.end - in.body), name);
    return std::any_of(in.columns.begin(), in.columns.end(), [&](const auto& one) { return same_name(one, name); });
}

bool sqlite_table_text::has_word(std::string_view lower_case) const {
    sql_tokens tokens = sqlite_tokens(text_);
    for (auto token = tokens.next(); token.what != sql_token::kind::end; token = tokens.next()) {
        if (token.is(lower_case)) return true;
    }
    return false;
}

void sqlite_table_text::replace(std::size_t begin, std::size_t end, std::string_view by) {
    std::string changed = text_;
    changed.replace(begin, end - begin, by);
    *this = sqlite_table_text(std::move(changed));
}

void sqlite_table_text::set_options(bool strict, bool without_rowid) {
    sql_tokens tokens = sqlite_tokens(text_);
    while (!tokens.next().is('(')) continue;
    tokens.skip_parentheses();
    std::string changed = text_.substr(0, tokens.position());
    if (strict) changed += " strict";
    if (without_rowid) changed += strict ? ", without rowid" : " without rowid";
    *this = sqlite_table_text(std::move(changed));
}

// A rule may call its own table by name (`check (tasks.a > 0)`), which is another one then: its columns need no table.
void sqlite_table_text::rename(std::string_view to) {
    std::string changed = text_.substr(0, name_begin_) + quoted(to);
    std::size_t kept = name_end_;
    sql_tokens tokens = sqlite_tokens(text_);
    sql_token before;
    for (auto token = tokens.next(); token.what != sql_token::kind::end; before = token, token = tokens.next()) {
        if (!token.is('.') || before.offset < name_end_ || !same_name(before.name(), name_)) continue;
        changed.append(text_, kept, before.offset - kept);
        kept = token.offset + 1;
    }
    changed.append(text_, kept);
    *this = sqlite_table_text(std::move(changed));
}

// Columns stand before constraints.
void sqlite_table_text::add_column(std::string_view added) {
    std::size_t after = 0;
    for (const auto& each : definitions_) {
        if (!each.column.empty()) after = each.end;
    }
    replace(after, after, ",\n    " + std::string(added));
}

void sqlite_table_text::add_constraint(std::string_view added) {
    const std::size_t after = definitions_.back().end;
    replace(after, after, ",\n    " + std::string(added));
}

void sqlite_table_text::add_clause(std::string_view column, std::string_view added) {
    const std::size_t after = find_column(column)->end;
    replace(after, after, ' ' + std::string(added));
}

void sqlite_table_text::set_type(std::string_view column, std::string_view type) {
    const definition& of = *find_column(column);
    replace(of.type_begin, of.type_end, of.type_begin == of.type_end ? ' ' + std::string(type) : std::string(type));
}

void sqlite_table_text::rename_clause(place which, std::string_view to) {
    const clause& of = at(which);
    replace(of.name_begin, of.name_end, quoted(to));
}

void sqlite_table_text::remove(place which) {
    const definition& in = definitions_[which.definition];
    if (in.column.empty() && in.clauses.size() == 1) return remove_definition(which.definition);
    replace(at(which).begin, at(which).end, "");
}

void sqlite_table_text::remove_column(std::string_view name) {
    remove_definition(static_cast<std::size_t>(find_column(name) - definitions_.data()));
}

// With the comma before it, or behind it where it is the first.
void sqlite_table_text::remove_definition(std::size_t number) {
    if (definitions_.size() == 1) throw usage_error("the last column of a table cannot be dropped");
    if (number == 0) return replace(definitions_[0].begin, definitions_[1].begin, "");
    replace(definitions_[number - 1].end, definitions_[number].end, "");
}

std::string normalised(std::string_view sql) {
    std::string result;
    sql_tokens tokens = sqlite_tokens(sql);
    for (auto token = tokens.next(); token.what != sql_token::kind::end; token = tokens.next()) {
        if (!result.empty()) result += ' ';
        const bool word = token.what == sql_token::kind::word;
        for (const char c : token.text) result += word && c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

bool has_name(std::string_view sql, std::string_view name) {
    sql_tokens tokens = sqlite_tokens(sql);
    for (auto token = tokens.next(); token.what != sql_token::kind::end; token = tokens.next()) {
        const bool names = token.what == sql_token::kind::word || token.what == sql_token::kind::identifier;
        if (names && same_name(token.name(), name)) return true;
    }
    return false;
}

std::string in_schema(std::string_view sql, std::string_view schema, std::string_view name) {
    constexpr std::array<std::string_view, 11> before{"create", "temp", "temporary", "unique", "table", "trigger",
                                                      "index",  "view", "if",        "not",    "exists"};
    sql_tokens tokens = sqlite_tokens(sql);
    auto token = tokens.next();
    while (token.what == sql_token::kind::word && any_of(token, before)) token = tokens.next();
    std::string result(sql.substr(0, token.offset));
    result.append(quoted(schema)).append(".");
    if (name.empty()) return result.append(sql.substr(token.offset));
    return result.append(quoted(name)).append(sql.substr(token.offset + token.text.size()));
}

}  // namespace rowan::detail
