// expected: this type has no rowan::codec: it cannot be the value of a parameter

#include <rowan/query/raw.hpp>

struct colour {
    int red = 0;
};
auto changed(rowan::session& db, const colour& shade) {
#ifdef ROWAN_CONTROL
    return rowan::raw(db, "update tasks set shade = :shade").bind("shade", shade.red).execute();
#else
    return rowan::raw(db, "update tasks set shade = :shade").bind("shade", shade).execute();
#endif
}
