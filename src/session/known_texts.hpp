#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace rowan::detail {

/// What was found out about SQL texts, each of which is looked into once. Bounded: where a part is full it begins anew,
/// so that texts which came once do not keep out those that come often. For many threads; who looks a text up that is
/// known waits for nobody but the rare one who adds to the same part. `Value` is cheap to copy.
template <class Value>
class known_texts {
public:
    /// `make(sql)` where it is not known; two threads may make the same.
    template <class Make>
    Value of(std::string_view sql, Make make) {
        const place at{sql, std::hash<std::string_view>()(sql)};
        part& in = parts_[at.hash % parts_.size()];
        {
            const std::shared_lock held(in.mutex);
            if (const auto found = in.texts.find(at); found != in.texts.end()) return found->second;
        }
        Value made = make(sql);
        if (sql.size() > longest) return made;
        const std::unique_lock held(in.mutex);
        if (in.texts.size() >= most) in.texts.clear();
        in.texts.emplace(kept{std::string(sql), at.hash}, made);
        return made;
    }

private:
    static constexpr std::size_t most = 256;        // of each part
    static constexpr std::size_t longest = 16'384;  // octets of a text that is kept
    struct place {
        std::string_view text;
        std::size_t hash;
    };
    struct kept {
        std::string text;
        std::size_t hash;
    };
    // A text is read for its hash once, in `of`.
    struct known_hash {
        using is_transparent = void;
        std::size_t operator()(const place& of) const noexcept { return of.hash; }
        std::size_t operator()(const kept& of) const noexcept { return of.hash; }
    };
    struct same_text {
        using is_transparent = void;
        template <class Left, class Right>
        bool operator()(const Left& left, const Right& right) const noexcept {
            return left.hash == right.hash && std::string_view(left.text) == std::string_view(right.text);
        }
    };
    struct part {
        std::shared_mutex mutex;
        std::unordered_map<kept, Value, known_hash, same_text> texts;
    };
    std::array<part, 16> parts_;
};

}  // namespace rowan::detail
