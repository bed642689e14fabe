// expected: the entity has no version: its rowan::table_of names none

#include "tasks_and_notes.hpp"

void run(rowan::session& db, rowan::id<task> key) {
#ifdef ROWAN_CONTROL
    rowan::repository<task>(db).patch(key, rowan::patch<task>().set<&task::title>("a"));
#else
    rowan::repository<task>(db).patch(key, rowan::patch<task>().set<&task::title>("a").expecting(1));
#endif
}
