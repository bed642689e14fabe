#include "sqlite_functions.hpp"

#include "sqlite_open.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rowan::detail {
namespace {
numeric::number from_double(double from) {
    if (std::isinf(from)) return numeric::parse(from < 0 ? "-Infinity" : "Infinity");
    return numeric::parse(fmt::format("{:.15g}", from));
}

void call(sqlite3_context* context, int count, sqlite3_value** arguments) noexcept {
    const auto& function = *static_cast<const sqlite_function*>(sqlite3_user_data(context));
    const std::span all(arguments, static_cast<std::size_t>(count));
    const auto is_null = [](sqlite3_value* one) { return sqlite3_value_type(one) == SQLITE_NULL; };
    if (!function.takes_null && std::any_of(all.begin(), all.end(), is_null)) return;
    within_sqlite(context, [&] { function.run({context, all}); });
}

// SQLite is only busy where it has such a function already and runs statements: another session of ours is on this
// connection.
void require(int code) {
    if (code == SQLITE_OK || code == SQLITE_BUSY) return;
    throw usage_error(
        fmt::format("rowan's functions could not be added to the SQLite connection: {}", sqlite3_errstr(code)));
}

void add(sqlite3* to, std::span<const sqlite_function> functions) {
    for (const auto& one : functions) {
        auto* const data = const_cast<sqlite_function*>(&one);
        require(sqlite3_create_function_v2(to, one.name, one.arity, sqlite_function_flags, data, call, nullptr, nullptr,
                                           nullptr));
    }
}
}  // namespace

std::string_view sqlite_call::text(std::size_t index) const {
    const auto* const text = sqlite3_value_text(arguments_[index]);
    if (text == nullptr) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_value_bytes(arguments_[index]))};
}

numeric::number sqlite_call::number(std::size_t index) const {
    if (type(index) == SQLITE_INTEGER) return {.unscaled = integer(index)};
    return type(index) == SQLITE_FLOAT ? from_double(real(index)) : numeric::parse(text(index));
}

// SQLite frees at once what is kept for an argument that may change, as the first one does as a rule: it is a column.
json_reader sqlite_call::document(std::size_t index) const {
    const int slot = static_cast<int>(index);
    if (const auto* const kept = static_cast<json_reader*>(sqlite3_get_auxdata(context_, slot))) return *kept;
    auto result = json_reader::parse(text(index), "the JSON document");
    if (slot != 0) {
        const auto release = [](void* kept) { delete static_cast<json_reader*>(kept); };
        sqlite3_set_auxdata(context_, slot, new json_reader(result), release);
    }
    return result;
}

void sqlite_call::answer(std::string_view to) const noexcept {
    sqlite3_result_text64(context_, to.empty() ? "" : to.data(), to.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void add_functions(void* handle) {
    auto* const db = static_cast<sqlite3*>(handle);
    add(db, sqlite_number_functions());
    add(db, sqlite_decimal_functions());
    add(db, sqlite_text_functions());
    add(db, sqlite_json_functions());
    require(add_sqlite_aggregates(db));
    require(add_ordered_aggregates(db));
    require(add_decimal_collation(db));
}

}  // namespace rowan::detail
