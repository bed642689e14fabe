#pragma once

#include <rowan/types/bytes.hpp>
#include <rowan/types/date.hpp>
#include <rowan/types/decimal.hpp>
#include <rowan/types/timestamp.hpp>
#include <rowan/types/uuid.hpp>

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

class row_writer;
class row_reader;
class value;

/// Elements of an array column or of a list in a condition.
using value_array = std::vector<value>;

/// SQL's NULL.
struct null_value {
    friend constexpr bool operator==(null_value, null_value) = default;
};

namespace detail {
using value_storage = std::variant<null_value, bool, std::int64_t, double, std::string, bytes, uuid, timestamp, date,
                                   decimal, value_array>;
template <class T>
concept value_alternative = !std::is_same_v<std::remove_cvref_t<T>, value> &&
                            std::is_constructible_v<value_storage, std::in_place_type_t<std::remove_cvref_t<T>>, T>;
}  // namespace detail

/// Everything that can be bound to a statement. Enum labels and JSON are text.
///
/// Copying, moving and comparing are compiled once, in the library: for a variant of eleven they cost each user 140 ms
/// to compile.
class value {
public:
    using storage = detail::value_storage;

    ROWAN_EXPORT value() noexcept;
    ROWAN_EXPORT value(const value&);
    ROWAN_EXPORT value(value&&) noexcept;
    ROWAN_EXPORT value& operator=(const value&);
    ROWAN_EXPORT value& operator=(value&&) noexcept;
    ROWAN_EXPORT ~value();
    template <detail::value_alternative T>
    explicit value(T&& from) : storage_(std::in_place_type<std::remove_cvref_t<T>>, std::forward<T>(from)) {}

    bool is_null() const noexcept { return std::holds_alternative<null_value>(storage_); }
    const storage& get() const noexcept { return storage_; }

    /// Hands the value to parameter `index` of a statement. Lifetime: without `copy`, text and bytes are borrowed until
    /// the statement has run.
    ROWAN_EXPORT void write(row_writer& to, std::size_t index, bool copy = true) const;

    friend ROWAN_EXPORT bool operator==(const value&, const value&);

private:
    storage storage_;
};

}  // namespace rowan
