// expected: only a std::optional member can be set to NULL

#include "projects.hpp"

auto changes() {
#ifdef ROWAN_CONTROL
    return rowan::patch<project>().set<&project::rank>(std::nullopt);
#else
    return rowan::patch<project>().set<&project::name>(std::nullopt);
#endif
}
