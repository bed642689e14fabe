#pragma once

#include <rowan/migrate/graph.hpp>
#include <rowan/session/session.hpp>

#include <vector>

namespace rowan::migrate {

/// Throws occupied_error where the database has tables that the revisions, run in this order, would find there although
/// they create them.
void refuse_occupied(session& database, const std::vector<const revision*>& pending);

/// Throws migration_error that lists what the database lacks of the tables that are there when the revisions have run
/// in this order, and of the columns that their operations give them. `at` is for the message.
void refuse_missing(session& database, const std::vector<const revision*>& applied, const position& at);

/// Tables of the database in which other tools keep what they have applied; `adopt` reads them.
std::vector<std::string> tables_of_other_tools(session& database);

}  // namespace rowan::migrate
