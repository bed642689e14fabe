// expected: a member of the shape is neither a column of its entity nor a relation to another shape

#include "projects.hpp"

struct project_title {
    using entity = project;
#ifdef ROWAN_CONTROL
    std::string name;
#else
    std::string title;
#endif
};
#ifdef ROWAN_CONTROL
BOOST_DESCRIBE_STRUCT(project_title, (), (name))
#else
BOOST_DESCRIBE_STRUCT(project_title, (), (title))
#endif
auto found(rowan::session& db) { return rowan::repository<project>(db).all<project_title>(); }
