// expected: an expression of select is of another type than the member it is read into
// expected: an expression that may be NULL is read into a member that is not std::optional: make the member one, or use coalesce
// expected: a row that a left join may not find is read into a member that is not std::optional
// expected: select has more or fewer expressions than its result has members
// expected: only queries with rows of one type can be put together
// expected: the shape belongs to another entity than the one that is read

#include "entities.hpp"

struct pair { task own; project of; };
BOOST_DESCRIBE_STRUCT(pair, (), (own, of))
#ifdef ROWAN_CONTROL
auto type(rowan::session& db) { return from<project>(db).select<line>(field<&project::name>, field<&project::size>).all(); }
auto null(rowan::session& db) { return from<project>(db).select<line>(field<&project::name>, coalesce(field<&project::rank>, 0)).all(); }
auto left(rowan::session& db) { return from<task>(db).join<project>().select<pair>(rowan::row<task>, rowan::row<project>).all(); }
auto count(rowan::session& db) { return from<project>(db).select<line>(field<&project::name>, 1).all(); }
auto set(rowan::session& db) { return from<project>(db).select(field<&project::name>).union_with(from<task>(db).select(field<&task::title>)).all(); }
auto shape(rowan::session& db) { return from<project>(db).all<project>(); }
#else
auto type(rowan::session& db) { return from<project>(db).select<line>(field<&project::size>, field<&project::size>).all(); }
auto null(rowan::session& db) { return from<project>(db).select<line>(field<&project::name>, field<&project::rank>).all(); }
auto left(rowan::session& db) { return from<task>(db).left_join<project>().select<pair>(rowan::row<task>, rowan::row<project>).all(); }
auto count(rowan::session& db) { return from<project>(db).select<line>(field<&project::name>).all(); }
auto set(rowan::session& db) { return from<project>(db).select(field<&project::name>).union_with(from<project>(db).select(field<&project::size>)).all(); }
auto shape(rowan::session& db) { return from<project>(db).all<task>(); }
#endif
