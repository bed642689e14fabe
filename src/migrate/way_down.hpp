#pragma once

#include <rowan/migrate/graph.hpp>
#include <rowan/migrate/history.hpp>

#include <string>

namespace rowan::migrate {

/// What undoes the revision, as a script; empty where there is no way back, or where what is there decides on it.
std::string way_down(const revision& which, const dialect& with);

/// The graph with the revisions that it does not know as the history has them: they can be undone, not applied.
graph with_stored(const graph& known, const history& of);

}  // namespace rowan::migrate
