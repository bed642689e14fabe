#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan {

/// A UUID in network byte order. Default-constructed it is nil.
struct uuid {
    std::array<std::uint8_t, 16> octets{};

    constexpr bool is_nil() const noexcept { return *this == uuid{}; }

    /// `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`, lower case.
    ROWAN_EXPORT std::string to_string() const;
    /// Writes the 36 characters of `to_string()` to `to`, without a terminating NUL.
    ROWAN_EXPORT void to_chars(char* to) const noexcept;

    /// Reads the form of `to_string()`, upper case too. Throws mapping_error on anything else.
    ROWAN_EXPORT static uuid parse(std::string_view text);
    /// As `parse`, but says so instead of throwing.
    ROWAN_EXPORT static bool try_parse(std::string_view text, uuid& to) noexcept;

    /// A new version 7 UUID (RFC 9562, 5.7): milliseconds since 1970, a counter, random bits. Those made by one process
    /// sort in the order they were made, so they are kind to B-trees. Safe from any thread.
    ROWAN_EXPORT static uuid generate();

    friend constexpr auto operator<=>(const uuid&, const uuid&) = default;
    friend constexpr bool operator==(const uuid&, const uuid&) = default;
};

}  // namespace rowan

template <>
struct std::hash<rowan::uuid> {
    std::size_t operator()(const rowan::uuid& value) const noexcept {
        // The tail of a version 7 UUID is random; the head is time and would cluster.
        std::uint64_t tail;
        std::memcpy(&tail, value.octets.data() + 8, sizeof tail);
        std::uint64_t head;
        std::memcpy(&head, value.octets.data(), sizeof head);
        return static_cast<std::size_t>(tail ^ (head * 0x9E3779B97F4A7C15u));
    }
};
