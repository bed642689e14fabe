#include "sqlite_open.hpp"

#include <rowan/session/error.hpp>
#include <rowan/types/decimal.hpp>

#include <sqlite3.h>

#include <string_view>

namespace rowan::detail {
namespace {

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

void add_decimal_collation(void* handle) {
    auto* const db = static_cast<sqlite3*>(handle);
    if (sqlite3_create_collation(db, "rowan_decimal", SQLITE_UTF8, nullptr, compare_texts) == SQLITE_OK) return;
    throw usage_error("rowan's collation for decimals could not be added to the SQLite connection: end the statements that are running on it");
}

}  // namespace rowan::detail
