// expected: the number of related rows is read into an integer member

#include "projects_and_tasks.hpp"

struct line : project {
#ifdef ROWAN_CONTROL
    std::int64_t tasks = 0;
#else
    double tasks = 0;
#endif
};
BOOST_DESCRIBE_STRUCT(line, (project), (tasks))
template <>
inline constexpr auto rowan::relation_of<&line::tasks> = rowan::count_of<task>;
auto found(rowan::session& db) { return rowan::repository<project>(db).all<line>(); }
