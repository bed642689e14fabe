// expected: the query has rows of another type than its name says
// expected: a query with a name speaks of a table that neither it nor another query with a name reads

#include "entities.hpp"

inline constexpr auto lines = rowan::cte<line, "lines">;
#ifdef ROWAN_CONTROL
auto type(rowan::session& db) { return rowan::with(db, lines.as(from<project>().select<line>(field<&project::name>, 1))).from(lines).all(); }
auto outer(rowan::session& db) { return rowan::with(db, lines.as(from<project>().where(field<&project::size> == 1).select<line>(field<&project::name>, 1))).from(lines).all(); }
#else
auto type(rowan::session& db) { return rowan::with(db, lines.as(from<project>().select(field<&project::name>))).from(lines).all(); }
auto outer(rowan::session& db) { return rowan::with(db, lines.as(from<project>().where(field<&task::title> == "a").select<line>(field<&project::name>, 1))).from(lines).all(); }
#endif
