// expected: an aggregate has no place in where, which looks at one row: use having
// expected: select has an aggregate of all rows beside a column of each: group_by the column

#include "entities.hpp"

#ifdef ROWAN_CONTROL
auto where(rowan::session& db) { return from<project>(db).group_by(field<&project::name>).having(rowan::count() > 1).select(field<&project::name>).all(); }
auto select(rowan::session& db) { return from<project>(db).group_by(field<&project::name>).select(field<&project::name>, rowan::count()).all(); }
auto window(rowan::session& db) { return from<project>(db).select(field<&project::name>, rowan::count().over()).all(); }
#else
auto where(rowan::session& db) { return from<project>(db).where(rowan::count() > 1).select(field<&project::name>).all(); }
auto select(rowan::session& db) { return from<project>(db).select(field<&project::name>, rowan::count()).all(); }
#endif
