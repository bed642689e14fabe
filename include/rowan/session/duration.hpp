#pragma once

#include <compare>
#include <cstdint>

namespace rowan {

/// A length of time in whole milliseconds, made from any of std::chrono's: `200ms`, `std::chrono::minutes(1)`. A part
/// of a millisecond counts as one.
class duration {
public:
    constexpr duration() noexcept = default;
    template <class Chrono>
    requires requires(const Chrono& from) {
        from.count();
        Chrono::period::den;
    }
    // By its members: <chrono> costs every reader of a session more than all the rest of it.
    constexpr duration(const Chrono& from) noexcept
        : milliseconds_(
              rounded_up(static_cast<double>(from.count()) * (static_cast<double>(Chrono::period::num) * 1000.0) /
                         static_cast<double>(Chrono::period::den))) {}
    static constexpr duration of_milliseconds(std::int64_t count) noexcept {
        duration result;
        result.milliseconds_ = count;
        return result;
    }

    constexpr std::int64_t milliseconds() const noexcept { return milliseconds_; }
    friend constexpr bool operator==(const duration&, const duration&) = default;
    friend constexpr auto operator<=>(const duration&, const duration&) = default;

private:
    static constexpr std::int64_t rounded_up(double milliseconds) noexcept {
        constexpr double longest = 1e15;  // thirty thousand years, for those who say max()
        if (milliseconds >= longest) return static_cast<std::int64_t>(longest);
        if (milliseconds <= -longest) return -static_cast<std::int64_t>(longest);
        const auto whole = static_cast<std::int64_t>(milliseconds);
        return static_cast<double>(whole) < milliseconds ? whole + 1 : whole;
    }

    std::int64_t milliseconds_ = 0;
};

}  // namespace rowan
