// expected: this member is not of the entity that is written

#include "tasks_and_notes.hpp"

void run(rowan::session& db, rowan::id<task> key) {
#ifdef ROWAN_CONTROL
    rowan::repository<task>(db).upsert({.id = key, .title = "a"}, rowan::on_conflict<&task::id>().update<&task::title>());
#else
    rowan::repository<task>(db).upsert({.id = key, .title = "a"}, rowan::on_conflict<&task::id>().update<&note::text>());
#endif
}
