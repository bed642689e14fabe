#pragma once

#include <rowan/session/session.hpp>

#include <string>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// What a database is for, as it says itself (in the table `rowan_environment`): "production", "development", …; empty
/// where nobody has said it. Creates nothing.
ROWAN_EXPORT std::string environment(session& of);
/// An empty name takes the mark away.
ROWAN_EXPORT void set_environment(session& of, std::string_view name);

}  // namespace rowan::migrate
