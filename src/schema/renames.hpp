#pragma once

#include <rowan/schema/diff.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::schema {

/// A schema once everything that was renamed has its new name.
struct renaming {
    database from;  ///< with the new names
    std::vector<operation> operations;
    std::vector<question> questions;
};

/// Throws mapping_error for an answer that names nothing that has come.
renaming find_renames(const database& from, const database& to, const diff_options& how);

/// `diff` behind the renames.
plan diff_renamed(renaming from, const database& to, const diff_options& how);

/// Null where nobody has answered.
const answer* find_answer(const diff_options& in, const question& to);

/// With its schema where it has one in its name.
std::string full_name(std::string_view schema_name, std::string_view name);

inline constexpr std::string_view answer_dropped = "dropped";
inline constexpr std::string_view answer_none = "none";

}  // namespace rowan::schema
