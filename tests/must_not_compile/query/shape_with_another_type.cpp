// expected: a member of the shape is of another type than its column

#include "projects.hpp"

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
