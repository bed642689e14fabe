#pragma once

#include <rowan/schema/column.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::schema {

/// `text` as UTF-8 without control characters, which neither XML nor a line can have.
std::string printable(std::string_view text);
/// `text` as XML and HTML have it, also between quotes.
std::string escaped_xml(std::string_view text);
/// How many columns of a terminal `text` fills, wide characters counted as two.
std::size_t columns_of_text(std::string_view text);
/// `text` or as much of its front as fits, with an ellipsis.
std::string shortened(std::string_view text, std::size_t columns);
/// The type in words that any reader of SQL knows.
std::string type_words(const column& of);
/// With commas.
std::string joined(const std::vector<std::string>& names);
/// `, on delete cascade`
std::string action_words(const foreign_key& of);
/// `*` in `pattern` stands for anything.
bool fits_pattern(std::string_view name, std::string_view pattern) noexcept;

}  // namespace rowan::schema
