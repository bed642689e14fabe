#include "sqlite_ddl.hpp"

#include "sqlite_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rowan::detail {
namespace {
using kind = sqlite_constraint::kind;

class table_reader {
public:
    explicit table_reader(std::string_view text) : tokens_(sqlite_tokens(text)) { advance(); }
    std::vector<sqlite_constraint> read();

private:
    void advance() noexcept { token_ = tokens_.next(); }
    bool at_end() const noexcept { return token_.what == sql_token::kind::end; }
    bool take(std::string_view word);
    std::string take_name();
    std::vector<std::string> take_columns();
    bool find_definitions();
    void begin_definition();
    void read_part();
    void read_not();
    void read_key(kind what);
    void read_check();
    void read_references();
    void add(kind what, std::vector<std::string> columns);

    sql_tokens tokens_;
    sql_token token_;
    std::string column_;  // empty in a constraint of the table
    std::string name_;
    std::vector<std::string> foreign_columns_;
    std::vector<sqlite_constraint> found_;
};

bool table_reader::take(std::string_view word) {
    if (!token_.is(word)) return false;
    advance();
    return true;
}

std::string table_reader::take_name() {
    std::string result = token_.name();
    advance();
    return result;
}

// `(a, b collate x desc)`; none where no parenthesis follows.
std::vector<std::string> table_reader::take_columns() {
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
    advance();
    return result;
}

// Up to behind the `(` after the table's name.
bool table_reader::find_definitions() {
    if (!take("create")) return false;
    take("temp") || take("temporary");
    if (!take("table")) return false;
    while (!token_.is('(')) {
        if (at_end() || token_.is("as")) return false;
        advance();
    }
    advance();
    return true;
}

std::vector<sqlite_constraint> table_reader::read() {
    if (!find_definitions()) return {};
    begin_definition();
    while (!at_end() && !token_.is(')')) {
        if (token_.is(',')) {
            advance();
            begin_definition();
        } else {
            read_part();
        }
    }
    return std::move(found_);
}

void table_reader::begin_definition() {
    constexpr std::array<std::string_view, 5> table_constraints{"constraint", "primary", "unique", "check", "foreign"};
    name_.clear();
    column_.clear();
    if (std::none_of(table_constraints.begin(), table_constraints.end(), [&](auto word) { return token_.is(word); }))
        column_ = take_name();
}

void table_reader::read_part() {
    if (take("constraint")) {
        name_ = take_name();
    } else if (take("primary")) {
        read_key(kind::primary_key);
    } else if (take("unique")) {
        read_key(kind::unique);
    } else if (take("check")) {
        read_check();
    } else if (take("not")) {
        read_not();
    } else if (take("foreign")) {
        take("key");
        foreign_columns_ = take_columns();
    } else if (take("references")) {
        read_references();
    } else {
        if (token_.is('(')) tokens_.skip_parentheses();
        advance();
    }
}

void table_reader::read_not() {
    if (take("null")) add(kind::not_null, {column_});
}

void table_reader::read_key(kind what) {
    if (what == kind::primary_key) take("key");
    add(what, column_.empty() ? take_columns() : std::vector{column_});
}

void table_reader::read_check() {
    if (!token_.is('(')) return;
    const auto expression = tokens_.skip_parentheses();
    advance();
    add(kind::check, {});
    found_.back().expression = expression;
}

void table_reader::read_references() {
    add(kind::foreign_key, column_.empty() ? std::exchange(foreign_columns_, {}) : std::vector{column_});
    found_.back().parent = take_name();
    take_columns();
}

void table_reader::add(kind what, std::vector<std::string> columns) {
    found_.push_back({.what = what, .name = std::exchange(name_, {}), .columns = std::move(columns)});
}

// `x`, or the `y` of `x.y`.
std::string qualified_name(sql_tokens& tokens, const sql_token& first) {
    const auto rest = tokens;
    if (tokens.next().is('.')) return tokens.next().name();
    tokens = rest;
    return first.name();
}
}  // namespace

std::vector<sqlite_constraint> constraints_of(std::string_view create_table) {
    return table_reader(create_table).read();
}

std::string target_table(std::string_view sql) {
    sql_tokens tokens = sqlite_tokens(sql);
    auto token = tokens.next();
    if (token.is("with")) {
        while (token.what != sql_token::kind::end && !token.is("insert") && !token.is("replace") &&
               !token.is("update") && !token.is("delete")) {
            if (token.is('(')) tokens.skip_parentheses();
            token = tokens.next();
        }
    }
    if (!token.is("insert") && !token.is("replace") && !token.is("update") && !token.is("delete")) return {};
    token = tokens.next();
    if (token.is("or")) {
        tokens.next();
        token = tokens.next();
    }
    if (token.is("into") || token.is("from")) token = tokens.next();
    return token.what == sql_token::kind::end ? std::string() : qualified_name(tokens, token);
}

}  // namespace rowan::detail
