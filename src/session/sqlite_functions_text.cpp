#include "sqlite_functions.hpp"

#include <rowan/types/date.hpp>
#include <rowan/types/error.hpp>

#include <array>

#include "../types/like.hpp"
#include "../types/time_part.hpp"

namespace rowan::detail {
namespace {
template <like::letters Compare>
void matches(const sqlite_call& in) {
    in.answer_whether(like::matches(in.text(0), in.text(1), Compare));
}

// A date is the midnight that it begins with.
struct moment {
    timestamp time;
    bool is_date;
};

moment read_moment(std::string_view text) {
    constexpr std::int64_t day = std::int64_t{24} * 3600 * 1'000'000;
    if (text.size() != 10) return {timestamp::parse(text), false};
    return {{date::parse(text).days_since_epoch * day}, true};
}

void timestamp_part(const sqlite_call& in) {
    const auto from = read_moment(in.text(1));
    if (from.time.is_finite()) in.answer(time_part::extract(in.text(0), from.time));
}

void timestamp_truncate(const sqlite_call& in) {
    const auto from = read_moment(in.text(1));
    const auto text = time_part::truncate(in.text(0), from.time).to_string();
    in.answer(from.is_date ? std::string_view(text).substr(0, 10) : text);
}

constexpr std::int64_t second = 1'000'000;

void add_seconds(const sqlite_call& in) {
    const auto from = timestamp::parse(in.text(0));
    std::int64_t added = 0;
    timestamp result = from;
    const bool over = __builtin_mul_overflow(in.integer(1), second, &added) ||
                      __builtin_add_overflow(from.microseconds_since_epoch, added, &result.microseconds_since_epoch);
    if (from.is_finite() && over) throw mapping_error("an instant so many seconds away is beyond what a timestamp holds");
    in.answer((from.is_finite() ? result : from).to_string());
}

void seconds_between(const sqlite_call& in) {
    const auto from = timestamp::parse(in.text(0));
    const auto to = timestamp::parse(in.text(1));
    if (!from.is_finite() || !to.is_finite()) return;
    const std::int64_t difference = to.microseconds_since_epoch - from.microseconds_since_epoch;
    in.answer(difference / second - (difference % second < 0 ? 1 : 0));
}

constexpr std::array functions{
    sqlite_function{"rowan_like", 2, matches<like::letters::exact>},
    sqlite_function{"rowan_ilike", 2, matches<like::letters::fold_ascii>},
    sqlite_function{"rowan_timestamp_part", 2, timestamp_part},
    sqlite_function{"rowan_timestamp_truncate", 2, timestamp_truncate},
    sqlite_function{"rowan_add_seconds", 2, add_seconds},
    sqlite_function{"rowan_seconds_between", 2, seconds_between},
};
}  // namespace

std::span<const sqlite_function> sqlite_text_functions() noexcept { return functions; }

}  // namespace rowan::detail
