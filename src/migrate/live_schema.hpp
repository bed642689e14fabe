#pragma once

#include <rowan/schema/database.hpp>
#include <rowan/session/session.hpp>

#include <vector>

namespace rowan::migrate {

/// What the database holds in the schema of names without one and in those that are named, save what belongs to
/// extensions.
schema::database live_schema(session& of, const std::vector<schema::named_schema>& named = {});

}  // namespace rowan::migrate
