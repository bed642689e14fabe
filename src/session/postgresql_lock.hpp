#pragma once

#include <rowan/session/driver.hpp>

#include <optional>
#include <string_view>

#include "postgresql_connection.hpp"

/// Locks by name: PostgreSQL manual, 13.3.5. One for each table, by its name and the schema in which the session would
/// create it; other databases have locks of their own.
namespace rowan::detail::postgresql {

bool try_advisory_lock(connection& on, std::string_view table);
bool has_advisory_lock(const connection& on, std::string_view table);
void advisory_unlock(connection& on, std::string_view table) noexcept;
std::optional<lock_holder> advisory_holder(const connection& on, std::string_view table);

}  // namespace rowan::detail::postgresql
