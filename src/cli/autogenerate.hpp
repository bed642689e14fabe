#pragma once

#include "cli/database_work.hpp"

namespace rowan::cli {

/// `create --autogenerate`: a revision that brings the database to what the program's structs describe, or a line that
/// says that it is there. Throws unsettled where the database is not at the head, or a question is open and nobody can
/// be asked.
void create_from_structs(database_work& on, const program& of);

}  // namespace rowan::cli
