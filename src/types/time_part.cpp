#include "time_part.hpp"

#include <rowan/types/error.hpp>

#include <algorithm>
#include <array>

#include "calendar.hpp"

namespace rowan::time_part {
namespace {
constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

constexpr std::int64_t floor_to(std::int64_t number, std::int64_t unit) noexcept {
    const std::int64_t rest = number % unit;
    return number - (rest < 0 ? rest + unit : rest);
}

struct instant {
    std::int32_t days;
    std::int64_t clock;
    calendar::civil date;
};

constexpr instant split(timestamp from) noexcept {
    const std::int64_t midnight = floor_to(from.microseconds_since_epoch, day);
    const auto days = static_cast<std::int32_t>(midnight / day);
    return {days, from.microseconds_since_epoch - midnight, calendar::from_days(days)};
}

constexpr std::int32_t first_day(std::int64_t year, unsigned month) noexcept {
    return calendar::to_days(static_cast<int>(year), month, 1);
}
constexpr unsigned first_month_of_quarter(unsigned month) noexcept { return (month - 1) / 3 * 3 + 1; }

// The first day of 1970 was a Thursday.
constexpr std::int32_t monday(std::int32_t days) noexcept {
    return static_cast<std::int32_t>(floor_to(std::int64_t{days} + 3, 7) - 3);
}
constexpr std::int64_t iso_day(std::int32_t days) noexcept { return days - monday(days) + 1; }
// A week belongs to the year that has its Thursday.
constexpr std::int64_t iso_week(std::int32_t days) noexcept {
    const std::int32_t thursday = monday(days) + 3;
    return (thursday - first_day(calendar::from_days(thursday).year, 1)) / 7 + 1;
}

struct part {
    std::string_view name;
    std::int64_t (*extract)(const instant&);
    std::int64_t (*begin)(const instant&) = nullptr;  // in microseconds; null where it is no span of time
};

constexpr std::array parts{
    part{"year", [](const instant& in) { return in.date.year; },
         [](const instant& in) { return first_day(in.date.year, 1) * day; }},
    part{"quarter", [](const instant& in) { return std::int64_t{(in.date.month - 1) / 3 + 1}; },
         [](const instant& in) { return first_day(in.date.year, first_month_of_quarter(in.date.month)) * day; }},
    part{"month", [](const instant& in) { return std::int64_t{in.date.month}; },
         [](const instant& in) { return first_day(in.date.year, in.date.month) * day; }},
    part{"week", [](const instant& in) { return iso_week(in.days); },
         [](const instant& in) { return monday(in.days) * day; }},
    part{"day", [](const instant& in) { return std::int64_t{in.date.day}; },
         [](const instant& in) { return in.days * day; }},
    part{"hour", [](const instant& in) { return in.clock / hour; },
         [](const instant& in) { return in.days * day + floor_to(in.clock, hour); }},
    part{"minute", [](const instant& in) { return in.clock / minute % 60; },
         [](const instant& in) { return in.days * day + floor_to(in.clock, minute); }},
    part{"second", [](const instant& in) { return in.clock / second % 60; },
         [](const instant& in) { return in.days * day + floor_to(in.clock, second); }},
    part{"dow", [](const instant& in) { return iso_day(in.days) % 7; }},
    part{"isodow", [](const instant& in) { return iso_day(in.days); }},
    part{"doy", [](const instant& in) { return std::int64_t{in.days - first_day(in.date.year, 1) + 1}; }},
    part{"epoch", [](const instant& in) { return in.days * (day / second) + in.clock / second; }},
};

const part& find(std::string_view name) {
    const auto found = std::ranges::find(parts, name, &part::name);
    if (found == parts.end())
        throw mapping_error(
            "unknown part of a time: expected year, quarter, month, week, day, hour, minute, second, dow, isodow, doy "
            "or epoch");
    return *found;
}
}  // namespace

std::int64_t extract(std::string_view name, timestamp of) { return find(name).extract(split(of)); }

timestamp truncate(std::string_view name, timestamp of) {
    const part& wanted = find(name);
    if (wanted.begin == nullptr)
        throw mapping_error(
            "unknown part of a time to round down to: expected year, quarter, month, week, day, hour, minute or "
            "second");
    return of.is_finite() ? timestamp{wanted.begin(split(of))} : of;
}

}  // namespace rowan::time_part
