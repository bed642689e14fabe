// expected: the columns of this conflict are of another entity than the one that is written

#include "tasks_and_notes.hpp"

void run(rowan::session& db, rowan::id<task> key) {
#ifdef ROWAN_CONTROL
    rowan::repository<task>(db).upsert({.id = key, .title = "a"}, rowan::on_conflict<&task::id>());
#else
    rowan::repository<task>(db).upsert({.id = key, .title = "a"}, rowan::on_conflict<&note::id>());
#endif
}
