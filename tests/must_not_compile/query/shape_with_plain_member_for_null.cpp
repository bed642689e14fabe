// expected: the column may be NULL, so the member of the shape must be std::optional

#include <rowan/query/repository.hpp>

struct project {
    rowan::id<project> id;
    std::string name;
    std::optional<int> rank;
};
BOOST_DESCRIBE_STRUCT(project, (), (id, name, rank))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();

struct project_rank {
    using entity = project;
#ifdef ROWAN_CONTROL
    std::optional<int> rank;
#else
    int rank;
#endif
};
BOOST_DESCRIBE_STRUCT(project_rank, (), (rank))
auto found(rowan::session& db) { return rowan::repository<project>(db).all<project_rank>(); }
