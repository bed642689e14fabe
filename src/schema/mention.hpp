#pragma once

#include <rowan/schema/sql_text.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rowan::schema {

/// Where SQL speaks of `name`, in any case, from an offset on; npos where it does not.
std::size_t find_mention(std::string_view sql, std::string_view name, std::size_t from = 0) noexcept;
/// Whether SQL speaks of `name`, in any case and place: what is told too much only makes an order stricter.
bool mentions(std::string_view sql, std::string_view name) noexcept;
inline bool mentions(const std::string& sql, std::string_view name) noexcept {
    return mentions(std::string_view(sql), name);
}
bool mentions(const sql_text& sql, std::string_view name) noexcept;
bool mentions(const std::optional<sql_text>& sql, std::string_view name) noexcept;

}  // namespace rowan::schema
