#include "schema/mention.hpp"

#include <algorithm>

namespace rowan::schema {

namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool in_word(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::size_t find_mention(std::string_view sql, std::string_view name, std::size_t from) noexcept {
    if (name.empty()) return std::string_view::npos;
    const auto same = [](char a, char b) { return lower(a) == lower(b); };
    for (std::size_t at = from; at <= sql.size(); ++at) {
        const auto found =
            std::search(sql.begin() + static_cast<std::ptrdiff_t>(at), sql.end(), name.begin(), name.end(), same);
        if (found == sql.end()) break;
        at = static_cast<std::size_t>(found - sql.begin());
        const std::size_t behind = at + name.size();
        const bool begins = at == 0 || !in_word(sql[at - 1]) || !in_word(name.front());
        const bool ends = behind == sql.size() || !in_word(sql[behind]) || !in_word(name.back());
        if (begins && ends) return at;
    }
    return std::string_view::npos;
}

bool mentions(std::string_view sql, std::string_view name) noexcept {
    return find_mention(sql, name) != std::string_view::npos;
}

bool mentions(const sql_text& sql, std::string_view name) noexcept {
    return mentions(sql.text(), name) || std::any_of(sql.others().begin(), sql.others().end(),
                                                     [&](const auto& each) { return mentions(each.second, name); });
}

bool mentions(const std::optional<sql_text>& sql, std::string_view name) noexcept {
    return sql && mentions(*sql, name);
}

}  // namespace rowan::schema
