#include "sqlite_statement.hpp"

#include "checked_text.hpp"
#include "sqlite_array.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <cmath>
#include <cstring>

namespace rowan::detail {
namespace {
// Above this a copied parameter is freed with the run instead of with the statement, which may stay in the cache for long.
constexpr std::size_t large = 4096;
}  // namespace

int sqlite_statement::position(std::size_t index) {
    if (index < slots_.size()) [[likely]] return slots_[index].position;
    throw usage_error(fmt::format("there is no parameter {}, the statement has {}: {}", index + 1, slots_.size(), sqlite3_sql(statement_.get())));
}

void sqlite_statement::bound(std::size_t index, int code) {
    if (code == SQLITE_OK) [[likely]] {
        slots_[index].set = true;
        return;
    }
    if (code == SQLITE_MISUSE) throw usage_error("a parameter was set while the statement runs: reset() it first");
    const sqlite_fault fault(connection_->db, sqlite3_sql(statement_.get()));
    throw_sqlite_error(*connection_, fault);
}

sqlite_statement::short_text& sqlite_statement::scratch(std::size_t index) {
    if (scratch_.empty()) scratch_.resize(slots_.size());
    return scratch_[index];
}

void sqlite_statement::set_short_text(std::size_t index, std::size_t size) {
    bound(index, sqlite3_bind_text(statement_.get(), position(index), scratch_[index].data(), static_cast<int>(size), SQLITE_STATIC));
}

void sqlite_statement::set_null(std::size_t index) { bound(index, sqlite3_bind_null(statement_.get(), position(index))); }

void sqlite_statement::set_bool(std::size_t index, bool to) { bound(index, sqlite3_bind_int(statement_.get(), position(index), to ? 1 : 0)); }

void sqlite_statement::set_integer(std::size_t index, std::int64_t to) {
    bound(index, sqlite3_bind_int64(statement_.get(), position(index), to));
}

// SQLite would store NULL for a NaN.
void sqlite_statement::set_double(std::size_t index, double to) {
    if (std::isnan(to)) return set_text(index, "NaN", false);
    bound(index, sqlite3_bind_double(statement_.get(), position(index), to));
}

void sqlite_statement::set_text(std::size_t index, std::string_view to, bool copy) {
    const int at = position(index);
    check_text(index, to);
    holds_copies_ |= copy && to.size() > large;
    bound(index, sqlite3_bind_text64(statement_.get(), at, to.empty() ? "" : to.data(), to.size(),
                                     copy ? SQLITE_TRANSIENT : SQLITE_STATIC, SQLITE_UTF8));
}

void sqlite_statement::set_bytes(std::size_t index, std::span<const std::byte> to, bool copy) {
    const int at = position(index);
    holds_copies_ |= copy && to.size() > large;
    bound(index, sqlite3_bind_blob64(statement_.get(), at, to.empty() ? "" : static_cast<const void*>(to.data()), to.size(),
                                     copy ? SQLITE_TRANSIENT : SQLITE_STATIC));
}

void sqlite_statement::set_uuid(std::size_t index, const uuid& to) {
    position(index);
    to.to_chars(scratch(index).data());
    set_short_text(index, 36);
}

void sqlite_statement::set_timestamp(std::size_t index, timestamp to) {
    position(index);
    set_short_text(index, to.to_chars(scratch(index).data()));
}

void sqlite_statement::set_date(std::size_t index, date to) { set_text(index, to.to_string(), true); }

void sqlite_statement::set_decimal(std::size_t index, const decimal& to) { set_text(index, to.to_string(), true); }

void sqlite_statement::set_array(std::size_t index, const value_array& to) {
    position(index);
    set_text(index, array_to_json(index, to), true);
}

}  // namespace rowan::detail
