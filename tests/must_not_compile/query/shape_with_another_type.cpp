// expected: a member of the shape is of another type than its column

#include <rowan/query/repository.hpp>

struct project {
    rowan::id<project> id;
    std::string name;
    std::optional<int> rank;
};
BOOST_DESCRIBE_STRUCT(project, (), (id, name, rank))
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects").primary_key<&project::id>();

struct project_name {
    using entity = project;
#ifdef ROWAN_CONTROL
    std::string name;
#else
    int name;
#endif
};
BOOST_DESCRIBE_STRUCT(project_name, (), (name))
auto found(rowan::session& db) { return rowan::repository<project>(db).all<project_name>(); }
