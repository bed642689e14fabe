// expected: order and limit are for relations to many

#include "projects_and_tasks.hpp"

struct page : task {
    project owner;
};
BOOST_DESCRIBE_STRUCT(page, (task), (owner))
#ifdef ROWAN_CONTROL
template <>
inline constexpr auto rowan::relation_of<&page::owner> = rowan::via<&task::project_id>;
#else
template <>
inline constexpr auto rowan::relation_of<&page::owner> = rowan::via<&task::project_id>.limit(3);
#endif
auto found(rowan::session& db) { return rowan::repository<task>(db).all<page>(); }
