#pragma once

#include "cli/request.hpp"

#include <rowan/migrate/graph.hpp>

#include <iosfwd>

// Commands that look at the revisions only, not at a database.
namespace rowan::cli {

void print_heads(const request& what, const migrate::graph& all, std::ostream& out);
void print_branches(const request& what, const migrate::graph& all, std::ostream& out);
void print_revision(const request& what, const migrate::graph& all, std::ostream& out);

}  // namespace rowan::cli
