#include "sqlite_functions.hpp"

#include <rowan/types/error.hpp>

#include <fmt/format.h>

#include <array>
#include <limits>

// SQLite's own arithmetic goes on where PostgreSQL's ends the statement: a whole number that becomes too large is a
// double from then on, and what is divided by zero is NULL (sqlite.org/lang_expr.html).
namespace rowan::detail {
namespace {
[[noreturn]] void overflow() { throw mapping_error("integer overflow"); }

bool is_real(const sqlite_call& in) { return in.type(0) == SQLITE_FLOAT || in.type(1) == SQLITE_FLOAT; }

// `rowan_whole(value, octets)`: the value, where a number of so many octets holds it.
void whole(const sqlite_call& in) {
    if (in.type(0) == SQLITE_FLOAT) overflow();
    const std::int64_t most = std::numeric_limits<std::int64_t>::max() >> (8 * (8 - in.integer(1)));
    const std::int64_t value = in.integer(0);
    if (value > most || value < -most - 1) overflow();
    in.answer(value);
}

void quotient(const sqlite_call& in) {
    if (in.real(1) == 0) throw mapping_error("division by zero");
    if (is_real(in)) return in.answer(in.real(0) / in.real(1));
    if (in.integer(1) == -1 && in.integer(0) == std::numeric_limits<std::int64_t>::min()) overflow();
    in.answer(in.integer(0) / in.integer(1));
}

void remainder(const sqlite_call& in) {
    if (in.integer(1) == 0) throw mapping_error("division by zero");
    in.answer(in.integer(1) == -1 ? 0 : in.integer(0) % in.integer(1));
}

// `rowan_numeric(value, precision, scale)`: what a column of that type keeps (PostgreSQL manual, 8.1.2).
void exact(const sqlite_call& in) {
    const auto scale = in.integer(2);
    const auto kept = numeric::round(in.number(0), static_cast<int>(scale));
    const std::string text = numeric::to_text(kept);
    const std::string_view whole_part = std::string_view(text).substr(text.front() == '-' ? 1 : 0);
    const auto digits = whole_part.front() == '0' ? 0 : std::min(whole_part.find('.'), whole_part.size());
    const auto most = in.integer(1) - scale;
    if (kept.what != numeric::number::kind::nan && static_cast<std::int64_t>(digits) > most)
        throw mapping_error(fmt::format("a decimal has at most {} digits before the point in this column", most));
    in.answer(text);
}

constexpr std::array functions{
    sqlite_function{"rowan_whole", 2, whole},
    sqlite_function{"rowan_quotient", 2, quotient},
    sqlite_function{"rowan_remainder", 2, remainder},
    sqlite_function{"rowan_numeric", 3, exact},
};
}  // namespace

std::span<const sqlite_function> sqlite_number_functions() noexcept { return functions; }

}  // namespace rowan::detail
