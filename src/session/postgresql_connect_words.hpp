#pragma once

#include <string>
#include <vector>

struct pg_conn;

namespace rowan::detail::postgresql {

/// What libpq is told to connect, as keywords and values.
class connect_words {
public:
    /// As `like` was made.
    explicit connect_words(const pg_conn* like);

    /// Empty where nothing was said.
    std::string get(const std::string& word) const;
    /// An empty value takes it away.
    void set(const std::string& word, std::string value);

    /// Ends with null, as libpq wants it. Lifetime: until the next change.
    std::vector<const char*> words() const;
    std::vector<const char*> values() const;

private:
    struct pair {
        std::string word;
        std::string value;
    };
    std::vector<pair> pairs_;
};

}  // namespace rowan::detail::postgresql
