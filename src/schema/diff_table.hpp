#pragma once

#include <rowan/schema/diff.hpp>

#include <string>
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
};

/// Columns of `from` that are dropped, or change so that nothing may depend on them.
std::vector<std::string> moved_columns(const table& from, const table& to, const std::vector<alter_enum>& swapped);
/// Whether the column is dropped and added again: it becomes computed, or otherwise computed.
bool is_remade(const column& from, const column& to);
bool same_content(const constraint& left, const constraint& right);

table_difference difference_of(const table& from, const table& to, const table_setting& in);

}  // namespace rowan::schema
