#pragma once

#include <rowan/types/json_reader.hpp>

#include <sqlite3.h>

#include <cstdint>
#include <exception>
#include <new>
#include <span>
#include <string_view>

#include "../types/numeric.hpp"

// What PostgreSQL has and SQLite lacks, as SQL functions of each connection, so that a query means the same on both.
// NULL makes NULL, and what goes wrong in a function ends its statement with PostgreSQL's SQLSTATE.

namespace rowan::detail {

/// A call by SQLite. A function that gives no answer gives NULL.
class sqlite_call {
public:
    sqlite_call(sqlite3_context* context, std::span<sqlite3_value*> arguments) noexcept
        : context_(context), arguments_(arguments) {}

    std::size_t size() const noexcept { return arguments_.size(); }
    int type(std::size_t index) const noexcept { return sqlite3_value_type(arguments_[index]); }
    bool is_null(std::size_t index) const noexcept { return type(index) == SQLITE_NULL; }
    std::string_view text(std::size_t index) const;
    std::int64_t integer(std::size_t index) const noexcept { return sqlite3_value_int64(arguments_[index]); }
    double real(std::size_t index) const noexcept { return sqlite3_value_double(arguments_[index]); }
    /// A decimal's text, an integer, or a double as PostgreSQL casts it: to 15 digits.
    numeric::number number(std::size_t index) const;
    /// A JSON text. One that is the same for all rows, such as a parameter, is parsed once.
    json_reader document(std::size_t index) const;

    void answer(std::string_view to) const noexcept;
    void answer(double to) const noexcept { sqlite3_result_double(context_, to); }
    void answer(std::int64_t to) const noexcept { sqlite3_result_int64(context_, to); }
    void answer_whether(bool to) const noexcept { sqlite3_result_int(context_, to ? 1 : 0); }
    void answer(const numeric::number& to) const { answer(numeric::to_text(to)); }

private:
    sqlite3_context* context_;
    std::span<sqlite3_value*> arguments_;
};

struct sqlite_function {
    const char* name;
    int arity;
    void (*run)(const sqlite_call&);
    bool takes_null = false;  ///< else it is not called with one
};

std::span<const sqlite_function> sqlite_number_functions() noexcept;
std::span<const sqlite_function> sqlite_decimal_functions() noexcept;
std::span<const sqlite_function> sqlite_text_functions() noexcept;
std::span<const sqlite_function> sqlite_json_functions() noexcept;

/// The flags of every function: the same for the same arguments, and harmless wherever a schema may name it.
inline constexpr int sqlite_function_flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

/// These return SQLite's code. `rowan_sum` and `rowan_avg`, also as window functions; the collation of decimals.
int add_sqlite_aggregates(sqlite3* to) noexcept;
int add_decimal_collation(sqlite3* to) noexcept;
/// `rowan_string_agg`, `rowan_array_agg`.
int add_ordered_aggregates(sqlite3* to) noexcept;

/// Runs `f`, and hands to SQLite what it throws.
template <class F>
void within_sqlite(sqlite3_context* context, F&& f) noexcept {
    try {
        f();
    } catch (const std::bad_alloc&) { sqlite3_result_error_nomem(context); } catch (const std::exception& fault) {
        sqlite3_result_error(context, fault.what(), -1);
    }
}

}  // namespace rowan::detail
