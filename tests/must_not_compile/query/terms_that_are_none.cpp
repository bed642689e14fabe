// expected: order by fields and expressions: field<&task::title>, field<&task::title>.desc()
// expected: where takes a condition: field<&task::position> == 1, exists(...), or a field that is a bool

#include "entities.hpp"

#ifdef ROWAN_CONTROL
auto order(rowan::session& db) { return from<project>(db).order_by(field<&project::name>).all(); }
auto where(rowan::session& db) { return from<project>(db).where(field<&project::name> != "").all(); }
#else
auto order(rowan::session& db) { return from<project>(db).order_by(&project::name).all(); }
auto where(rowan::session& db) { return from<project>(db).where(field<&project::name>).all(); }
#endif
