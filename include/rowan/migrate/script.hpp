#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// A script that cannot be split, or that must not run as it is: `migrations/0003_search.sql:17:5: …`.
class ROWAN_EXPORT script_error : public migration_error {
public:
    script_error(const std::string& what, std::string file, std::size_t line, std::size_t column);

    /// Empty where the script came from none.
    const std::string& file() const noexcept { return file_; }
    std::size_t line() const noexcept { return line_; }
    /// Counted in characters, from 1.
    std::size_t column() const noexcept { return column_; }

private:
    std::string file_;
    std::size_t line_;
    std::size_t column_;
};

/// One statement of a script.
struct script_statement {
    std::string_view text;  ///< without its semicolon; with its rows where it is a `copy … from stdin`
    std::size_t line = 1;   ///< of its file
    std::size_t column = 1;
};

/// The statements of a script as psql or sqlite3 would run them one after the other. Knows quotes of all kinds,
/// comments, `create trigger … begin … end`, `begin atomic … end` and the rows behind `copy … from stdin`.
///
/// Throws script_error: something is never closed, or a command of psql or sqlite3 itself (`\i`, `.read`).
/// Lifetime: that of `script`. Cost: O(size of the script).
ROWAN_EXPORT std::vector<script_statement> statements_of(std::string_view script, const dialect& of,
                                                         const schema::script_file& from = {});

/// What `statements_of` throws, and script_error where a statement begins or ends a transaction: for a script that runs
/// within one.
ROWAN_EXPORT void check_in_transaction(std::string_view script, const dialect& of,
                                       const schema::script_file& from = {});

/// The file that the script for this dialect came from; null where it came from none.
ROWAN_EXPORT const schema::script_file* file_for(const schema::run_sql& which, std::string_view dialect) noexcept;

}  // namespace rowan::migrate
