#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::detail::postgresql {

/// False where `sql` is blank but for comments and semicolons.
ROWAN_EXPORT bool holds_statement(std::string_view sql) noexcept;

/// One statement of a script.
struct script_part {
    std::string_view text;
    std::size_t line = 0;  ///< from 1
};

/// The statement number `index`, from 0, as the server splits them: quotes, dollar quotes, comments and the bodies of
/// SQL functions are looked through. Empty where there are fewer.
ROWAN_EXPORT script_part statement_at(std::string_view script, std::size_t index) noexcept;

/// The statement around the character number `position`, from 1, which is how the server counts, and the line of that
/// character.
ROWAN_EXPORT script_part statement_around(std::string_view script, std::size_t position) noexcept;

/// Statements that go to the server as one text.
struct script_chunk {
    std::string_view sql;
    bool has_rows = false;  ///< the last statement is a `copy … from stdin`
    std::string_view rows;  ///< for it
    std::size_t lines_before = 0;
};

/// The whole script, save that it is parted behind each `copy … from stdin`, whose rows stand behind it.
ROWAN_EXPORT std::vector<script_chunk> chunks_of(std::string_view script);

}  // namespace rowan::detail::postgresql
