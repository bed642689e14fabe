#pragma once

#include "cli/console.hpp"
#include "cli/request.hpp"

#include <rowan/migrate/graph.hpp>

namespace rowan::cli {

/// Upgrades each schema or database that was asked for, and reports. The exit code: `failed` where one has failed.
int upgrade_tenants(const request& what, const migrate::graph& all, const console& with);

}  // namespace rowan::cli
