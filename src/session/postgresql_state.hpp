#pragma once

#include <rowan/session/driver.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "postgresql_connection.hpp"

/// What lasts as long as a session, and who waits for whom.
namespace rowan::detail::postgresql {

session_state state_of(connection& in);
void restore_settings(connection& in, const session_state& to);
void limit_lock_wait(connection& in, std::int64_t milliseconds);
std::vector<std::string> lock_holders(connection& in, std::string_view statement);

/// Rows of text; NULL is empty. Throws database_error.
std::vector<std::vector<std::string>> rows_of(connection& in, const std::string& sql);
std::string literal(std::string_view text);
std::string identifier(std::string_view name);

}  // namespace rowan::detail::postgresql
