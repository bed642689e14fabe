// expected: the value is not of the field's type, so the two cannot be compared

#include "projects.hpp"

auto found(rowan::session& db) {
#ifdef ROWAN_CONTROL
    return rowan::repository<project>(db).where(rowan::field<&project::name> == "a").all();
#else
    return rowan::repository<project>(db).where(rowan::field<&project::name> == 5).all();
#endif
}
