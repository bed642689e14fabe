#pragma once

#include "sql_tokens.hpp"

#include <cstddef>
#include <string_view>

#include <rowan/export.hpp>

/// Where the statements of a script end, as psql and sqlite3 see it.
namespace rowan::detail {

/// What keeps a script from being one.
enum class script_fault {
    none,
    open_quote,        ///< a quote, dollar quote or bracket is never closed
    open_comment,      ///< a comment is never closed
    open_body,         ///< `begin … end` of a trigger or function, or a rule's parentheses, are never closed
    open_rows,         ///< no line `\.` ends the rows behind `copy … from stdin`
    text_before_rows,  ///< something stands behind `copy … from stdin;` in its line
    client_command,    ///< `\i` of psql, `.read` of sqlite3
};

/// A statement with what lies before it. All pieces, one behind the other, are the script.
struct script_piece {
    std::string_view all{};        ///< blanks, comments, the statement, its semicolon and its rows
    std::string_view statement{};  ///< without its semicolon; empty behind the last one
    std::size_t offset = 0;        ///< of the statement in the script
    bool has_rows = false;         ///< it is a `copy … from stdin`
    std::string_view rows{};       ///< as they were written, without the line `\.`
    script_fault fault = script_fault::none;
    std::size_t fault_offset = 0;
};

/// Reads a script piece by piece, in time in proportion to it. Semicolons within `create trigger … begin … end`,
/// `begin atomic … end` and the parentheses of `create rule` end no statement. Lifetime: that of the script.
class ROWAN_EXPORT script_reader {
public:
    script_reader(std::string_view script, const capabilities& of) noexcept : script_(script), tokens_(script, of) {}

    bool at_end() const noexcept { return at_ >= script_.size(); }
    script_piece next() noexcept;

private:
    void check(const sql_token& token, script_piece& in) const noexcept;
    void take_rows(script_piece& to) noexcept;

    std::string_view script_;
    sql_tokens tokens_;
    std::size_t at_ = 0;
};

}  // namespace rowan::detail
