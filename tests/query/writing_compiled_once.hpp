#pragma once

#include "query/writing.hpp"

// As a program with many users of an entity has it: the repository is compiled in one source, here
// writing_compiled_once.cpp.
extern template class rowan::repository<archive::tally>;
extern template class rowan::repository<archive::document>;

namespace archive {
/// In another source than the one that compiles the repository.
std::string read_word(rowan::session& db, std::int64_t id);
}  // namespace archive
