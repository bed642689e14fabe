#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

/// Instants as text, as one would write it by hand for these rows: years of four digits, UTC.
namespace iso_time {

inline constexpr std::size_t length = 27;  // 2024-02-29T23:59:59.123456Z

inline void put(char* to, unsigned number, unsigned digits) noexcept {
    while (digits != 0) {
        to[--digits] = static_cast<char>('0' + number % 10);
        number /= 10;
    }
}

inline void write(char* to, std::int64_t microseconds) noexcept {
    using namespace std::chrono;
    const sys_time<std::chrono::microseconds> instant{std::chrono::microseconds(microseconds)};
    const auto midnight = floor<days>(instant);
    const year_month_day date(midnight);
    const auto in_day = static_cast<std::uint64_t>((instant - midnight).count());
    const auto seconds = static_cast<unsigned>(in_day / 1'000'000);
    put(to, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    to[4] = '-';
    put(to + 5, static_cast<unsigned>(date.month()), 2);
    to[7] = '-';
    put(to + 8, static_cast<unsigned>(date.day()), 2);
    to[10] = 'T';
    put(to + 11, seconds / 3600, 2);
    to[13] = ':';
    put(to + 14, seconds / 60 % 60, 2);
    to[16] = ':';
    put(to + 17, seconds % 60, 2);
    to[19] = '.';
    put(to + 20, static_cast<unsigned>(in_day % 1'000'000), 6);
    to[26] = 'Z';
}

inline unsigned get(const char* from, unsigned digits) noexcept {
    unsigned result = 0;
    for (unsigned i = 0; i != digits; ++i) result = result * 10 + static_cast<unsigned>(from[i] - '0');
    return result;
}

/// Also with a blank for the T, a shorter fraction or none, and a zone of zero: PostgreSQL's text form.
inline std::int64_t parse(std::string_view text) {
    using namespace std::chrono;
    const char* const from = text.data();
    if (text.size() < 20 || from[4] != '-' || from[7] != '-' || from[13] != ':' || from[16] != ':') {
        throw std::runtime_error("not a timestamp");
    }
    const sys_days date = year(static_cast<int>(get(from, 4))) / month(get(from + 5, 2)) / day(get(from + 8, 2));
    const std::int64_t seconds = get(from + 11, 2) * 3600 + get(from + 14, 2) * 60 + get(from + 17, 2);
    std::int64_t fraction = 0;
    if (from[19] == '.') {
        std::int64_t unit = 100'000;
        for (std::size_t i = 20; i != text.size() && from[i] >= '0' && from[i] <= '9'; ++i, unit /= 10) fraction += unit * (from[i] - '0');
    }
    return (date.time_since_epoch().count() * std::int64_t{86400} + seconds) * 1'000'000 + fraction;
}

}  // namespace iso_time
