#pragma once

#include <rowan/types/codec.hpp>

#include <chrono>

/// `std::chrono` types as members and parameters. Include it where a described struct has one: `<chrono>` is a costly
/// header.
namespace rowan {

using sys_microseconds = std::chrono::sys_time<std::chrono::microseconds>;

/// What is finer than a microsecond is rounded down.
template <class Duration>
constexpr timestamp to_timestamp(std::chrono::sys_time<Duration> time) {
    return {std::chrono::floor<std::chrono::microseconds>(time).time_since_epoch().count()};
}

/// The infinities become the ends of the clock's range.
constexpr sys_microseconds to_sys_time(timestamp time) {
    return sys_microseconds(std::chrono::microseconds(time.microseconds_since_epoch));
}

/// Throws mapping_error where there is no such day, or it is outside the years 1 to 9999.
inline date to_date(std::chrono::year_month_day from) {
    return date::of(static_cast<int>(from.year()), static_cast<unsigned>(from.month()), static_cast<unsigned>(from.day()));
}

/// Throws mapping_error where the day is outside the years 1 to 9999.
inline date to_date(std::chrono::sys_days from) {
    const date result{static_cast<std::int32_t>(from.time_since_epoch().count())};
    if (result.days_since_epoch != from.time_since_epoch().count() || result < date::first() || result > date::last()) {
        throw mapping_error("a day outside the years 1 to 9999 is no rowan::date");
    }
    return result;
}

constexpr std::chrono::sys_days to_sys_days(date from) {
    return std::chrono::sys_days(std::chrono::days(from.days_since_epoch));
}
constexpr std::chrono::year_month_day to_year_month_day(date from) { return to_sys_days(from); }

template <>
struct codec<sys_microseconds> {
    using stored = timestamp;
    static stored encode(sys_microseconds value) { return to_timestamp(value); }
    static sys_microseconds decode(stored value) { return to_sys_time(value); }
};

template <>
struct codec<std::chrono::sys_days> {
    using stored = date;
    static stored encode(std::chrono::sys_days value) { return to_date(value); }
    static std::chrono::sys_days decode(stored value) { return to_sys_days(value); }
};

template <>
struct codec<std::chrono::year_month_day> {
    using stored = date;
    static stored encode(std::chrono::year_month_day value) { return to_date(value); }
    static std::chrono::year_month_day decode(stored value) { return to_year_month_day(value); }
};

}  // namespace rowan
