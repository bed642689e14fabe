#pragma once

#include <cstdint>

#include "digits.hpp"

/// The proleptic Gregorian calendar as arithmetic. Years are counted from March, so that the leap day is a year's last.
namespace rowan::calendar {

struct civil {
    std::int64_t year;
    unsigned month;
    unsigned day;
};

constexpr bool is_leap(int year) noexcept { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr unsigned days_in_month(int year, unsigned month) noexcept {
    if (month == 2) return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Within the years 1 to 9999, where the text forms have four digits for it.
constexpr bool is_valid(int year, unsigned month, unsigned day) noexcept {
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

inline constexpr std::int32_t epoch = 719468;          // 1970-01-01, counted from 0000-03-01
inline constexpr std::int32_t days_in_cycle = 146097;  // the calendar repeats itself after 400 years

/// Days since 1970-01-01 of a valid day.
constexpr std::int32_t to_days(int year, unsigned month, unsigned day) noexcept {
    const int y = month > 2 ? year : year - 1;
    const int m = static_cast<int>(month > 2 ? month - 3 : month + 9);
    // 153 days in five months, from March on: 31, 30, 31, 30, 31.
    return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + static_cast<int>(day) - 1 - epoch;
}

/// The day that is `n` after 0000-03-01, in years counted from there; `Number` must hold four times as many days.
template <class Number>
constexpr civil from_march(Number n) noexcept {
    const Number century = (4 * n + 3) / days_in_cycle;
    const Number in_century = n - century * days_in_cycle / 4;
    const Number y = (4 * in_century + 3) / 1461;
    const auto in_year = static_cast<unsigned>(in_century - y * 1461 / 4);
    const unsigned m = (5 * in_year + 2) / 153;
    const Number year = century * 100 + y + (m >= 10 ? 1 : 0);
    return {static_cast<std::int64_t>(year), m < 10 ? m + 3 : m - 9, in_year - (153 * m + 2) / 5 + 1};
}

/// The day `days` after 1970-01-01; any `days` will do.
constexpr civil from_days(std::int32_t days) noexcept {
    constexpr std::int64_t cycles = 16000;  // lifts every 32-bit day above zero
    civil result = from_march(static_cast<std::uint64_t>(std::int64_t{days} + epoch + cycles * days_in_cycle));
    result.year -= 400 * cycles;
    return result;
}

/// Reads `YYYY-MM-DD` from 10 characters; false where that is no day.
constexpr bool read(const char* from, std::int32_t& days) noexcept {
    const auto year = static_cast<int>(digits::four(from));
    const unsigned month = digits::two(from + 5);
    const unsigned day = digits::two(from + 8);
    if (from[4] != '-' || from[7] != '-' || !is_valid(year, month, day)) return false;
    days = to_days(year, month, day);
    return true;
}

/// Writes the 10 characters of a day between date::first() and date::last().
constexpr void write(char* to, std::int32_t days) noexcept {
    const civil parts = from_march(static_cast<std::uint32_t>(days + epoch));
    digits::put_four(to, static_cast<unsigned>(parts.year));
    to[4] = '-';
    digits::put_two(to + 5, parts.month);
    to[7] = '-';
    digits::put_two(to + 8, parts.day);
}

}  // namespace rowan::calendar
