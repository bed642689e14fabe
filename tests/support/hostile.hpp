#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::test {

/// Calls `f` with `text` spoilt in many ways: cut, with octets changed, doubled and left out, and with noise. Always
/// the same ones.
template <class F>
void for_each_mutation(const std::string& text, F&& f) {
    std::mt19937 random(20240229);
    const auto below = [&](std::size_t end) { return static_cast<std::size_t>(random()) % end; };
    const auto octet = [&] { return static_cast<char>(random()); };
    for (std::size_t i = 0; i <= text.size(); ++i) f(std::string_view(text).substr(0, i));
    for (int round = 0; round != 20'000; ++round) {
        std::string spoilt = text;
        for (std::size_t changes = 1 + below(3); changes != 0 && !spoilt.empty(); --changes) {
            const std::size_t at = below(spoilt.size());
            switch (below(4)) {
                case 0: spoilt[at] = octet(); break;
                case 1: spoilt[at] = text[below(text.size())]; break;
                case 2: spoilt.erase(at, 1 + below(3)); break;
                default: {
                    const std::size_t from = below(spoilt.size());
                    spoilt.insert(at, spoilt.substr(from, below(8)));
                }
            }
        }
        f(std::string_view(spoilt));
    }
    for (int round = 0; round != 2'000; ++round) {
        std::string noise(below(2 * text.size() + 2), '\0');
        for (char& one : noise) one = octet();
        f(std::string_view(noise));
    }
}

/// Texts that would do harm where they were taken for SQL, or spoilt on their way.
inline const std::vector<std::string>& hostile_texts() {
    static const std::vector<std::string> all{"",
                                              " ",
                                              "'",
                                              "''",
                                              "\"",
                                              "\\",
                                              "\\'",
                                              "'; drop table customers; --",
                                              "\"; drop table customers; --",
                                              "') or 1=1 --",
                                              ":name",
                                              "::text",
                                              "$1",
                                              "$$",
                                              "$a$",
                                              "?",
                                              "?1",
                                              "%",
                                              "_",
                                              "{}",
                                              "{a,b}",
                                              "[1,2]",
                                              "null",
                                              "NULL",
                                              "/*",
                                              "*/",
                                              "--",
                                              "\n",
                                              "\r\n",
                                              "\t",
                                              "\x01",
                                              "\x7f",
                                              "{\"a\":1}",
                                              "\\x00",
                                              "\\u0000",
                                              "\xc3\xa4",
                                              "\xe2\x80\xa8",
                                              "\xf0\x9f\x8c\xb3",
                                              "E'\\''",
                                              std::string(70'000, '\''),
                                              "a,b",
                                              "\"a\"",
                                              "{\"",
                                              "]"};
    return all;
}

}  // namespace rowan::test
