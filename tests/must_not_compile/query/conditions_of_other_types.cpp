// expected: the two fields are not of one type
// expected: the value is not of the field's type, so the two cannot be compared
// expected: only a text can be compared with a pattern
// expected: only a text or an array contains something; JSON: contains_json
// expected: the query's column is of another type

#include "entities.hpp"


#ifdef ROWAN_CONTROL
auto fields(rowan::session& db) { return from<project>(db).where(field<&project::size> == field<&project::rank>).all(); }
auto value(rowan::session& db) { return from<project>(db).where(field<&project::size>.between(1, 2)).all(); }
auto pattern(rowan::session& db) { return from<project>(db).where(field<&project::name>.like("a%")).all(); }
auto element(rowan::session& db) { return from<project>(db).where(field<&project::name>.contains("a")).all(); }
auto list(rowan::session& db) { return from<project>(db).where(field<&project::id>.in(from<task>().select(field<&task::project_id>))).all(); }
#else
auto fields(rowan::session& db) { return from<project>(db).where(field<&project::size> == field<&project::name>).all(); }
auto value(rowan::session& db) { return from<project>(db).where(field<&project::size>.between("a", "b")).all(); }
auto pattern(rowan::session& db) { return from<project>(db).where(field<&project::size>.like("a%")).all(); }
auto element(rowan::session& db) { return from<project>(db).where(field<&project::size>.contains(1)).all(); }
auto list(rowan::session& db) { return from<project>(db).where(field<&project::id>.in(from<task>().select(field<&task::title>))).all(); }
#endif
