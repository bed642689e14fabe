#pragma once

#include <rowan/query/cursor.hpp>
#include <rowan/types/value.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What a keyset cursor says, and its form: base64url of a version, a nonce and what is encrypted.
namespace rowan::detail {

struct cursor_content {
    std::uint64_t order = 0;        ///< fingerprint of the order that the values are of
    bool including = false;         ///< the row itself belongs to the page
    std::vector<value> position{};  ///< of a row: a value for each term of the order

    friend bool operator==(const cursor_content&, const cursor_content&) = default;
};

/// The octets before they are encrypted. Values are of every kind but arrays.
std::string write_cursor(const cursor_content& from);
/// Throws cursor_error where `octets` are not exactly what `write_cursor` makes.
cursor_content read_cursor(std::string_view octets);

/// The same content has the same cursor each time: the nonce is made of it.
std::string seal_cursor(const cursor_key& with, const cursor_content& from);
/// Throws cursor_error where `text` is not what `seal_cursor` made with the same key.
cursor_content open_cursor(const cursor_key& with, std::string_view text);

std::uint64_t fingerprint(std::string_view text);

}  // namespace rowan::detail
