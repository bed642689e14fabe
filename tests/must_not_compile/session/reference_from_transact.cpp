// expected: the work of transact returns a reference: let it return a value

#include <rowan/session/session.hpp>

// The reference may lead to what the next run has replaced.
#ifdef ROWAN_CONTROL
int price(rowan::session& db, int& of) { return db.transact([&]() -> int { return of; }); }
#else
int price(rowan::session& db, int& of) { return db.transact([&]() -> int& { return of; }); }
#endif
