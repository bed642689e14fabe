#include "sqlite_object_text.hpp"

#include "dialect/words.hpp"
#include "sqlite_text.hpp"

namespace rowan::detail {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

// A key says in the end in which order it is.
std::string_view without_order(std::string_view key) {
    std::size_t end = key.size();
    sql_tokens tokens = sqlite_tokens(key);
    for (sql_token token = tokens.next(); token.what != sql_token::kind::end; token = tokens.next())
        end = token.is("asc") || token.is("desc") ? token.offset : token.end();
    return key.substr(0, end);
}

std::vector<std::string> keys_of(std::string_view list) {
    std::vector<std::string> result;
    sql_tokens tokens = sqlite_tokens(list);
    std::size_t begin = 0;
    for (;;) {
        const sql_token token = tokens.next();
        const bool ends = token.what == sql_token::kind::end;
        if (ends || token.is(',')) {
            result.push_back(bare(without_order(list.substr(begin, token.offset - begin))));
            begin = token.end();
        }
        if (ends) return result;
        if (token.is('(')) tokens.skip_parentheses();
    }
}

sql_tokens behind(std::string_view sql, std::string_view word) {
    sql_tokens tokens = sqlite_tokens(sql);
    for (sql_token token = tokens.next(); token.what != sql_token::kind::end && !token.is(word);) token = tokens.next();
    return tokens;
}

}  // namespace

std::string bare(std::string_view expression) {
    expression = trimmed(expression);
    while (sql_words::is_enclosed(expression)) expression = trimmed(expression.substr(1, expression.size() - 2));
    return std::string(expression);
}

sqlite_index_text::sqlite_index_text(std::string_view sql) {
    sql_tokens tokens = sqlite_tokens(sql);
    sql_token token = tokens.next();
    while (token.what != sql_token::kind::end && !token.is('(')) token = tokens.next();
    if (token.what == sql_token::kind::end) return;
    keys = keys_of(tokens.skip_parentheses());
    if (tokens.next().is("where")) where = trimmed(sql.substr(tokens.position()));
}

schema::view sqlite_view(std::string name, std::string_view sql) {
    schema::view result;
    result.name = std::move(name);
    sql_tokens tokens = behind(sql, "view");
    tokens.next();  // its name
    sql_token token = tokens.next();
    if (token.is('(')) {
        result.columns = keys_of(tokens.skip_parentheses());
        for (std::string& each : result.columns) each = sqlite_tokens(each).next().name();
        token = tokens.next();
    }
    result.query = std::string(trimmed(sql.substr(token.end())));
    return result;
}

schema::trigger sqlite_trigger(std::string name, std::string table, std::string_view sql) {
    schema::trigger result;
    result.name = std::move(name);
    result.table = std::move(table);
    sql_tokens tokens = behind(sql, "trigger");
    const std::size_t begin = tokens.next().end();  // of its name
    sql_token token = tokens.next();
    while (token.what != sql_token::kind::end && !token.is("on")) token = tokens.next();
    result.event = std::string(trimmed(sql.substr(begin, token.offset - begin)));
    result.action = std::string(trimmed(sql.substr(tokens.next().end())));
    return result;
}

}  // namespace rowan::detail
