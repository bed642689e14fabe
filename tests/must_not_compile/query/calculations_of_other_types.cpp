// expected: the values to choose from are not of one type
// expected: only numbers have a sum
// expected: an argument is of another type than the function's parameter
// expected: this function takes another number of arguments
// expected: only a rowan::timestamp or a rowan::date has such a part
// expected: cast to a type that a column can have, without std::optional
// expected: only a number has this
// expected: the expression is not of the type of the member that it is assigned to
// expected: only a std::optional member can be set to NULL
// expected: an expression that may be NULL is assigned to a member that is not std::optional: use coalesce

#include "entities.hpp"


#ifdef ROWAN_CONTROL
auto choice(rowan::session& db) { return from<project>(db).select(coalesce(field<&project::rank>, field<&project::size>)).all(); }
auto sum(rowan::session& db) { return from<project>(db).select(rowan::sum(field<&project::size>)).all(); }
auto argument(rowan::session& db) { return from<project>(db).select(rowan::lower(field<&project::name>)).all(); }
auto number(rowan::session& db) { return from<project>(db).select(rowan::replace(field<&project::name>, "a", "b")).all(); }
auto part(rowan::session& db) { return from<project>(db).select(rowan::year(rowan::now())).all(); }
auto cast(rowan::session& db) { return from<project>(db).select(rowan::cast_to<double>(field<&project::size>)).all(); }
auto abs(rowan::session& db) { return from<project>(db).select(rowan::abs(field<&project::size>)).all(); }
auto assigned(rowan::session& db) { return from<project>(db).update(field<&project::size> = field<&project::size> * 2); }
auto null(rowan::session& db) { return from<project>(db).update(field<&project::rank> = std::nullopt); }
auto nullable(rowan::session& db) { return from<project>(db).update(field<&project::size> = coalesce(field<&project::rank>, 0)); }
#else
auto choice(rowan::session& db) { return from<project>(db).select(coalesce(field<&project::rank>, field<&project::name>)).all(); }
auto sum(rowan::session& db) { return from<project>(db).select(rowan::sum(field<&project::name>)).all(); }
auto argument(rowan::session& db) { return from<project>(db).select(rowan::lower(field<&project::size>)).all(); }
auto number(rowan::session& db) { return from<project>(db).select(rowan::replace(field<&project::name>, "a")).all(); }
auto part(rowan::session& db) { return from<project>(db).select(rowan::year(field<&project::size>)).all(); }
auto cast(rowan::session& db) { return from<project>(db).select(rowan::cast_to<std::optional<double>>(field<&project::size>)).all(); }
auto abs(rowan::session& db) { return from<project>(db).select(rowan::abs(field<&project::name>)).all(); }
auto assigned(rowan::session& db) { return from<project>(db).update(field<&project::size> = field<&project::name> + "a"); }
auto null(rowan::session& db) { return from<project>(db).update(field<&project::size> = std::nullopt); }
auto nullable(rowan::session& db) { return from<project>(db).update(field<&project::size> = field<&project::rank>); }
#endif
