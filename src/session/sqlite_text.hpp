#pragma once

#include <rowan/dialect/dialect.hpp>

#include <string>
#include <string_view>

#include "dialect/sql_tokens.hpp"

namespace rowan::detail {

/// The tokens of `sql`, as SQLite reads it. Lifetime: that of the text.
inline sql_tokens sqlite_tokens(std::string_view sql) noexcept { return {sql, sqlite_dialect().can()}; }

/// Blanks, comments and semicolons only.
bool is_blank(std::string_view sql) noexcept;
/// In lower case; empty where it begins with something else.
std::string first_word(std::string_view sql);
/// As SQLite compares names: without regard to the case of ASCII letters.
bool same_name(std::string_view left, std::string_view right) noexcept;
/// As an identifier in SQL.
std::string quoted(std::string_view name);

}  // namespace rowan::detail
