#include "sqlite_functions.hpp"

#include <rowan/types/decimal.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace rowan::detail {
namespace {
template <auto Operation>
void unary(const sqlite_call& in) {
    in.answer(Operation(in.number(0)));
}

template <auto Operation>
void binary(const sqlite_call& in) {
    in.answer(Operation(in.number(0), in.number(1)));
}

template <auto Operation>
void to_digits(const sqlite_call& in) {
    constexpr std::int64_t most = numeric::max_fraction;
    constexpr std::int64_t least = -static_cast<std::int64_t>(numeric::max_whole) - 1;
    const std::int64_t digits = in.size() == 1 ? 0 : std::clamp(in.integer(1), least, most);
    in.answer(Operation(in.number(0), static_cast<int>(digits)));
}

constexpr std::array functions{
    sqlite_function{"rowan_add", 2, binary<numeric::add>},
    sqlite_function{"rowan_subtract", 2, binary<numeric::subtract>},
    sqlite_function{"rowan_multiply", 2, binary<numeric::multiply>},
    sqlite_function{"rowan_divide", 2, binary<numeric::divide>},
    sqlite_function{"rowan_modulo", 2, binary<numeric::modulo>},
    sqlite_function{"rowan_negate", 1, unary<numeric::negate>},
    sqlite_function{"rowan_abs", 1, unary<numeric::absolute>},
    sqlite_function{"rowan_floor", 1, unary<numeric::floor>},
    sqlite_function{"rowan_ceil", 1, unary<numeric::ceil>},
    sqlite_function{"rowan_round", 1, to_digits<numeric::round>},
    sqlite_function{"rowan_round", 2, to_digits<numeric::round>},
    sqlite_function{"rowan_truncate", 1, to_digits<numeric::truncate>},
    sqlite_function{"rowan_truncate", 2, to_digits<numeric::truncate>},
};

// SQLite gives each group octets that begin as zeros: they hold the pointer to its sum.
using sum_place = numeric::sum*;

sum_place* place(sqlite3_context* context, std::size_t size) noexcept {
    return static_cast<sum_place*>(sqlite3_aggregate_context(context, static_cast<int>(size)));
}

template <auto Change>
void change(sqlite3_context* context, int count, sqlite3_value** arguments) noexcept {
    const sqlite_call in(context, {arguments, static_cast<std::size_t>(count)});
    if (in.is_null(0)) return;
    within_sqlite(context, [&] {
        auto* const to = place(context, sizeof(sum_place));
        if (to == nullptr) throw std::bad_alloc();
        if (*to == nullptr) *to = new numeric::sum;
        ((*to)->*Change)(in.number(0));
    });
}

template <auto Result>
void answer(sqlite3_context* context) noexcept {
    const auto* const from = place(context, 0);
    if (from == nullptr || *from == nullptr || (*from)->count() == 0) return;
    within_sqlite(context, [&] { sqlite_call(context, {}).answer(((*from)->*Result)()); });
}

template <auto Result>
void finish(sqlite3_context* context) noexcept {
    answer<Result>(context);
    if (auto* const from = place(context, 0)) delete std::exchange(*from, nullptr);
}

template <auto Result>
int add_aggregate(sqlite3* to, const char* name) noexcept {
    return sqlite3_create_window_function(to, name, 1, sqlite_function_flags, nullptr, change<&numeric::sum::add>,
                                          finish<Result>, answer<Result>, change<&numeric::sum::remove>, nullptr);
}

int compare(std::string_view left, std::string_view right) noexcept {
    try {
        const auto order = decimal(left) <=> decimal(right);
        return order < 0 ? -1 : order > 0 ? 1 : 0;
    } catch (...) {  // a text that is no number: some order must be
        return left.compare(right);
    }
}

int compare_texts(void*, int left_size, const void* left, int right_size, const void* right) noexcept {
    return compare({static_cast<const char*>(left), static_cast<std::size_t>(left_size)},
                   {static_cast<const char*>(right), static_cast<std::size_t>(right_size)});
}
}  // namespace

std::span<const sqlite_function> sqlite_decimal_functions() noexcept { return functions; }

int add_sqlite_aggregates(sqlite3* to) noexcept {
    const int code = add_aggregate<&numeric::sum::total>(to, "rowan_sum");
    return code == SQLITE_OK ? add_aggregate<&numeric::sum::average>(to, "rowan_avg") : code;
}

int add_decimal_collation(sqlite3* to) noexcept {
    return sqlite3_create_collation(to, "rowan_decimal", SQLITE_UTF8, nullptr, compare_texts);
}

}  // namespace rowan::detail
