#pragma once

#include "cli/console.hpp"
#include "cli/request.hpp"

#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/graph.hpp>

#include <functional>
#include <vector>

namespace rowan::cli {

/// Where the revisions come from, if they are needed. A file that cannot be read is a finding.
struct lint_subject {
    std::function<migrate::graph()> revisions;
    std::function<std::vector<migrate::named_script>()> seeds;
};

/// Shows what would hurt.
int lint(const request& what, const lint_subject& subject, const console& with);

}  // namespace rowan::cli
