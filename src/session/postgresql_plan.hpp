#pragma once

#include <rowan/session/observer.hpp>

#include <cstddef>
#include <string>

#include "postgresql_connection.hpp"
#include "postgresql_cursor.hpp"

namespace rowan::detail::postgresql {

/// What `explain` says of `sql` with these arguments, without the values. Neither waits for locks nor writes; leaves an
/// open transaction, with its settings, as it is. Empty for what has no plan, and where nothing can be asked now.
std::string plan_with(const connection& on, const std::string& sql, const server_cursor::arguments& with);
/// For any values, of the prepared statement `name`, or where that is empty of `sql`, as far as the server can.
std::string plan_for_any(const connection& on, const std::string& name, const std::string& sql, std::size_t parameters);

database_place place_of(const connection& on);

}  // namespace rowan::detail::postgresql
