// expected: an order names a column of a table that this query does not read

#include "two_tables.hpp"

auto found(rowan::session& db) {
#ifdef ROWAN_CONTROL
    return rowan::repository<project>(db).order_by(rowan::field<&project::rank>).all();
#else
    return rowan::repository<project>(db).order_by(rowan::field<&other::id>).all();
#endif
}
