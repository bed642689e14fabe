// expected: a condition names a column of a table that this query does not read

#include <rowan/query/repository.hpp>

struct project {
    rowan::id<project> id;
    std::string name;
    std::optional<int> rank;
};
BOOST_DESCRIBE_STRUCT(project, (), (id, name, rank))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();

struct other {
    int id = 0;
};
BOOST_DESCRIBE_STRUCT(other, (), (id))
template <>
inline constexpr auto rowan::table_of<other> = rowan::table<other>("others").primary_key<&other::id>();

auto found(rowan::session& db) {
#ifdef ROWAN_CONTROL
    return rowan::repository<project>(db).where(rowan::field<&project::rank> == 1).all();
#else
    return rowan::repository<project>(db).where(rowan::field<&other::id> == 1).all();
#endif
}
