#pragma once

#include "cli/console.hpp"
#include "cli/request.hpp"

#include <rowan/dialect/dialect.hpp>
#include <rowan/migrate/graph.hpp>

namespace rowan::cli {

/// The one that was asked for, else that of the database.
const dialect& dialect_of(const request& what);

/// What would be run, or the revisions as a drawing; runs nothing. Also `upgrade --sql` and `downgrade --sql`.
void plan(const request& what, migrate::graph all, const console& with);

}  // namespace rowan::cli
