#pragma once

#include <rowan/types/uuid.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace music_shop {

/// The same numbers on every system, which std's distributions do not promise.
class random {
public:
    explicit constexpr random(std::uint64_t seed) noexcept : state_(seed) {}

    /// SplitMix64, by Sebastiano Vigna.
    constexpr std::uint64_t next() noexcept {
        std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15u;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
        return mixed ^ (mixed >> 31);
    }
    /// 0 to `end` - 1.
    constexpr std::size_t below(std::size_t end) noexcept { return static_cast<std::size_t>(next() % end); }
    /// As `below`, but the small ones come far more often.
    constexpr std::size_t mostly_low(std::size_t end) noexcept { return below(below(end) + 1); }
    constexpr bool chance(unsigned percent) noexcept { return below(100) < percent; }

    template <class List>
    const auto& pick(const List& from) noexcept {
        return from[below(std::size(from))];
    }

    rowan::uuid uuid() noexcept;

private:
    std::uint64_t state_;
};

// Names are put together from words and syllables, so that none is anybody's.
std::string person_name(random& from);
std::string artist_name(random& from);
std::string company_name(random& from);
std::string city_name(random& from);
/// Of a track or an album.
std::string title(random& from);
std::string_view country(random& from);

}  // namespace music_shop
