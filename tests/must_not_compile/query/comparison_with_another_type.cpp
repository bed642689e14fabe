// expected: the value is not of the field's type, so the two cannot be compared

#include <rowan/query/repository.hpp>

struct project {
    rowan::id<project> id;
    std::string name;
    std::optional<int> rank;
};
BOOST_DESCRIBE_STRUCT(project, (), (id, name, rank))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();

auto found(rowan::session& db) {
#ifdef ROWAN_CONTROL
    return rowan::repository<project>(db).where(rowan::field<&project::name> == "a").all();
#else
    return rowan::repository<project>(db).where(rowan::field<&project::name> == 5).all();
#endif
}
