#include "postgresql_connect_words.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <memory>

namespace rowan::detail::postgresql {

connect_words::connect_words(const pg_conn* like) {
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfo(const_cast<pg_conn*>(like)),
                                                                               PQconninfoFree);
    for (const PQconninfoOption* one = options.get(); one != nullptr && one->keyword != nullptr; ++one) {
        if (one->val != nullptr && *one->val != '\0') pairs_.push_back({one->keyword, one->val});
    }
}

std::string connect_words::get(const std::string& word) const {
    const auto found = std::find_if(pairs_.begin(), pairs_.end(), [&](const pair& one) { return one.word == word; });
    return found == pairs_.end() ? std::string() : found->value;
}

void connect_words::set(const std::string& word, std::string value) {
    std::erase_if(pairs_, [&](const pair& one) { return one.word == word; });
    if (!value.empty()) pairs_.push_back({word, std::move(value)});
}

std::vector<const char*> connect_words::words() const {
    std::vector<const char*> result;
    for (const pair& one : pairs_) result.push_back(one.word.c_str());
    result.push_back(nullptr);
    return result;
}

std::vector<const char*> connect_words::values() const {
    std::vector<const char*> result;
    for (const pair& one : pairs_) result.push_back(one.value.c_str());
    result.push_back(nullptr);
    return result;
}

}  // namespace rowan::detail::postgresql
