#pragma once

#include "migrate/lint_facts.hpp"
#include "migrate/lint_tokens.hpp"

namespace rowan::migrate::facts {

/// Whether a constraint, not a column, begins here.
bool begins_constraint(const token_list& at);
/// `name type …`, up to the end.
column read_column(token_list& from);
/// `[constraint name] primary key …`, `check …`, up to the end.
constraint read_constraint(token_list& from);
/// Up to a word that no type goes on with.
type_name read_type(token_list& from);
std::vector<std::string> read_names(token_list from);

}  // namespace rowan::migrate::facts
