#include "url.hpp"

#include <rowan/session/backend.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace rowan::detail {
namespace {
int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}
}  // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i != text.size(); ++i) {
        if (text[i] != '%') {
            result += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0) return std::nullopt;
        result += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return result;
}

std::string decoded(std::string_view text, std::string_view where) {
    auto result = percent_decoded(text);
    if (!result)
        refuse_url(fmt::format("{} has a % without two hexadecimal digits after it (a % itself is %25)", where));
    if (result->find('\0') != std::string::npos) refuse_url(fmt::format("{} holds %00", where));
    return *std::move(result);
}

std::vector<url_option> url_options(std::string_view query) {
    std::vector<url_option> result;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto one = query.substr(0, end);
        const auto equals = std::min(one.find('='), one.size());
        if (!one.empty()) result.push_back({one.substr(0, equals), one.substr(std::min(equals + 1, one.size()))});
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return result;
}

}  // namespace rowan::detail
