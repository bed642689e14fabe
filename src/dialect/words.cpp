#include "dialect/words.hpp"

#include <algorithm>

namespace rowan::sql_words {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter(char c) {
    // Everything beyond ASCII may stand in a name.
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool same_word(std::string_view left, std::string_view lower) {
    return std::equal(left.begin(), left.end(), lower.begin(), lower.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

std::size_t end_of(std::string_view sql, std::size_t from, std::string_view closing) {
    const auto found = sql.find(closing, from);
    return found == std::string_view::npos ? sql.size() : found + closing.size();
}

// The end of the token that starts at `at`. A doubled quote makes two strings that touch, which does no harm here.
std::size_t token_end(std::string_view sql, std::size_t at) {
    const char first = sql[at];
    if (first == '\'' || first == '"' || first == '`') return end_of(sql, at + 1, sql.substr(at, 1));
    if (first == '[') return end_of(sql, at + 1, "]");
    if (sql.substr(at, 2) == "--") return end_of(sql, at, "\n");
    if (sql.substr(at, 2) == "/*") return end_of(sql, at + 2, "*/");
    std::size_t end = at;
    while (end != sql.size() && (is_letter(sql[end]) || is_digit(sql[end]) || sql[end] == '$')) ++end;
    return std::max(end, at + 1);
}

bool is_string(std::string_view sql) {
    if (sql.size() < 2 || sql.front() != '\'') return false;
    for (std::size_t at = 0; at != sql.size(); at = token_end(sql, at)) {
        if (sql[at] != '\'') return false;
    }
    return true;
}

bool is_number(std::string_view sql) {
    if (!sql.empty() && (sql.front() == '-' || sql.front() == '+')) sql.remove_prefix(1);
    return !sql.empty() && is_digit(sql.back()) && sql.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

bool is_constant(std::string_view sql) {
    if (!sql.empty() && (sql.front() == 'x' || sql.front() == 'X') && is_string(sql.substr(1))) return true;
    return is_string(sql) || is_number(sql) || same_word(sql, "null") || same_word(sql, "true") ||
           same_word(sql, "false");
}

bool is_enclosed(std::string_view sql) {
    if (sql.empty() || sql.front() != '(') return false;
    int depth = 0;
    for (std::size_t at = 0; at != sql.size(); at = token_end(sql, at)) {
        if (sql[at] == '(') ++depth;
        if (sql[at] == ')' && --depth == 0) return at + 1 == sql.size();
    }
    return false;
}

std::string replace_value(std::string_view sql, std::string_view by) {
    std::string result;
    for (std::size_t at = 0; at != sql.size();) {
        const std::size_t end = token_end(sql, at);
        const std::string_view token = sql.substr(at, end - at);
        result += same_word(token, "value") ? by : token;
        at = end;
    }
    return result;
}

std::string_view on_conflict(schema::conflict_action what) {
    switch (what) {
        case schema::conflict_action::abort: return {};
        case schema::conflict_action::rollback: return " on conflict rollback";
        case schema::conflict_action::fail: return " on conflict fail";
        case schema::conflict_action::ignore: return " on conflict ignore";
        case schema::conflict_action::replace: return " on conflict replace";
    }
    return {};
}

}  // namespace rowan::sql_words
