#pragma once

#include <rowan/dialect/capabilities.hpp>
#include <rowan/dialect/statement_traits.hpp>

#include <span>
#include <string_view>

namespace rowan {

/// A kind of statement by the words that it begins with, in lower case, with blanks between: `word?` may be missing,
/// `*` is any number of words, `$` the end. A name's schema (`pragma main.x`) is read over.
struct known_statement {
    std::string_view words;
    statement_traits traits;
};

/// Those of the first that fits.
statement_traits find_traits(std::string_view statement, const capabilities& of,
                             std::span<const known_statement> known);

}  // namespace rowan
