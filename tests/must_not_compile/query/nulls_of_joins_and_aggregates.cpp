// expected: an expression that may be NULL is read into a member that is not std::optional: make the member one, or use coalesce

#include "entities.hpp"


#ifdef ROWAN_CONTROL
auto total(rowan::session& db) { return from<project>(db).group_by(field<&project::name>).select<line>(field<&project::name>, rowan::sum(field<&project::size>)).all(); }
#else
auto total(rowan::session& db) { return from<project>(db).select<line>(rowan::max(field<&project::name>), rowan::count()).all(); }
#endif
