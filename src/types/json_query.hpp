#pragma once

#include <rowan/types/json_reader.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What PostgreSQL's operators on jsonb and on arrays say of JSON texts (PostgreSQL manual, 8.14.3, 9.16 and 9.19).
namespace rowan::json_query {

/// `left @> right`
bool contains(const json_reader& left, const json_reader& right);
/// `document ? key`
bool has_key(const json_reader& document, std::string_view key);
/// `document #> path`; `path` is an array of keys and positions. Empty where nothing is there.
std::optional<json_reader> at_path(const json_reader& document, const json_reader& path);
/// The text that jsonb has: blanks after `:` and `,`, members by length and octets of their names, numbers without
/// exponents.
std::string to_text(const json_reader& from);
/// What `#>>` makes of it: text without quotes; empty for null.
std::optional<std::string> to_plain_text(const json_reader& from);

/// Elements of an array, those of arrays in it among them, since PostgreSQL's operators take no notice of dimensions.
/// Throws mapping_error where it is no array.
std::vector<json_reader> elements(const json_reader& array);

}  // namespace rowan::json_query
