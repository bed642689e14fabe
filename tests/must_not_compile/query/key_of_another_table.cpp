// expected: no matching

#include <rowan/query/repository.hpp>

struct project {
    rowan::id<project> id;
    std::string name;
    std::optional<int> rank;
};
BOOST_DESCRIBE_STRUCT(project, (), (id, name, rank))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();

struct task {};
auto found(rowan::session& db) {
#ifdef ROWAN_CONTROL
    return rowan::repository<project>(db).find(rowan::id<project>());
#else
    return rowan::repository<project>(db).find(rowan::id<task>());
#endif
}
