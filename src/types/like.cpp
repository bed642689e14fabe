#include "like.hpp"

#include <rowan/types/error.hpp>

#include <cstddef>

namespace rowan::like {
namespace {
char folded(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

class matcher {
public:
    matcher(std::string_view text, std::string_view pattern, letters compare) noexcept
        : text_(text), pattern_(pattern), fold_(compare == letters::fold_ascii) {}

    // Only the last % needs to be tried further on: whatever an earlier one could reach, this one does.
    bool run() {
        while (!text_ended()) {
            if (!pattern_ended() && pattern_[p_] == '%') {
                if (!pass_wildcards()) return false;
                if (pattern_ended()) return true;
                retry_pattern_ = p_;
                retry_text_ = t_;
            } else if (!pattern_ended() && matches_one()) {
                continue;
            } else if (retry_pattern_ == 0) {
                return false;
            } else {
                t_ = retry_text_;
                pass_character();
                retry_text_ = t_;
                p_ = retry_pattern_;
            }
        }
        while (!pattern_ended() && pattern_[p_] == '%') ++p_;
        return pattern_ended();
    }

private:
    bool text_ended() const noexcept { return t_ == text_.size(); }
    bool pattern_ended() const noexcept { return p_ == pattern_.size(); }
    void pass_character() noexcept {
        do { ++t_; } while (!text_ended() && (static_cast<unsigned char>(text_[t_]) & 0xC0) == 0x80);
    }

    // A run of % and _; false where the text is too short for it.
    bool pass_wildcards() {
        for (; !pattern_ended() && (pattern_[p_] == '%' || pattern_[p_] == '_'); ++p_) {
            if (pattern_[p_] == '%') continue;
            if (text_ended()) return false;
            pass_character();
        }
        if (!pattern_ended()) check_escape();
        return true;
    }

    bool matches_one() {
        check_escape();
        if (pattern_[p_] == '_') {
            pass_character();
            return ++p_, true;
        }
        const std::size_t at = pattern_[p_] == '\\' ? p_ + 1 : p_;
        if (pattern_[at] != text_[t_] && !(fold_ && folded(pattern_[at]) == folded(text_[t_]))) return false;
        p_ = at + 1;
        return ++t_, true;
    }

    void check_escape() const {
        if (pattern_[p_] == '\\' && p_ + 1 == pattern_.size())
            throw mapping_error("LIKE pattern must not end with escape character");
    }

    std::string_view text_;
    std::string_view pattern_;
    bool fold_;
    std::size_t t_ = 0;
    std::size_t p_ = 0;
    std::size_t retry_text_ = 0;
    std::size_t retry_pattern_ = 0;  // behind the last run of wildcards; 0: there was none
};
}  // namespace

bool matches(std::string_view text, std::string_view pattern, letters compare) {
    return matcher(text, pattern, compare).run();
}

}  // namespace rowan::like
