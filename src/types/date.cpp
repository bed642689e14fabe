#include <rowan/types/date.hpp>

#include <rowan/types/error.hpp>

#include <fmt/format.h>

#include <chrono>

#include "calendar.hpp"

namespace rowan {

date date::of(int year, unsigned month, unsigned day) {
    if (!calendar::is_valid(year, month, day)) {
        throw mapping_error(
            "no such day: expected a year from 1 to 9999, a month from 1 to 12 and a day that this month has");
    }
    return {calendar::to_days(year, month, day)};
}

date date::parse(std::string_view text) {
    date result;
    if (text.size() != 10) {
        throw mapping_error(fmt::format("not a date: expected YYYY-MM-DD, got {} characters", text.size()));
    }
    if (!calendar::read(text.data(), result.days_since_epoch)) {
        throw mapping_error("not a date: expected YYYY-MM-DD, a day of the calendar in the years 0001 to 9999");
    }
    return result;
}

date date::today() {
    const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    return {static_cast<std::int32_t>(now.time_since_epoch().count())};
}

int date::year() const noexcept { return static_cast<int>(calendar::from_days(days_since_epoch).year); }
unsigned date::month() const noexcept { return calendar::from_days(days_since_epoch).month; }
unsigned date::day() const noexcept { return calendar::from_days(days_since_epoch).day; }

std::string date::to_string() const {
    if (*this < first() || *this > last()) {
        throw mapping_error("a date outside the years 1 to 9999 has no text form");
    }
    std::string result(10, '\0');
    calendar::write(result.data(), days_since_epoch);
    return result;
}

}  // namespace rowan
