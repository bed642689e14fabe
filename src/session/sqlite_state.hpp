#pragma once

#include <rowan/session/driver.hpp>

#include "sqlite_connection.hpp"

/// What lasts as long as a session.
namespace rowan::detail {

session_state sqlite_state_of(sqlite_connection& in);
void restore_sqlite_settings(sqlite_connection& in, const session_state& to);

}  // namespace rowan::detail
