// expected: a condition names a column of a table that this query does not read
// expected: an order names a column of a table that this query does not read
// expected: group_by names a column of a table that this query does not read
// expected: having names a column of a table that this query does not read
// expected: distinct_on names a column of a table that this query does not read
// expected: select names a column of a table that this query does not read
// expected: a join condition names a column of a table that this query does not read
// expected: an assignment names a column of a table that this update does not change

#include "entities.hpp"


#ifdef ROWAN_CONTROL
auto where(rowan::session& db) { return from<project>(db).where(exists(from<task>().where(field<&task::project_id> == field<&project::id>))).all(); }
auto order(rowan::session& db) { return from<project>(db).select(field<&project::name>).order_by(field<&project::size>).all(); }
auto group(rowan::session& db) { return from<task>(db).group_by(field<&task::title>).select(field<&task::title>).all(); }
auto having(rowan::session& db) { return from<task>(db).group_by(field<&task::title>).having(rowan::count() > 1).select(field<&task::title>).all(); }
auto distinct(rowan::session& db) { return from<task>(db).distinct_on(field<&task::title>).all(); }
auto select(rowan::session& db) { return from<task>(db).join<project>().select(field<&project::name>).all(); }
auto join(rowan::session& db) { return from<task>(db).join<project>(field<&task::title> == field<&project::name>).all(); }
auto update(rowan::session& db) { return from<project>(db).update(field<&project::size> = field<&project::size> + 1); }
#else
auto where(rowan::session& db) { return from<project>(db).where(exists(from<task>().where(field<&task::title> == field<&note::text>))).all(); }
auto order(rowan::session& db) { return from<project>(db).select(field<&project::name>).order_by(field<&note::id>).all(); }
auto group(rowan::session& db) { return from<task>(db).group_by(field<&note::text>).select(field<&task::title>).all(); }
auto having(rowan::session& db) { return from<task>(db).group_by(field<&task::title>).having(rowan::max(field<&note::id>) > 1).select(field<&task::title>).all(); }
auto distinct(rowan::session& db) { return from<task>(db).distinct_on(field<&note::text>).all(); }
auto select(rowan::session& db) { return from<task>(db).select(field<&project::name>).all(); }
auto join(rowan::session& db) { return from<task>(db).join<project>(field<&task::title> == field<&note::text>).all(); }
auto update(rowan::session& db) { return from<project>(db).update(field<&project::size> = field<&note::id> + 1); }
#endif
