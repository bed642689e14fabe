#include "sqlite_statement.hpp"

#include "sqlite_array.hpp"

#include <rowan/session/error.hpp>
#include <rowan/types/codec.hpp>

#include <fmt/format.h>

#include <limits>

namespace rowan::detail {
namespace {
std::string_view storage_name(int type) {
    switch (type) {
        case SQLITE_INTEGER: return "an integer";
        case SQLITE_FLOAT: return "a double";
        case SQLITE_TEXT: return "text";
        case SQLITE_BLOB: return "bytes";
        default: return "NULL";
    }
}
}  // namespace

// The documentation calls these values unprotected: only safe where no other thread uses the connection, as here
// (column_blob.html). Asking them for type, number and length takes the connection's mutex once instead of three times.
inline sqlite3_value* sqlite_statement::cell(std::size_t index) const {
    if (state_ == state::rows) [[likely]]
        return sqlite3_column_value(statement_.get(), static_cast<int>(index));
    if (state_ == state::kept_rows && kept_row_ != 0 && index < columns_)
        return kept_[(kept_row_ - 1) * columns_ + index].get();
    throw usage_error("there is no current row: call next() first, and read only while it returns true");
}

void sqlite_statement::mismatch(std::size_t index, std::string_view wanted) const {
    if (index >= columns_)
        throw usage_error(fmt::format("the result has no column {}, it has {}", index + 1, columns_));
    const int type = sqlite3_value_type(cell(index));
    if (type == SQLITE_NULL) throw_null(*this, index);
    throw mapping_error(
        fmt::format("column \"{}\" holds {} where {} is expected", column_name(index), storage_name(type), wanted));
}

inline std::string_view sqlite_statement::text_of(sqlite3_value* cell, std::size_t index,
                                                  std::string_view wanted) const {
    if (sqlite3_value_type(cell) != SQLITE_TEXT) [[unlikely]]
        mismatch(index, wanted);
    const auto* const text = sqlite3_value_text(cell);
    if (text == nullptr) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_value_bytes(cell))};
}

std::string_view sqlite_statement::column_name(std::size_t index) const {
    const char* const name =
        index < columns_ ? sqlite3_column_name(statement_.get(), static_cast<int>(index)) : nullptr;
    return name == nullptr ? std::string_view() : name;
}

bool sqlite_statement::is_null(std::size_t index) const { return sqlite3_value_type(cell(index)) == SQLITE_NULL; }

std::int64_t sqlite_statement::get_integer(std::size_t index) const {
    auto* const at = cell(index);
    if (sqlite3_value_type(at) != SQLITE_INTEGER) [[unlikely]]
        mismatch(index, "an integer");
    return sqlite3_value_int64(at);
}

bool sqlite_statement::get_bool(std::size_t index) const {
    auto* const at = cell(index);
    if (sqlite3_value_type(at) != SQLITE_INTEGER) [[unlikely]]
        mismatch(index, "a boolean (0 or 1)");
    const auto number = sqlite3_value_int64(at);
    if (number != 0 && number != 1)
        throw mapping_error(fmt::format("column \"{}\" holds an integer other than 0 and 1 where a boolean is expected",
                                        column_name(index)));
    return number == 1;
}

double sqlite_statement::get_double(std::size_t index) const {
    auto* const at = cell(index);
    const int type = sqlite3_value_type(at);
    if (type == SQLITE_FLOAT || type == SQLITE_INTEGER) [[likely]]
        return sqlite3_value_double(at);
    if (type == SQLITE_TEXT && text_of(at, index, {}) == "NaN") return std::numeric_limits<double>::quiet_NaN();
    mismatch(index, "a double");
}

std::string_view sqlite_statement::get_text(std::size_t index) const { return text_of(cell(index), index, "text"); }

std::span<const std::byte> sqlite_statement::get_bytes(std::size_t index) const {
    auto* const at = cell(index);
    if (sqlite3_value_type(at) != SQLITE_BLOB) [[unlikely]]
        mismatch(index, "bytes");
    const auto* const data = static_cast<const std::byte*>(sqlite3_value_blob(at));
    return {data, data == nullptr ? 0 : static_cast<std::size_t>(sqlite3_value_bytes(at))};
}

namespace {
template <class Parse>
auto parsed(const row_reader& row, std::size_t index, std::string_view text, Parse parse) {
    try {
        return parse(text);
    } catch (const mapping_error& fault) {
        throw mapping_error(fmt::format("column \"{}\": {}", row.column_name(index), fault.what()));
    }
}
}  // namespace

uuid sqlite_statement::get_uuid(std::size_t index) const {
    return parsed(*this, index, text_of(cell(index), index, "a UUID"), uuid::parse);
}

timestamp sqlite_statement::get_timestamp(std::size_t index) const {
    return parsed(*this, index, text_of(cell(index), index, "a timestamp"), timestamp::parse);
}

date sqlite_statement::get_date(std::size_t index) const {
    return parsed(*this, index, text_of(cell(index), index, "a date"), date::parse);
}

decimal sqlite_statement::get_decimal(std::size_t index) const {
    auto* const at = cell(index);
    if (sqlite3_value_type(at) == SQLITE_INTEGER) return decimal(sqlite3_value_int64(at));
    return parsed(*this, index, text_of(at, index, "a decimal as text"),
                  [](std::string_view text) { return decimal(text); });
}

value_array sqlite_statement::get_array(std::size_t index) const {
    return parsed(*this, index, text_of(cell(index), index, "an array as JSON text"), array_from_json);
}

}  // namespace rowan::detail
