#include "sqlite_array.hpp"
#include "sqlite_functions.hpp"

#include <rowan/types/decimal.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// Aggregates that put the rows of a group in order, which SQLite 3.40 cannot: string_agg and array_agg. Behind what they collect they
// take a letter for each key, and the keys: a ascending, d descending; in capitals, the key is an exact number.

namespace rowan::detail {
namespace {

struct ordered_row {
    value what;
    std::vector<value> keys;
};

struct ordered_rows {
    std::string between;
    std::string directions;
    std::vector<ordered_row> rows;
};

value value_of(sqlite3_value* from) {
    const auto text = [&] {
        const auto* const at = reinterpret_cast<const char*>(sqlite3_value_text(from));
        return at == nullptr ? std::string() : std::string(at, static_cast<std::size_t>(sqlite3_value_bytes(from)));
    };
    switch (sqlite3_value_type(from)) {
        case SQLITE_NULL: return {};
        case SQLITE_INTEGER: return value(std::int64_t{sqlite3_value_int64(from)});
        case SQLITE_FLOAT: return value(sqlite3_value_double(from));
        case SQLITE_BLOB: {
            const auto* const at = static_cast<const std::byte*>(sqlite3_value_blob(from));
            return value(bytes(at, at + sqlite3_value_bytes(from)));
        }
        default: return value(text());
    }
}

template <class T>
int compare_as(const value& left, const value& right) {
    const T* const one = std::get_if<T>(&left.get());
    const T* const other = std::get_if<T>(&right.get());
    if (one == nullptr || other == nullptr) return 0;
    return *one < *other ? -1 : *other < *one ? 1 : 0;
}

int compare_numbers(const value& left, const value& right) {
    const auto* const one = std::get_if<std::string>(&left.get());
    const auto* const other = std::get_if<std::string>(&right.get());
    if (one == nullptr || other == nullptr) return 0;
    const auto order = decimal(*one) <=> decimal(*other);
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

// NULL comes after everything, as in every order of a query. Other kinds do not meet in one column.
int compare(const value& left, const value& right, bool exact) {
    if (left.is_null() || right.is_null()) return static_cast<int>(left.is_null()) - static_cast<int>(right.is_null());
    if (exact) return compare_numbers(left, right);
    const int whole = compare_as<std::int64_t>(left, right);
    const int real = compare_as<double>(left, right);
    const int text = compare_as<std::string>(left, right);
    return whole != 0 ? whole : real != 0 ? real : text != 0 ? text : compare_as<bytes>(left, right);
}

void sort(ordered_rows& all) {
    std::stable_sort(all.rows.begin(), all.rows.end(), [&](const ordered_row& left, const ordered_row& right) {
        for (std::size_t i = 0; i != left.keys.size(); ++i) {
            const char direction = all.directions[i];
            const int order = compare(left.keys[i], right.keys[i], direction == 'A' || direction == 'D');
            if (order != 0) return (direction == 'a' || direction == 'A') == (order < 0);
        }
        return false;
    });
}

ordered_rows** place(sqlite3_context* context, int size) noexcept {
    return static_cast<ordered_rows**>(sqlite3_aggregate_context(context, size));
}

/// `first_key`: position of the letters among the arguments.
void add(sqlite3_context* context, std::span<sqlite3_value*> arguments, std::size_t first_key, bool skip_null) {
    auto** const to = place(context, sizeof(ordered_rows*));
    if (to == nullptr) throw std::bad_alloc();
    if (*to == nullptr) {
        auto made = std::make_unique<ordered_rows>();
        const sqlite_call call(context, arguments);
        if (first_key == 2) made->between = call.is_null(1) ? std::string() : std::string(call.text(1));
        if (arguments.size() > first_key) made->directions = call.text(first_key);
        if (arguments.size() > first_key && made->directions.size() != arguments.size() - first_key - 1) {
            throw std::invalid_argument("an ordered aggregate needs a letter for each of its keys");
        }
        *to = made.release();
    }
    ordered_row row{value_of(arguments[0]), {}};
    if (skip_null && row.what.is_null()) return;
    for (std::size_t i = first_key + 1; i < arguments.size(); ++i) row.keys.push_back(value_of(arguments[i]));
    (*to)->rows.push_back(std::move(row));
}

void add_text(sqlite3_context* context, int count, sqlite3_value** arguments) noexcept {
    within_sqlite(context, [&] { add(context, {arguments, static_cast<std::size_t>(count)}, 2, true); });
}
void add_element(sqlite3_context* context, int count, sqlite3_value** arguments) noexcept {
    within_sqlite(context, [&] { add(context, {arguments, static_cast<std::size_t>(count)}, 1, false); });
}

/// Hands the sorted rows to `answer`; a group without any is NULL.
template <class Answer>
void finish(sqlite3_context* context, Answer answer) noexcept {
    auto** const from = place(context, 0);
    if (from == nullptr || *from == nullptr) return;
    const std::unique_ptr<ordered_rows> rows(std::exchange(*from, nullptr));
    if (rows->rows.empty()) return;
    within_sqlite(context, [&] {
        sort(*rows);
        answer(*rows);
    });
}

void finish_text(sqlite3_context* context) noexcept {
    finish(context, [&](const ordered_rows& all) {
        std::string result;
        for (const auto& row : all.rows) {
            if (&row != &all.rows.front()) result += all.between;
            if (const auto* const text = std::get_if<std::string>(&row.what.get())) result += *text;
        }
        sqlite_call(context, {}).answer(std::string_view(result));
    });
}

void finish_array(sqlite3_context* context) noexcept {
    finish(context, [&](ordered_rows& all) {
        value_array elements;
        elements.reserve(all.rows.size());
        for (auto& row : all.rows) elements.push_back(std::move(row.what));
        sqlite_call(context, {}).answer(std::string_view(array_to_json(0, elements)));
    });
}

}  // namespace

int add_ordered_aggregates(sqlite3* to) noexcept {
    const int code = sqlite3_create_function_v2(to, "rowan_string_agg", -1, sqlite_function_flags, nullptr, nullptr, add_text, finish_text, nullptr);
    if (code != SQLITE_OK) return code;
    return sqlite3_create_function_v2(to, "rowan_array_agg", -1, sqlite_function_flags, nullptr, nullptr, add_element, finish_array, nullptr);
}

}  // namespace rowan::detail
