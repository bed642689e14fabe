// expected: rows of this entity are really deleted: its rowan::table_of names no soft_delete

#include "tasks_and_notes.hpp"

void run(rowan::session& db, rowan::id<task> key) {
#ifdef ROWAN_CONTROL
    rowan::repository<task>(db).purge(key);
#else
    rowan::repository<task>(db).restore(key);
#endif
}
