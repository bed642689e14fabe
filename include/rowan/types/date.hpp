#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan {

/// A day of the proleptic Gregorian calendar, without time or zone. Years 1 to 9999; default-constructed it is
/// 1970-01-01.
struct date {
    std::int32_t days_since_epoch = 0;

    static constexpr date first() noexcept { return {-719162}; }  ///< 0001-01-01
    static constexpr date last() noexcept { return {2932896}; }   ///< 9999-12-31

    /// Throws mapping_error where there is no such day.
    ROWAN_EXPORT static date of(int year, unsigned month, unsigned day);
    /// `YYYY-MM-DD`. Throws mapping_error on anything else.
    ROWAN_EXPORT static date parse(std::string_view text);
    /// Today in UTC.
    ROWAN_EXPORT static date today();

    ROWAN_EXPORT int year() const noexcept;
    ROWAN_EXPORT unsigned month() const noexcept;
    ROWAN_EXPORT unsigned day() const noexcept;

    /// `YYYY-MM-DD`.
    ROWAN_EXPORT std::string to_string() const;

    friend constexpr auto operator<=>(const date&, const date&) = default;
    friend constexpr bool operator==(const date&, const date&) = default;
};

}  // namespace rowan
