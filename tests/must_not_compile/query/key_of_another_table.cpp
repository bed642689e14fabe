// expected: no matching

#include "projects.hpp"

struct task {};
auto found(rowan::session& db) {
#ifdef ROWAN_CONTROL
    return rowan::repository<project>(db).find(rowan::id<project>());
#else
    return rowan::repository<project>(db).find(rowan::id<task>());
#endif
}
