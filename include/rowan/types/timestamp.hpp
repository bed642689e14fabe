#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan {

/// An instant in UTC with microseconds: `timestamptz` on PostgreSQL, ISO 8601 text on SQLite. Years 1 to 9999, and
/// PostgreSQL's `infinity` and `-infinity`. Conversions to and from `std::chrono` are in `rowan/types/chrono.hpp`.
struct timestamp {
    std::int64_t microseconds_since_epoch = 0;

    ROWAN_EXPORT static timestamp now();
    static constexpr timestamp infinity() noexcept { return {std::numeric_limits<std::int64_t>::max()}; }
    static constexpr timestamp negative_infinity() noexcept { return {std::numeric_limits<std::int64_t>::min()}; }
    constexpr bool is_finite() const noexcept { return *this != infinity() && *this != negative_infinity(); }

    /// ISO 8601: `YYYY-MM-DD`, then `T` or a blank, `hh:mm:ss`, a fraction of up to six digits or none, then `Z`,
    /// `±hh`, `±hh:mm` or nothing, which means UTC. Also `infinity` and `-infinity`. Throws mapping_error on anything
    /// else.
    ROWAN_EXPORT static timestamp parse(std::string_view text);

    /// `YYYY-MM-DDThh:mm:ss.ffffffZ`, always 27 characters, so that text sorts as time does; or `infinity`,
    /// `-infinity`.
    ROWAN_EXPORT std::string to_string() const;
    static constexpr std::size_t max_text = 27;
    /// Writes `to_string()` to `to` (`max_text` characters at the most) and returns its length. Throws mapping_error
    /// for years outside 1 to 9999.
    ROWAN_EXPORT std::size_t to_chars(char* to) const;

    friend constexpr auto operator<=>(const timestamp&, const timestamp&) = default;
    friend constexpr bool operator==(const timestamp&, const timestamp&) = default;
};

}  // namespace rowan
