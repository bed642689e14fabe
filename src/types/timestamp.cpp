#include <rowan/types/timestamp.hpp>

#include <rowan/types/date.hpp>
#include <rowan/types/error.hpp>

#include <fmt/format.h>

#include <chrono>
#include <cstring>

#include "calendar.hpp"
#include "frozen_values.hpp"

namespace rowan {
namespace {
constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t first = date::first().days_since_epoch * day;
constexpr std::int64_t end = (date::last().days_since_epoch + 1) * day;

constexpr std::size_t seconds_end = 19;  // of `YYYY-MM-DDThh:mm:ss`

bool read_clock(const char* from, std::int64_t& microseconds) noexcept {
    const unsigned h = digits::two(from);
    const unsigned m = digits::two(from + 3);
    const unsigned s = digits::two(from + 6);
    if (from[2] != ':' || from[5] != ':' || h > 23 || m > 59 || s > 59) return false;
    microseconds = std::int64_t{h * 3600 + m * 60 + s} * second;
    return true;
}

// Takes `.f` to `.ffffff` from the front of `rest`, if it is there.
bool take_fraction(std::string_view& rest, std::int64_t& microseconds) noexcept {
    microseconds = 0;
    if (rest.empty() || rest[0] != '.') return true;
    std::size_t i = 1;
    std::int64_t unit = second;
    for (; i != rest.size() && digits::is_digit(rest[i]); ++i) {
        unit /= 10;
        microseconds += unit * (rest[i] - '0');
    }
    if (i == 1 || i > 7) return false;
    rest.remove_prefix(i);
    return true;
}

// `Z`, `±hh`, `±hh:mm` or nothing: how far that clock is ahead of UTC. 15:59 is as far as PostgreSQL goes
// (datatype/timestamp.h).
bool read_zone(std::string_view text, std::int64_t& microseconds) noexcept {
    microseconds = 0;
    if (text.empty() || text == "Z") return true;
    if ((text[0] != '+' && text[0] != '-') || (text.size() != 3 && text.size() != 6)) return false;
    const unsigned h = digits::two(text.data() + 1);
    const unsigned m = text.size() == 6 ? digits::two(text.data() + 4) : 0;
    if (h > 15 || m > 59 || (text.size() == 6 && text[3] != ':')) return false;
    microseconds = std::int64_t{h * 60 + m} * minute;
    if (text[0] == '-') microseconds = -microseconds;
    return true;
}

bool read(std::string_view text, std::int64_t& microseconds) noexcept {
    if (text.size() < seconds_end || (text[10] != 'T' && text[10] != ' ')) return false;
    std::int32_t days = 0;
    std::int64_t clock = 0;
    std::int64_t fraction = 0;
    std::int64_t zone = 0;
    if (!calendar::read(text.data(), days) || !read_clock(text.data() + 11, clock)) return false;
    std::string_view rest = text.substr(seconds_end);
    if (!take_fraction(rest, fraction) || !read_zone(rest, zone)) return false;
    microseconds = days * day + clock + fraction - zone;
    return microseconds >= first && microseconds < end;
}

std::size_t put(char* to, std::string_view text) noexcept {
    std::memcpy(to, text.data(), text.size());
    return text.size();
}
}  // namespace

timestamp timestamp::now() {
    if (const timestamp* const frozen = detail::now_of_this_thread()) return *frozen;
    const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    return {now.time_since_epoch().count()};
}

timestamp timestamp::parse(std::string_view text) {
    timestamp result;
    if (read(text, result.microseconds_since_epoch)) return result;
    if (text == "infinity") return infinity();
    if (text == "-infinity") return negative_infinity();
    throw mapping_error(
        fmt::format("not a timestamp: expected text such as 2024-02-29T23:59:59.123456Z in the years 0001 to 9999, "
                    "infinity or -infinity; got {} characters",
                    text.size()));
}

std::size_t timestamp::to_chars(char* to) const {
    const std::int64_t time = microseconds_since_epoch;
    if (time < first || time >= end) {
        if (*this == infinity()) return put(to, "infinity");
        if (*this == negative_infinity()) return put(to, "-infinity");
        throw mapping_error("a timestamp outside the years 1 to 9999 has no text form");
    }
    // Counted from the year 1 all is positive, and unsigned division is the cheap one.
    const auto since_first = static_cast<std::uint64_t>(time - first);
    const auto days = static_cast<std::int32_t>(since_first / day) + date::first().days_since_epoch;
    const std::uint64_t in_day = since_first % day;
    const auto seconds = static_cast<unsigned>(in_day / second);
    const auto minutes = seconds / 60;
    const auto fraction = static_cast<unsigned>(in_day % second);
    calendar::write(to, days);
    to[10] = 'T';
    digits::put_two(to + 11, minutes / 60);
    to[13] = ':';
    digits::put_two(to + 14, minutes % 60);
    to[16] = ':';
    digits::put_two(to + 17, seconds % 60);
    to[19] = '.';
    digits::put_two(to + 20, fraction / 10000);
    digits::put_four(to + 22, fraction % 10000);
    to[26] = 'Z';
    return max_text;
}

std::string timestamp::to_string() const {
    char text[max_text];
    return std::string(text, to_chars(text));
}

}  // namespace rowan
