#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <utility>

#include "postgresql_error.hpp"
#include "postgresql_statement.hpp"

namespace rowan::detail::postgresql {

prepared_statement::slot& prepared_statement::parameter(std::size_t index) {
    if (stale_ && set_count_ == 0) prepare();
    if (index >= slots_.size())
        throw usage_error(fmt::format("the statement has {} parameters, number {} was set; statement: {}",
                                      slots_.size(), index + 1, sql_));
    return slots_[index];
}

void prepared_statement::accept(slot& into, const slot& what) noexcept {
    set_count_ += into.is_set ? 0 : 1;
    const wire_type* const type = into.type;
    into = what;
    into.type = type;
    into.is_set = true;
}

void prepared_statement::refuse(outcome fault, std::size_t index, std::string_view what) {
    stale_ = stale_ || fault == outcome::out_of_range;  // the column may have become wider since
    throw mapping_error(describe(fault, fmt::format("parameter {}", index + 1), *slots_[index].type, what, use::write));
}

template <auto Encode, class T>
void prepared_statement::put(std::size_t index, std::string_view what, const T& from) {
    slot& to = parameter(index);
    const std::size_t start = buffer_.size();
    const outcome fault = Encode(buffer_, *to.type, from);
    if (fault == outcome::done) return accept(to, {.offset = start, .size = buffer_.size() - start});
    buffer_.truncate(start);
    if (fault != outcome::other_kind || to.type->kind != wire_kind::opaque) {
        if (has_other_type_now(index)) return put<Encode>(index, what, from);
        refuse(fault, index, what);
    }
    if constexpr (std::is_constructible_v<value, T>) put_as_text(index, what, value(T(from)));
}

// The server reads it as it reads a literal between quotes.
void prepared_statement::put_as_text(std::size_t index, std::string_view what, const value& from) {
    const std::size_t start = buffer_.size();
    const outcome fault = write_text(buffer_, from);
    if (fault != outcome::done) {
        buffer_.truncate(start);
        refuse(fault, index, what);
    }
    *buffer_.grow(1) = '\0';
    accept(slots_[index], {.offset = start, .size = buffer_.size() - start, .is_text = true});
}

void prepared_statement::set_null(std::size_t index) { accept(parameter(index), {.is_null = true}); }
void prepared_statement::set_bool(std::size_t index, bool to) { put<encode_bool>(index, "a boolean", to); }
void prepared_statement::set_integer(std::size_t index, std::int64_t to) {
    put<encode_integer>(index, "an integer", to);
}
void prepared_statement::set_double(std::size_t index, double to) { put<encode_double>(index, "a double", to); }
void prepared_statement::set_uuid(std::size_t index, const uuid& to) { put<encode_uuid>(index, "a UUID", to); }
void prepared_statement::set_timestamp(std::size_t index, timestamp to) {
    put<encode_timestamp>(index, "a timestamp", to);
}
void prepared_statement::set_date(std::size_t index, date to) { put<encode_date>(index, "a date", to); }
void prepared_statement::set_decimal(std::size_t index, const decimal& to) {
    put<encode_decimal>(index, "a decimal", to);
}

void prepared_statement::set_text(std::size_t index, std::string_view to, bool copy) {
    slot& into = parameter(index);
    if (copy || into.type->kind != wire_kind::text) {
        const bool is_literal = into.type->kind != wire_kind::text && into.type->kind != wire_kind::jsonb;
        return is_literal ? put_as_text(index, "text", value(std::string(to))) : put<encode_text>(index, "text", to);
    }
    if (to.size() > longest_value) refuse(outcome::out_of_range, index, "text");
    if (to.find('\0') != std::string_view::npos) refuse(outcome::nul_character, index, "text");
    accept(into, {.borrowed = to.empty() ? "" : to.data(), .size = to.size()});
}

void prepared_statement::set_bytes(std::size_t index, std::span<const std::byte> to, bool copy) {
    slot& into = parameter(index);
    if (into.type->kind == wire_kind::opaque) return put_as_text(index, "bytes", value(bytes(to.begin(), to.end())));
    if (copy || into.type->kind != wire_kind::bytea) return put<encode_bytes>(index, "bytes", to);
    if (to.size() > longest_value) refuse(outcome::out_of_range, index, "bytes");
    accept(into, {.borrowed = to.empty() ? "" : reinterpret_cast<const char*>(to.data()), .size = to.size()});
}

void prepared_statement::set_array(std::size_t index, const value_array& to) {
    slot& into = parameter(index);
    const std::size_t start = buffer_.size();
    const outcome fault = encode_array(buffer_, *into.type, to);
    if (fault == outcome::done) return accept(into, {.offset = start, .size = buffer_.size() - start});
    buffer_.truncate(start);
    const bool has_literal = into.type->kind == wire_kind::array || into.type->kind == wire_kind::opaque;
    if (fault != outcome::other_kind || !has_literal) {
        if (has_other_type_now(index)) return set_array(index, to);
        refuse(fault, index, "an array");
    }
    put_as_text(index, "an array", value(value_array(to)));
}

// libpq copies them into its own buffer at once; a pointer into ours lives until then.
void prepared_statement::fill_arguments() {
    values_.clear();
    sizes_.clear();
    formats_.clear();
    // libpq takes a null pointer for NULL, and a buffer that holds nothing yet has no other: an empty text needs one of its own.
    const char* const start = buffer_.data() == nullptr ? "" : buffer_.data();
    for (const slot& one : slots_) {
        const char* const at = one.borrowed != nullptr ? one.borrowed : start + one.offset;
        values_.push_back(one.is_null ? nullptr : at);
        sizes_.push_back(static_cast<int>(one.size));
        formats_.push_back(one.is_text ? 0 : 1);
    }
}

void prepared_statement::forget_parameters() noexcept {
    for (slot& one : slots_) one.is_set = false;
    set_count_ = 0;
    buffer_.clear();
}

}  // namespace rowan::detail::postgresql
