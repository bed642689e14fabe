// expected: a condition or order of this relation names a column of a table that it does not read

#include "projects_and_tasks.hpp"

struct board : project {
    std::vector<task> tasks;
};
BOOST_DESCRIBE_STRUCT(board, (project), (tasks))
#ifdef ROWAN_CONTROL
template <>
inline constexpr auto rowan::relation_of<&board::tasks> = rowan::children.order_by<&task::title>();
#else
template <>
inline constexpr auto rowan::relation_of<&board::tasks> = rowan::children.order_by<&project::name>();
#endif
auto found(rowan::session& db) { return rowan::repository<project>(db).all<board>(); }
