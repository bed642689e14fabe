#pragma once

#include <rowan/migrate/graph.hpp>

#include <set>
#include <string>
#include <vector>

namespace rowan::cli {

/// What a drawing shows of the revisions.
struct drawing {
    const migrate::graph& revisions;
    std::set<const migrate::revision*> applied{};
    std::set<const migrate::revision*> planned{};

    void apply(const std::vector<const migrate::revision*>& which) { applied.insert(which.begin(), which.end()); }
    void plan(const std::vector<const migrate::revision*>& which) { planned.insert(which.begin(), which.end()); }

    /// Newest first, a line for each and lines for where branches leave and meet, to be read in a terminal.
    std::string text() const;
    /// For Graphviz.
    std::string dot() const;
    std::string mermaid() const;
};

}  // namespace rowan::cli
