// expected: no foreign key joins this entity with one that the query reads: say on which condition
// expected: more than one foreign key could join this entity with those that the query reads: say on which condition
// expected: this query reads the source already: join it under another name with rowan::alias
// expected: an update or delete by condition changes one table: bring the others in by exists(...) or in(...)
// expected: this member is not one of the source's rows

#include "entities.hpp"

inline constexpr auto other = rowan::alias<project, "other">;
#ifdef ROWAN_CONTROL
auto none(rowan::session& db) { return from<project>(db).join<note>(field<&note::id> == field<&project::size>).all(); }
auto two(rowan::session& db) { return from<project>(db).join<link>(field<&link::from_id> == field<&project::id>).all(); }
auto twice(rowan::session& db) { return from<project>(db).join(other, other[field<&project::id>] == field<&project::id>).all(); }
auto remove(rowan::session& db) { return from<task>(db).remove(); }
auto member(rowan::session& db) { return from<project>(db).join(other, other[field<&project::size>] == 1).all(); }
#else
auto none(rowan::session& db) { return from<project>(db).join<note>().all(); }
auto two(rowan::session& db) { return from<project>(db).join<link>().all(); }
auto twice(rowan::session& db) { return from<project>(db).join<project>(field<&project::size> == 1).all(); }
auto remove(rowan::session& db) { return from<task>(db).join<project>().remove(); }
auto member(rowan::session& db) { return from<project>(db).join(other, other[field<&note::id>] == 1).all(); }
#endif
