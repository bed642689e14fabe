// expected: a condition names a column of a table that this query does not read

#include "two_tables.hpp"

auto found(rowan::session& db) {
#ifdef ROWAN_CONTROL
    return rowan::repository<project>(db).where(rowan::field<&project::rank> == 1).all();
#else
    return rowan::repository<project>(db).where(rowan::field<&other::id> == 1).all();
#endif
}
