#pragma once

#include "cli/request.hpp"

#include <rowan/migrate/graph.hpp>

#include <iosfwd>

// Commands that look at the revisions only, not at a database.
namespace rowan::cli {

void print_heads(const request& what, const migrate::graph& all, std::ostream& out);
void print_branches(const request& what, const migrate::graph& all, std::ostream& out);
void print_revision(const request& what, const migrate::graph& all, std::ostream& out);
/// The revision that makes heads one: prints it as C++, or writes its file where the revisions are files. Throws
/// migration_error where there is nothing to merge.
void merge(const request& what, const migrate::graph& all, std::ostream& out);

}  // namespace rowan::cli
