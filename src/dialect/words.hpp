#pragma once

#include <rowan/schema/constraint.hpp>

#include <string>
#include <string_view>

/// Looks into SQL that somebody else wrote no further than is needed: quotes, comments, words.
namespace rowan::sql_words {

/// A number, a string, a blob, or one of the words null, true, false.
bool is_constant(std::string_view sql);
/// One pair of parentheses encloses all of it.
bool is_enclosed(std::string_view sql);
/// `sql` with each word `value`, in either case, replaced; not in strings, quoted names and comments.
std::string replace_value(std::string_view sql, std::string_view by);

/// ` on conflict ignore`; empty for what happens without it.
std::string_view on_conflict(schema::conflict_action what);

}  // namespace rowan::sql_words
