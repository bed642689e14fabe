#include "sql_summary.hpp"

#include "dialect/sql_tokens.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace rowan::detail {
namespace {
using kind = sql_token::kind;

constexpr std::size_t longest_read = 4096;
constexpr std::size_t most_tables = 8;

bool is_one_of(const sql_token& token, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view one) { return token.is(one); });
}

std::string in_capitals(std::string_view word) {
    std::string result(word);
    for (char& c : result) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return result;
}

/// Walks once through a text, looking for what follows the words before a table's name.
class summary_reader {
public:
    summary_reader(std::string_view sql, const capabilities& of) : tokens_(sql.substr(0, longest_read), of) {}

    sql_summary read() {
        sql_token token = tokens_.next();
        while (token.is('(')) token = tokens_.next();
        if (token.is("with")) token = main_verb();
        if (token.what != kind::word) return {};
        result_.operation = in_capitals(token.text);
        if (is_one_of(token, {"create", "drop", "alter"})) {
            definition();
        } else {
            const bool copies = token.is("copy");
            if (copies || token.is("update")) name(tokens_.next());
            if (!copies) rest();
        }
        finish();
        return result_;
    }

private:
    // The names of common table expressions are no tables.
    sql_token main_verb() {
        for (;;) {
            sql_token token = tokens_.next();
            if (token.what == kind::end) return token;
            if (is_one_of(token, {"select", "insert", "update", "delete", "merge", "values"})) return token;
            if (token.is('(')) tokens_.skip_parentheses();
            if (token.what == kind::word || token.what == kind::identifier) hidden_.push_back(token.name());
        }
    }

    void definition() {
        sql_token token = tokens_.next();
        while (is_one_of(token, {"temporary", "temp", "unique", "or", "replace", "unlogged", "materialized"}))
            token = tokens_.next();
        if (token.what != kind::word) return;
        result_.operation += ' ' + in_capitals(token.text);
        if (!token.is("table")) return;
        for (token = tokens_.next(); is_one_of(token, {"if", "not", "exists", "only"});) token = tokens_.next();
        name(token);
    }

    void rest() {
        int listed = -1;  // in a list of tables, at this depth
        int depth = 0;
        for (sql_token token = tokens_.next(); token.what != kind::end; token = tokens_.next()) {
            depth += token.is('(') ? 1 : token.is(')') ? -1 : 0;
            const bool starts = is_one_of(token, {"from", "join", "into", "using"});
            if (starts) listed = depth;
            if (!starts &&
                is_one_of(token, {"where", "set", "values", "on", "group", "order", "limit", "select", "returning"}))
                listed = -1;
            if (starts || (listed == depth && token.is(','))) name(tokens_.next(), &depth);
        }
    }

    // `one` and what follows it after dots; a parenthesis is no name.
    void name(sql_token one, int* depth = nullptr) {
        if (one.is("only") || one.is("lateral")) one = tokens_.next();
        if (one.is('(') && depth != nullptr) ++*depth;
        if ((one.what != kind::word && one.what != kind::identifier) || one.is("select")) return;
        std::string full = one.name();
        std::size_t behind = tokens_.position();
        sql_token next = tokens_.next();
        while (next.is('.')) {
            full += '.' + tokens_.next().name();
            behind = tokens_.position();
            next = tokens_.next();
        }
        tokens_.go_on_at(behind);
        const bool is_call = next.is('(') && result_.operation == "SELECT";
        if (is_call || std::find(hidden_.begin(), hidden_.end(), full) != hidden_.end()) return;
        if (tables_.size() < most_tables && std::find(tables_.begin(), tables_.end(), full) == tables_.end())
            tables_.push_back(full);
    }

    void finish() {
        result_.words = result_.operation;
        for (const std::string& one : tables_) result_.words += ' ' + one;
        if (!tables_.empty()) result_.table = tables_.front();
        result_.one_table = tables_.size() == 1 && hidden_.empty();
    }

    sql_tokens tokens_;
    sql_summary result_;
    std::vector<std::string> tables_;
    std::vector<std::string> hidden_;
};

// The number of a parameter belongs to its `$`, or `?`.
template <class See>
void each_token(std::string_view sql, const capabilities& of, See see) {
    sql_tokens tokens(sql, of);
    sql_token before;
    for (sql_token token = tokens.next(); token.what != kind::end; token = tokens.next()) {
        const bool is_number_of =
            token.what == kind::number && (before.is('$') || before.is('?')) && before.end() == token.offset;
        see(token, is_number_of);
        before = token;
    }
}
}  // namespace

sql_summary summary_of(std::string_view sql, const capabilities& of) { return summary_reader(sql, of).read(); }

std::string without_literals(std::string_view sql, const capabilities& of) {
    std::string result;
    std::size_t copied = 0;
    each_token(sql, of, [&](const sql_token& token, bool is_number_of) {
        if (is_number_of || (token.what != kind::string && token.what != kind::number)) return;
        result += sql.substr(copied, token.offset - copied);
        result += '?';
        copied = token.end();
    });
    return result += sql.substr(copied);
}

bool has_parameters(std::string_view sql, const capabilities& of) {
    bool result = false;
    each_token(sql, of,
               [&](const sql_token& token, bool is_number_of) { result = result || is_number_of || token.is('?'); });
    return result;
}

}  // namespace rowan::detail
