#pragma once

#include <rowan/session/session.hpp>

#include <map>
#include <string>
#include <vector>

/// The catalog of the study platform: as catalog.txt says that it is meant to be, and as a live database has it.
namespace study_catalog {

/// Of each table its columns in their order, then keys, checks and indexes sorted, each a line as in catalog.txt.
using tables = std::map<std::string, std::vector<std::string>>;

/// As catalog.txt has it, in the words of PostgreSQL.
tables described();
/// In the words of this backend: SQLite has fewer types, and checks instead.
tables expected(const rowan::session& on);
/// Without rowan's own.
tables live(rowan::session& in);

/// Names of everything there is that is no table's part and not rowan's own: tables, views, sequences, functions,
/// types.
std::vector<std::string> objects(rowan::session& in);

}  // namespace study_catalog
