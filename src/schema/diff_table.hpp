#pragma once

#include <rowan/schema/diff.hpp>

#include <string>
#include <utility>
#include <vector>

#include "schema/upheaval.hpp"

namespace rowan::schema {

/// The changes of one table, in the places that they have in a plan.
struct table_difference {
    const table* from = nullptr;
    const table* to = nullptr;
    std::vector<table_change> loosened;  ///< constraints that must go before anything else changes
    std::vector<index> dropped_indexes;
    std::vector<operation> renamed_indexes;
    std::vector<operation> commented;  ///< constraints and indexes that stay
    std::vector<table_change> changes;
    std::vector<table_change> completed;  ///< what needs them to be done: a default that was for the old rows only
    std::vector<operation> filled;        ///< what rows get before a column becomes not null
    std::vector<index> created_indexes;
    std::vector<table_change> fastened;  ///< constraints that come after everything else
};

/// What all tables' comparisons know.
struct table_setting {
    const database& from;
    const database& to;
    const upheaval& moved;
    const std::vector<alter_enum>& enums;
    const diff_options& how;
    std::vector<question>& questions;

    /// Whether a key must be out of the way while other things change, on either of its sides.
    bool is_loose(const table& of, const foreign_key& key) const;
    bool is_redistributed(const table& which) const;
};

/// Columns of `from` that are dropped, or change so that nothing may depend on them.
std::vector<std::string> moved_columns(const table& from, const table& to, const std::vector<alter_enum>& swapped);
/// Whether the column is dropped and added again: it becomes computed, or otherwise computed.
bool is_remade(const column& from, const column& to);
/// Whatever their names, and whether rows were checked.
bool same_content(const constraint& left, const constraint& right);

/// What two tables have of a kind. What is kept is the same, but for a name where it has none on one side or another
/// one, and for rows that were not checked.
template <class Part>
struct matched_parts {
    std::vector<Part> gone;
    std::vector<Part> come;
    std::vector<std::pair<Part, Part>> kept{};
};
matched_parts<constraint> match_constraints(const table& from, const table& to);
matched_parts<index> match_indexes(const std::vector<index>& from, const std::vector<index>& to);
/// The column as it is once its enum has changed.
column after_enum(const column& of, const std::vector<alter_enum>& changes);

table_difference difference_of(const table& from, const table& to, const table_setting& in);

}  // namespace rowan::schema
