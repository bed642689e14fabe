// expected: the column may be NULL, so the member of the shape must be std::optional

#include "projects.hpp"

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
