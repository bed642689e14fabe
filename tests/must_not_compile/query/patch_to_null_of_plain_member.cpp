// expected: only a std::optional member can be set to NULL

#include <rowan/query/repository.hpp>

struct project {
    rowan::id<project> id;
    std::string name;
    std::optional<int> rank;
};
BOOST_DESCRIBE_STRUCT(project, (), (id, name, rank))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();

auto changes() {
#ifdef ROWAN_CONTROL
    return rowan::patch<project>().set<&project::rank>(std::nullopt);
#else
    return rowan::patch<project>().set<&project::name>(std::nullopt);
#endif
}
