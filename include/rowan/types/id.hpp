#pragma once

#include <rowan/types/uuid.hpp>

namespace rowan {

/// Key of a `T`: a UUID that cannot be mixed up with the key of another table. Default-constructed it is nil, which
/// means "not yet saved": a repository gives it a version 7 UUID on insert.
template <class T>
struct id {
    uuid value;

    constexpr id() = default;
    constexpr explicit id(const uuid& from) noexcept : value(from) {}

    constexpr bool is_nil() const noexcept { return value.is_nil(); }
    std::string to_string() const { return value.to_string(); }

    /// Throws mapping_error where `text` is no UUID.
    static id parse(std::string_view text) { return id(uuid::parse(text)); }
    static id generate() { return id(uuid::generate()); }

    friend constexpr auto operator<=>(const id&, const id&) = default;
    friend constexpr bool operator==(const id&, const id&) = default;
};

}  // namespace rowan

template <class T>
struct std::hash<rowan::id<T>> {
    std::size_t operator()(const rowan::id<T>& key) const noexcept { return std::hash<rowan::uuid>()(key.value); }
};
