#pragma once

#include <rowan/types/error.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan {

/// A cursor that a keyset page cannot begin at: cut or changed on its way, made with another key, or for rows in
/// another order.
class ROWAN_EXPORT cursor_error : public error {
public:
    using error::error;
};

/// What the cursors of keyset pages are encrypted and signed with (XChaCha20-Poly1305), so that a client can neither
/// read them nor make its own. All processes that serve the same clients need the same key; with another one, clients
/// begin anew.
class ROWAN_EXPORT cursor_key {
public:
    /// From a secret of any length, say a line of the configuration that nobody can guess. Throws usage_error where it
    /// is empty.
    explicit cursor_key(std::string_view secret);
    /// From 32 random bytes.
    explicit cursor_key(std::span<const std::byte, 32> key);
    cursor_key(const cursor_key&) = default;
    cursor_key& operator=(const cursor_key&) = default;
    /// Overwrites it in memory.
    ~cursor_key();

    /// A new one, for cursors that live no longer than this process.
    static cursor_key generate();

    std::span<const unsigned char, 32> for_content() const noexcept { return std::span(octets_).first<32>(); }
    std::span<const unsigned char, 32> for_nonces() const noexcept { return std::span(octets_).last<32>(); }

private:
    cursor_key() = default;
    std::array<unsigned char, 64> octets_{};
};

}  // namespace rowan
