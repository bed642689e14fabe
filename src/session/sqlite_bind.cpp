#include "sqlite_statement.hpp"

#include "checked_text.hpp"
#include "sqlite_array.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <cmath>
#include <cstring>

namespace rowan::detail {
namespace {
// Above this a copied parameter is freed with the run instead of with the statement,
// which may stay in the cache for long.
constexpr std::size_t large = 4096;
}  // namespace

inline sqlite_statement::slot& sqlite_statement::at(std::size_t index) {
    if (index >= slots_.size()) [[unlikely]]
        refuse_index(index);
    return slots_[index];
}

inline void sqlite_statement::bound(slot& to, int code) {
    if (code != SQLITE_OK) [[unlikely]]
        refuse_value(code);
    if (to.set_in == run_) return;
    to.set_in = run_;
    ++set_;
}

void sqlite_statement::refuse_index(std::size_t index) const {
    throw usage_error(fmt::format("there is no parameter {}, the statement has {}: {}", index + 1, slots_.size(),
                                  sqlite3_sql(statement_.get())));
}

void sqlite_statement::refuse_value(int code) const {
    if (code == SQLITE_MISUSE) throw usage_error("a parameter was set while the statement runs: reset() it first");
    throw_sqlite_error(*connection_, sqlite_fault(connection_->db, sqlite3_sql(statement_.get())));
}

sqlite_statement::short_text& sqlite_statement::scratch(std::size_t index) {
    if (scratch_.empty()) scratch_.resize(slots_.size());
    return scratch_[index];
}

void sqlite_statement::set_short_text(slot& to, const short_text& from, std::size_t size) {
    bound(to, sqlite3_bind_text(statement_.get(), to.position, from.data(), static_cast<int>(size), SQLITE_STATIC));
}

void sqlite_statement::set_null(std::size_t index) {
    auto& here = at(index);
    bound(here, sqlite3_bind_null(statement_.get(), here.position));
}

void sqlite_statement::set_bool(std::size_t index, bool to) { set_integer(index, to ? 1 : 0); }

void sqlite_statement::set_integer(std::size_t index, std::int64_t to) {
    auto& here = at(index);
    bound(here, sqlite3_bind_int64(statement_.get(), here.position, to));
}

// SQLite would store NULL for a NaN.
void sqlite_statement::set_double(std::size_t index, double to) {
    if (std::isnan(to)) return set_text(index, "NaN", false);
    auto& here = at(index);
    bound(here, sqlite3_bind_double(statement_.get(), here.position, to));
}

void sqlite_statement::set_text(std::size_t index, std::string_view to, bool copy) {
    auto& here = at(index);
    check_text(index, to);
    holds_copies_ |= copy && to.size() > large;
    bound(here, sqlite3_bind_text64(statement_.get(), here.position, to.empty() ? "" : to.data(), to.size(),
                                    copy ? SQLITE_TRANSIENT : SQLITE_STATIC, SQLITE_UTF8));
}

void sqlite_statement::set_bytes(std::size_t index, std::span<const std::byte> to, bool copy) {
    auto& here = at(index);
    holds_copies_ |= copy && to.size() > large;
    bound(here,
          sqlite3_bind_blob64(statement_.get(), here.position, to.empty() ? "" : static_cast<const void*>(to.data()),
                              to.size(), copy ? SQLITE_TRANSIENT : SQLITE_STATIC));
}

void sqlite_statement::set_uuid(std::size_t index, const uuid& to) {
    auto& here = at(index);
    auto& text = scratch(index);
    to.to_chars(text.data());
    set_short_text(here, text, 36);
}

void sqlite_statement::set_timestamp(std::size_t index, timestamp to) {
    auto& here = at(index);
    auto& text = scratch(index);
    set_short_text(here, text, to.to_chars(text.data()));
}

void sqlite_statement::set_date(std::size_t index, date to) { set_text(index, to.to_string(), true); }

void sqlite_statement::set_decimal(std::size_t index, const decimal& to) { set_text(index, to.to_string(), true); }

void sqlite_statement::set_array(std::size_t index, const value_array& to) {
    set_text(index, array_to_json(index, to), true);
}

}  // namespace rowan::detail
