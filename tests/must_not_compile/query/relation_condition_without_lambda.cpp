// expected: is made by a lambda without captures

#include "projects_and_tasks.hpp"

struct board : project {
    std::vector<task> tasks;
};
BOOST_DESCRIBE_STRUCT(board, (project), (tasks))
template <>
inline constexpr auto rowan::relation_of<&board::tasks> =
#ifdef ROWAN_CONTROL
    rowan::children.where([] { return rowan::field<&task::title> == "a"; });
#else
    rowan::children.where(rowan::field<&task::title> == "a");
#endif
auto found(rowan::session& db) { return rowan::repository<project>(db).all<board>(); }
